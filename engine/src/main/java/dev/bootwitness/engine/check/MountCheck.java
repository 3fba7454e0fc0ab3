package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.diagnosis.guest.MountTable;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something mounted at a directory, or nothing.
 *
 * @param options which the mount must have, among others
 */
public record MountCheck(
    String name,
    String target,
    boolean mounted,
    Optional<String> source,
    Optional<String> filesystem,
    List<String> options,
    Optional<Duration> within)
    implements CheckSpec {

  /** Copies the list. */
  public MountCheck {
    options = List.copyOf(options);
  }

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with mount",
              required("mount", Scalar.GUEST_PATH, "A directory of the guest."),
              CheckKind.NAME,
              optional(
                  "mounted", Scalar.BOOLEAN, "true", "Whether something must be mounted there."),
              optional("source", Scalar.TEXT, "any", "What is mounted, e.g. `/dev/vda1`."),
              optional("filesystem", Scalar.TEXT, "any", "Its type, e.g. `ext4`."),
              optional(
                  "options",
                  Form.listOf(Scalar.TEXT),
                  "any",
                  "Options that the mount must have, among others, e.g. `[ro, nosuid]`."),
              CheckKind.WITHIN),
          "`mount: PATH`",
          MountCheck::bind);

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    String target = check.guestPath("mount").orElse("/");
    boolean mounted = check.bool("mounted").orElse(true);
    if (!mounted && (check.has("source") || check.has("filesystem") || check.has("options"))) {
      check.problem(
          "mounted", "where nothing must be mounted there is no source, filesystem or option.");
    }
    return new MountCheck(
        check.text("name").orElse("mount " + target),
        target,
        mounted,
        check.words("source"),
        check.words("filesystem"),
        check.texts("options"),
        check.duration("within"));
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    return new CommandProbe(
        scene.guest(),
        "cat /proc/self/mounts",
        answer ->
            answer.exit() == 0
                ? compare(MountTable.parse(answer.stdout().text()).at(target))
                : CommandProbe.not("/proc/self/mounts cannot be read", Evidence.said(answer)));
  }

  private ProbeResult compare(Optional<MountTable.Mount> found) {
    if (found.isEmpty()) {
      return mounted
          ? CommandProbe.not("nothing is mounted at " + target, "")
          : new ProbeResult.Holds();
    }
    MountTable.Mount mount = found.get();
    String shown =
        "%s on %s type %s (%s)"
            .formatted(
                mount.source(), mount.target(), mount.type(), String.join(",", mount.options()));
    boolean same =
        source.map(mount.source()::equals).orElse(true)
            && filesystem.map(mount.type()::equals).orElse(true)
            && mount.options().containsAll(options);
    if (!mounted || !same) {
      return CommandProbe.not(
          mounted ? "mounted is " + shown : "something is mounted: " + shown, shown);
    }
    return new ProbeResult.Holds();
  }
}
