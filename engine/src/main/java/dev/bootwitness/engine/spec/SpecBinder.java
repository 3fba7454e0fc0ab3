package dev.bootwitness.engine.spec;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.Problems;
import dev.bootwitness.engine.binding.Scaling;
import dev.bootwitness.engine.check.CheckBinder;
import dev.bootwitness.engine.check.CheckKinds;
import dev.bootwitness.machine.config.DiskBus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Turns the node tree of a spec into records. */
final class SpecBinder {

  private final Problems problems;
  private final Path file;
  private final Path directory;
  private final List<String> morePacks;

  /** With packs besides those of the spec: names or absolute paths. */
  SpecBinder(Problems problems, Path file, List<String> morePacks) {
    this.problems = problems;
    this.file = file;
    this.morePacks = List.copyOf(morePacks);
    // Normalised, since its last element is the default name: that of `run ..` is not "..".
    this.directory =
        Optional.ofNullable(file.toAbsolutePath().normalize().getParent()).orElse(Path.of("/"));
  }

  Spec bind(Node root) {
    MappingReader top = new MappingReader(problems, "", root, RootKeys.ALL);
    top.require("image", "disk.iso");
    Optional<LoginSpec> login = top.mapping("login", RootKeys.LOGIN).map(this::login);
    List<StepSpec> steps = new ArrayList<>();
    KnowledgeSpec knowledge = knowledge(top);
    CheckBinder checkBinder = new CheckBinder(problems, statusFiles(top, knowledge));
    top.forEachItem(
        "checks",
        CheckKinds.FORM,
        "checks",
        (item, where) ->
            checkBinder.bind(item, where).map(StepSpec.Check::new).ifPresent(steps::add));
    Optional<MappingReader> boot = top.mapping("boot", RootKeys.BOOT);
    Optional<CheckpointUse> checkpoint =
        boot.flatMap(b -> b.oneOf("checkpoint", CheckpointUse.class));
    MachineSpec machine =
        top.mapping("machine", MachineKeys.MACHINE)
            .map(new MachineBinder(problems)::bind)
            .orElse(MachineSpec.DEFAULT);
    StepBinder stepBinder = new StepBinder(problems, checkBinder, machine.disks());
    top.forEachItem(
        "steps",
        StepKeys.FORM,
        "steps",
        (item, where) -> stepBinder.bind(item, where).ifPresent(steps::add));
    String listed = top.has("steps") ? "steps" : "checks";
    if (top.has("steps") && top.has("checks")) {
      top.problem(
          "steps", "`steps` and `checks` exclude each other. Put the checks among the steps.");
    }
    if (top.has("independentChecks") && !top.has("checks")) {
      top.problem(
          "independentChecks",
          "this key goes with `checks`; `steps` are always taken in order. Remove it.");
    }
    if (!steps.isEmpty() && login.isEmpty()) {
      top.problem(listed, listed + " need a shell in the guest. Add `login: {user: …}`.");
    }
    ImageSpec image =
        top.node("image")
            .map(node -> image(top, node))
            .orElse(new ImageSpec(Optional.empty(), Optional.empty(), Optional.empty()));
    if (checkpoint.equals(Optional.of(CheckpointUse.REQUIRE))) {
      whyNotFrozen(login, machine, image).ifPresent(why -> top.problem("boot", why));
    }
    return new Spec(
        top.folderName("name").orElseGet(this::defaultName),
        file,
        directory,
        image,
        machine,
        boot.flatMap(b -> b.duration("within")).orElse(Spec.DEFAULT_BOOT_WITHIN),
        boot.flatMap(b -> b.integer("reboots")).orElse(0),
        login,
        steps,
        top.oneOf("scale", Scaling.class).orElse(Scaling.AUTO),
        top.mapping("evidence", RootKeys.EVIDENCE)
            .map(evidence ->
                new EvidenceSpec(
                    evidence
                        .oneOf("memoryDump", EvidenceSpec.MemoryDump.class)
                        .orElse(EvidenceSpec.MemoryDump.NEVER),
                    evidence.size("disks").orElse(0)))
            .orElse(EvidenceSpec.DEFAULT),
        top.mapping("guest", GuestKeys.GUEST)
            .map(new GuestBinder(problems, directory)::bind)
            .orElse(GuestSpec.NONE),
        checkpoint.orElse(CheckpointUse.AUTO),
        keep(top),
        knowledge,
        new BootManner(
            top.oneOf("inspect", BootManner.Inspect.class).orElse(BootManner.DEFAULT.inspect()),
            boot.flatMap(b -> b.oneOf("menu", BootManner.Menu.class))
                .orElse(BootManner.DEFAULT.menu()),
            boot.flatMap(b -> b.duration("wait"))),
        top.duration("within"),
        policy(top),
        new CheckDivision(top.bool("independentChecks").orElse(false), Optional.empty()));
  }

  private static FailurePolicy policy(MappingReader top) {
    return new FailurePolicy(
        top.integer("retries").orElse(0),
        top.integer("confirm").orElse(0),
        top.oneOf("known", FailurePolicy.Known.class).orElse(FailurePolicy.Known.FAIL)
            == FailurePolicy.Known.PASS);
  }

  /** Why a checkpoint that the spec requires could never be made. */
  private static Optional<String> whyNotFrozen(
      Optional<LoginSpec> login, MachineSpec machine, ImageSpec image) {
    if (login.isEmpty()) {
      return Optional.of(
          "`checkpoint: require` needs a root shell to freeze. Add `login: {user: …}`.");
    }
    if (machine.disks().stream().anyMatch(disk -> disk.keep().isPresent())) {
      return Optional.of(
          "`checkpoint: require` does not work with a disk that a folder keeps, because a checkpoint"
              + " has no say in its content. Remove one of the two.");
    }
    Stream<DiskBus> buses =
        Stream.concat(machine.disks().stream().map(DiskSpec::bus), image.bus().stream());
    return buses
        .filter(bus -> !bus.canBeFrozen())
        .findFirst()
        .map(bus ->
            "`checkpoint: require` does not work with a disk on %s, because QEMU cannot freeze it."
                    .formatted(bus.name().toLowerCase(Locale.ROOT))
                + " Use another bus, or remove the key.");
  }

  /** An archive includes a task queue, unless the spec names another place or none. */
  private KeepSpec keep(MappingReader top) {
    Optional<Path> archive = top.path("archive").map(this::resolve);
    Optional<String> queue = top.path("queue");
    boolean none = queue.equals(Optional.of(KeepSpec.NO_QUEUE));
    Optional<Path> ofArchive = archive.map(folder -> folder.resolve(KeepSpec.QUEUE));
    return new KeepSpec(
        archive,
        none ? Optional.empty() : queue.map(this::resolve).or(() -> ofArchive),
        top.oneOf("keep", KeepSpec.Machine.class).orElse(KeepSpec.Machine.NEVER));
  }

  private Path resolve(String path) {
    return directory.resolve(path).normalize();
  }

  /** A pack of the product is identified by its name, another one by its folder. */
  private KnowledgeSpec knowledge(MappingReader top) {
    List<String> packs = new ArrayList<>(morePacks);
    top.paths("packs").forEach(pack -> packs.add(isOurs(pack) ? pack : resolve(pack).toString()));
    List<Path> folders = top.paths("rules").stream().map(directory::resolve).toList();
    return new KnowledgeSpec(packs, folders);
  }

  private static boolean isOurs(String pack) {
    return Packs.bundled().stream().anyMatch(known -> known.name().equals(pack));
  }

  /** Packs and rules are read once, so that a mistake in one is reported before anything starts. */
  private static Supplier<StatusFiles> statusFiles(MappingReader top, KnowledgeSpec knowledge) {
    if (knowledge.equals(KnowledgeSpec.NONE)) {
      return StatusFiles::bundled;
    }
    String key = knowledge.packs().isEmpty() ? "rules" : "packs";
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    try {
      StatusFiles files = knowledge.statusFiles(today);
      key = "rules";
      if (!knowledge.rules().isEmpty()) {
        var _ = knowledge.load(today);
      }
      return () -> files;
    } catch (DataFileException e) {
      top.problem(
          key,
          "a %s file has a mistake: %s"
              .formatted(key.equals("packs") ? "pack's" : "rule", e.getMessage()));
    } catch (IOException e) {
      top.problem(
          key,
          key.equals("packs")
              ? e.getMessage() + "."
              : "cannot read " + e.getMessage() + ". Expected folders that hold *.yaml files.");
    }
    return StatusFiles::bundled;
  }

  private String defaultName() {
    Path folder = directory.getFileName();
    return folder == null ? "run" : folder.toString();
  }

  /** {@code image: disk.iso} is short for {@code image: {path: disk.iso}}. */
  private ImageSpec image(MappingReader top, Node node) {
    Optional<KernelWords> words = top.mapping("kernel", RootKeys.KERNEL).map(this::words);
    if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
      return new ImageSpec(
          Optional.empty(), top.path("image"), Optional.empty(), Optional.empty(), words);
    }
    MappingReader image = new MappingReader(problems, "image", node, RootKeys.IMAGE);
    Optional<ImageSpec.BuildSpec> build = new BuildBinder(problems).bind(image);
    boolean onlyImage = image.has("nix") && !image.has("path") && !image.has("kernel");
    Optional<String> path =
        onlyImage ? Optional.of(ImageSpec.FlakeMaker.ANY_IMAGE) : image.path("path");
    Optional<ImageSpec.KernelSpec> kernel =
        image
            .path("kernel")
            .map(k ->
                new ImageSpec.KernelSpec(k, image.path("initrd"), image.text("append").orElse("")));
    if (image.isMapping() && !onlyImage && image.has("path") == image.has("kernel")) {
      image.problemHere(
          image.has("path")
              ? "`path` and `kernel` exclude each other. Keep the one that boots."
              : "nothing to boot is named. Write `path: disk.iso`, or `kernel:` with `initrd:` and `append:`.");
    } else if (!image.has("kernel") && (image.has("initrd") || image.has("append"))) {
      image.problemHere("`initrd` and `append` go with `kernel`, not with `path`.");
    }
    if (build.isPresent()) {
      path.ifPresent(file -> requireInOutput(image, "path", file));
      kernel.ifPresent(k -> requireInOutput(image, "kernel", k.kernel()));
      kernel
          .flatMap(ImageSpec.KernelSpec::initrd)
          .ifPresent(file -> requireInOutput(image, "initrd", file));
    }
    Optional<DiskBus> bus = image.oneOf("bus", DiskBus.class);
    if (image.has("bus") && image.has("kernel")) {
      image.problem("bus", "a kernel has no bus. This key goes with `path`, for a disk image.");
    }
    return new ImageSpec(build, path, kernel, bus, words);
  }

  private KernelWords words(MappingReader kernel) {
    return new KernelWords(words(kernel, "add"), words(kernel, "remove"));
  }

  private List<String> words(MappingReader kernel, String key) {
    List<String> words = kernel.texts(key);
    words.stream()
        .filter(word -> word.isBlank() || word.chars().anyMatch(Character::isWhitespace))
        .findFirst()
        .ifPresent(word ->
            kernel.problem(
                key,
                "\""
                    + word
                    + "\" is not a single word. Write e.g. `"
                    + key
                    + ": [quiet, splash]`."));
    return words;
  }

  /** A build's artifacts are in its output folder, so they are named relative to it. */
  private static void requireInOutput(MappingReader image, String key, String text) {
    Path file = Path.of(text);
    if (file.isAbsolute() || file.startsWith("..") || !file.normalize().equals(file)) {
      image.problem(
          key, "\"" + text + "\" does not name a file in the build's output. Write e.g. disk.iso.");
    }
  }

  private LoginSpec login(MappingReader login) {
    login.require("user", "root");
    return new LoginSpec(
        login.words("user").orElse(""),
        login.node("password").flatMap(n -> secret(login, "password", n)),
        login.oneOf("become", RootKeys.Become.class).isPresent(),
        login.node("rootPassword").flatMap(n -> secret(login, "rootPassword", n)));
  }

  private Optional<Secret> secret(MappingReader login, String key, Node node) {
    if (node instanceof ScalarNode) {
      return login.text(key).map(Secret.Literal::new);
    }
    Optional<MappingReader> source = login.mapping(key, RootKeys.SECRET);
    Optional<Secret> env = source.flatMap(s -> s.words("env")).map(Secret.Env::new);
    Optional<Secret> inFile =
        source
            .flatMap(s -> s.path("file"))
            .map(f -> new Secret.InFile(directory.resolve(f).normalize()));
    if (source.map(s -> s.isMapping() && s.has("env") == s.has("file")).orElse(false)) {
      login.problem(key, "write the password itself, `{env: VARIABLE}` or `{file: path}`.");
    }
    return env.or(() -> inFile);
  }
}
