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
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.check.CheckKinds;
import dev.bootwitness.machine.config.DiskBus;

/** The keys of the whole spec, and those of its smaller mappings. */
final class RootKeys {

  static final SpecKeys SECRET =
      SpecKeys.of(
              "login.password",
              optional(
                  "env", Scalar.TEXT, "none", "An environment variable that holds the secret."),
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

  static final SpecKeys BUILD =
      SpecKeys.of(
          "image.build",
          required(
              "command",
              listOf(Scalar.TEXT),
              "The program and its arguments. A program with a slash is relative to the spec."),
          optional(
              "inputs",
              listOf(Scalar.PATH),
              "none",
              "Files and folders whose content decides whether the build must run again."),
          optional("within", Scalar.DURATION, "30m", "The time limit of the whole build."),
          optional(
              "stall",
              Scalar.DURATION,
              "none",
              "A build that prints nothing for this long is ended."));

  static final SpecKeys IMAGE =
      SpecKeys.of(
              "image",
              optional(
                  "build",
                  new Mapping(BUILD),
                  "none",
                  "How the image is built before it is booted."),
              optional(
                  "path",
                  Scalar.PATH,
                  "none",
                  "An ISO 9660 image, a qcow2, or a raw disk. Exactly one of `path` and `kernel` must be"
                      + " given."),
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
              KeyRule.exactlyOne("path", "kernel"),
              new KeyRule.Needs("initrd", "kernel"),
              new KeyRule.Needs("append", "kernel"),
              new KeyRule.Needs("bus", "path"));

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
                  + " the countdown run out. A menu without a countdown is never entered."));

  static final SpecKeys EVIDENCE =
      SpecKeys.of(
          "evidence",
          optional(
              "memoryDump",
              oneOf(EvidenceSpec.MemoryDump.class),
              "never",
              "When the guest's memory is written into the record (kdump format, for `crash`). It"
                  + " contains everything the guest knows, secrets included."));

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
                  "What must hold in the guest. Each has exactly one of `run`, `unit`, `file`, `network` and"
                      + " `storage`."),
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
          .ruled(new KeyRule.Needs("checks", "login"));

  /** Whom a login may become. */
  enum Become {
    ROOT
  }

  private RootKeys() {}
}
