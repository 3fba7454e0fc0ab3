package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file of the guest.
 *
 * @param exists whether it must be there; {@code contains} and {@code matches} need it
 */
public record FileCheck(
    String name,
    String path,
    boolean exists,
    Optional<String> contains,
    Optional<String> matches,
    Optional<Duration> within)
    implements CheckSpec {

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with file",
              required("file", Scalar.GUEST_PATH, "A file in the guest."),
              CheckKind.NAME,
              optional(
                  "exists", Scalar.BOOLEAN, "true", "Whether it must exist. A dangling link does."),
              optional("contains", Scalar.TEXT, "none", "A text that its content must contain."),
              optional(
                  "matches", Scalar.REGEX, "none", "An expression that its content must match."),
              CheckKind.WITHIN),
          "`file: PATH`",
          FileCheck::bind);

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    String path = check.guestPath("file").orElse("");
    boolean exists = check.bool("exists").orElse(true);
    if (!exists && (check.has("contains") || check.has("matches"))) {
      check.problem("exists", "a file that must not exist cannot contain anything.");
    }
    return new FileCheck(
        check.text("name").orElse(path),
        path,
        exists,
        check.text("contains"),
        check.regex("matches"),
        check.duration("within"));
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    return new FileProbe(scene.guest(), this);
  }

  @Override
  public boolean names(String unit) {
    return UnitNames.named(path, unit);
  }

  @Override
  public String awaitedFile() {
    return path;
  }
}
