package dev.bootwitness.engine.spec;

import static dev.bootwitness.engine.binding.Form.either;
import static dev.bootwitness.engine.binding.Form.listOf;
import static dev.bootwitness.engine.binding.Form.oneOf;
import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Mapping;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.KeyRule;
import dev.bootwitness.engine.binding.Scaling;
import dev.bootwitness.engine.binding.SpecKey;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.check.CheckKinds;
import dev.bootwitness.machine.config.DiskBus;
import java.util.List;

/** The keys of the whole spec, and those of its smaller mappings. */
final class RootKeys {

  static final SpecKeys SECRET =
      SpecKeys.of(
              "login.password",
              optional(
                  "env",
                  Scalar.TEXT,
                  "none",
                  "An environment variable that holds the secret. One that is set to nothing counts"
                      + " as not set."),
              optional("file", Scalar.PATH, "none", "A file whose first line is the secret."))
          .ruled(KeyRule.exactlyOne("env", "file"));

  private static final Form SECRET_FORM = either(Scalar.TEXT, new Mapping(SECRET));

  static final SpecKeys LOGIN =
      SpecKeys.of(
          "login",
          required(
              "user",
              Scalar.TEXT,
              "The name to type at a login prompt. An autologin may log in another user."),
          optional(
              "password",
              SECRET_FORM,
              "none",
              "The password for the login prompt, and for `sudo` and `doas`. A text is the password"
                  + " itself."),
          optional(
              "become",
              oneOf(Become.class),
              "stay the user",
              "Becomes root with `sudo -i`, else `doas -s`, else `su -`. Believed only when `id -u`"
                  + " says 0."),
          optional(
              "rootPassword",
              SECRET_FORM,
              "none",
              "The password for `su -`, which is tried only if this key is given."));

  private static final SpecKey INPUTS =
      optional(
          "inputs",
          listOf(Scalar.PATH),
          "none",
          "Files and folders whose content decides whether the build must run again. What git ignores in"
              + " a folder does not count.");

  private static final SpecKey APT =
      optional(
          "apt",
          Scalar.PATH,
          "none",
          "A file with the names of Debian packages, one a line. The build must run again when APT would"
              + " install other versions, and gets their hash as `$BOOTWITNESS_APT`.");

  private static final SpecKey ENVIRONMENT =
      optional(
          "environment",
          new Form.Named("variables to values", "^[A-Za-z_][A-Za-z0-9_]*$", Scalar.TEXT),
          "none",
          "Variables for the build, besides those of Bootwitness itself.");

  private static final SpecKey WITHIN =
      optional("within", Scalar.DURATION, "30m", "The time limit of the whole build.");

  private static final SpecKey STALL =
      optional(
          "stall", Scalar.DURATION, "none", "A build that prints nothing for this long is ended.");

  static final SpecKeys BUILD =
      SpecKeys.of(
          "image.build",
          required(
              "command",
              either(listOf(Scalar.TEXT), Scalar.TEXT),
              "The program and its arguments, or a text for `sh -c`. A program with a slash is relative to"
                  + " the spec. It leaves the image in the folder `$BOOTWITNESS_OUT`."),
          INPUTS,
          APT,
          ENVIRONMENT,
          WITHIN,
          STALL);

  static final SpecKeys NIX =
      SpecKeys.of(
          "image.nix",
          required(
              "flake",
              Scalar.TEXT,
              "The output to build, such as `.#bootImage`. A folder in it is relative to the spec."),
          optional("args", listOf(Scalar.TEXT), "none", "Further arguments of `nix build`."),
          optional(
              "impure",
              Scalar.BOOLEAN,
              "false",
              "Whether the flake may read what it does not contain, such as variables. Then only Nix knows"
                  + " whether it has changed, and is asked in every run unless `inputs` are given."),
          optional(
              "inputs",
              listOf(Scalar.PATH),
              "the flake's repository",
              "Files and folders whose content decides whether Nix is asked again. Without it, all that git"
                  + " tracks in the flake's repository."),
          APT,
          ENVIRONMENT,
          WITHIN,
          STALL);

  static final SpecKeys IMAGE =
      SpecKeys.of(
              "image",
              optional(
                  "build",
                  new Mapping(BUILD),
                  "none",
                  "The command that builds the image before it is booted."),
              optional(
                  "nix",
                  either(Scalar.TEXT, new Mapping(NIX)),
                  "none",
                  "The output of a Nix flake that is built and booted, such as `.#bootImage`: short for"
                      + " `{flake: …}`."),
              optional(
                  "path",
                  Scalar.PATH,
                  "none",
                  "An ISO 9660 image, a qcow2, or a raw disk. Exactly one of `path` and `kernel` must be"
                      + " given; with `nix`, neither means the only image in the output. With `build` or `nix` it"
                      + " may be a pattern such as `*.iso`."),
              optional(
                  "kernel",
                  Scalar.PATH,
                  "none",
                  "A Linux kernel (x86 bzImage, arm64 Image) that QEMU starts without a boot loader."),
              optional("initrd", Scalar.PATH, "none", "The initrd. Goes with `kernel`."),
              optional(
                  "append", Scalar.TEXT, "empty", "The kernel's command line. Goes with `kernel`."),
              optional(
                  "bus",
                  oneOf(DiskBus.class),
                  "`virtio` for a disk",
                  "How the machine is given a disk image. Goes with `path`."))
          .ruled(
              new KeyRule.NotBoth("build", "nix"),
              new KeyRule.NotBoth("path", "kernel"),
              new KeyRule.AtLeastOne(List.of("path", "kernel", "nix")),
              new KeyRule.Needs("initrd", "kernel"),
              new KeyRule.Needs("append", "kernel"),
              new KeyRule.NotBoth("bus", "kernel"));

  static final SpecKeys KERNEL =
      SpecKeys.of(
          "kernel",
          optional(
              "add",
              listOf(Scalar.TEXT),
              "none",
              "Words added at the end of the command line, in this order."),
          optional(
              "remove",
              listOf(Scalar.TEXT),
              "none",
              "Words taken out. A word that ends in `=` takes out every value of it."));

  static final SpecKeys BOOT =
      SpecKeys.of(
          "boot",
          optional(
              "within",
              Scalar.DURATION,
              "2m",
              "The time limit from power-on to a login prompt or a shell, stretched on slow hosts. The"
                  + " login after it has time limits of its own."),
          optional(
              "checkpoint",
              oneOf(CheckpointUse.class),
              "auto",
              "`auto` starts from a checkpoint if there is one; otherwise it boots and makes one."
                  + " `never` boots. `require` starts from one or ends with exit code 3."),
          optional(
              "reboots",
              new Form.Whole(0, Spec.MOST_REBOOTS),
              "0",
              "How often the guest may restart before its login, as an installer does. Any further"
                  + " restart is reported as `guest/unexpected-reboot`."),
          optional(
              "menu",
              oneOf(BootManner.Menu.class),
              "enter",
              "`enter` starts the default entry of a boot menu with a countdown at once, `wait` lets"
                  + " the countdown run out. A menu without a countdown is never entered."),
          optional(
              "wait",
              Scalar.DURATION,
              "no limit; 10m in a JUnit test",
              "How long the machine waits for room on the host while no other machine ends. Then the run"
                  + " stops with `host/no-room`."));

  static final SpecKeys EVIDENCE =
      SpecKeys.of(
          "evidence",
          optional(
              "memoryDump",
              oneOf(EvidenceSpec.MemoryDump.class),
              "never",
              "When the guest's memory is written into the record (kdump format, for `crash`). It"
                  + " contains everything the guest knows, secrets included."),
          optional(
              "disks",
              Scalar.SIZE,
              "none",
              "Keeps the disks of a failed run, as the guest left them, as qcow2 files in the"
                  + " record, up to this size together. Nothing in them is blanked."));

  static final SpecKeys ALL =
      SpecKeys.of(
              "",
              optional(
                  "name",
                  Scalar.FOLDER_NAME,
                  "the folder's name",
                  "Names the run, its record and the image's cache."),
              required(
                  "image",
                  either(Scalar.PATH, new Mapping(IMAGE)),
                  "What boots. A path is short for `image: {path: …}`."),
              optional(
                  "kernel",
                  new Mapping(KERNEL),
                  "unchanged",
                  "Changes the kernel's command line. Beside an ISO, this starts the ISO's own kernel"
                      + " without its boot loader."),
              optional(
                  "inspect",
                  oneOf(BootManner.Inspect.class),
                  "warn",
                  "Whether the image is read before it boots. `warn` reports what would keep it from being"
                      + " tested, `strict` ends the run there, `off` does not read it."),
              optional(
                  "machine", new Mapping(MachineKeys.MACHINE), "a q35 PC", "The virtual machine."),
              optional("boot", new Mapping(BOOT), "the defaults", "How the image is booted."),
              optional(
                  "login",
                  new Mapping(LOGIN),
                  "none",
                  "Who logs in. Without it the run passes as soon as a login prompt appears, and `checks`"
                      + " are not allowed."),
              optional(
                  "checks",
                  listOf(CheckKinds.FORM),
                  "none",
                  "What must hold in the guest. Each has exactly one key that names its kind."),
              optional(
                  "independentChecks",
                  Scalar.BOOLEAN,
                  "false",
                  "`true`: no check depends on another's having run before, so `run --shard` may divide the"
                      + " checks over several machines. Goes with `checks`."),
              optional(
                  "steps",
                  listOf(StepKeys.FORM),
                  "none",
                  "What is done in the guest and with the machine, in order: checks, restarts, power cuts,"
                      + " disks. `checks` is the short form of a list that holds only checks."),
              optional(
                  "retries",
                  new Form.Whole(0, FailurePolicy.MOST),
                  "0",
                  "How often a run that fails is tried again on a fresh machine. A run that passes then is"
                      + " flaky; the records of the failed attempts are kept."),
              optional(
                  "confirm",
                  new Form.Whole(0, FailurePolicy.MOST),
                  "0",
                  "How often a failure is repeated on fresh machines to settle whether the image, the host or"
                      + " chance is at fault. It does not make the run pass."),
              optional(
                  "known",
                  oneOf(FailurePolicy.Known.class),
                  "fail",
                  "What a failure that `known.yaml` lists means: `fail` keeps the exit code, `pass` makes it"
                      + " 0."),
              optional(
                  "scale",
                  oneOf(Scaling.class),
                  "auto",
                  "Whether deadlines of the guest are stretched where guests run slower than with hardware"
                      + " acceleration."),
              optional("evidence", new Mapping(EVIDENCE), "the defaults", "What is captured."),
              optional(
                  "guest", new Mapping(GuestKeys.GUEST), "nothing", "What the guest is given."),
              optional(
                  "within",
                  Scalar.DURATION,
                  "no limit",
                  "The time limit of the whole run, on the clock. A part of it, at most 20 s, is reserved for"
                      + " evidence and the verdict."),
              optional(
                  "keep",
                  oneOf(KeepSpec.Machine.class),
                  "never",
                  "`failure` keeps the machine of a failed run as it stood at the verdict, with its disks, so"
                      + " that `bootwitness shell` can enter it."),
              optional(
                  "archive",
                  Scalar.PATH,
                  "none",
                  "A folder that gets a copy of each run's report and serial log, and the task queue."),
              optional(
                  "queue",
                  Scalar.PATH,
                  "`task-queue.md` in the archive",
                  "The task queue that failed runs add to. `none` turns off the archive's queue."),
              optional(
                  "packs",
                  listOf(Scalar.PATH),
                  "those of the product",
                  "Further packs of causes and rules: the name of a pack of the product, or a folder."),
              optional(
                  "rules",
                  listOf(Scalar.PATH),
                  "none",
                  "Folders of further rules (`*.yaml`), read after the built-in ones."))
          .ruled(
              new KeyRule.Needs("checks", "login"),
              new KeyRule.Needs("steps", "login"),
              new KeyRule.Needs("independentChecks", "checks"),
              new KeyRule.NotBoth("checks", "steps"));

  /** Whom a login may become. */
  enum Become {
    ROOT
  }

  private RootKeys() {}
}
