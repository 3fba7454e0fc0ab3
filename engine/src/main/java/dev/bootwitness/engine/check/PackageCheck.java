package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.guest.PackageList;
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
 * A package of the guest's system.
 *
 * @param packageName as the package manager calls it
 * @param versions one of which must be installed; empty: any
 */
public record PackageCheck(
    String name,
    String packageName,
    boolean installed,
    List<String> versions,
    Optional<Duration> within)
    implements CheckSpec {

  /** Copies the list. */
  public PackageCheck {
    versions = List.copyOf(versions);
  }

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with package",
              required("package", Scalar.TEXT, "A package of dpkg, rpm, pacman or apk."),
              CheckKind.NAME,
              optional("installed", Scalar.BOOLEAN, "true", "Whether it must be installed."),
              optional(
                  "versions",
                  Form.listOf(Scalar.TEXT),
                  "any",
                  "Versions, one of which it must have."),
              CheckKind.WITHIN),
          "`package: NAME`",
          PackageCheck::bind);

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    String packageName = check.words("package").orElse("");
    boolean installed = check.bool("installed").orElse(true);
    if (!installed && check.has("versions")) {
      check.problem("versions", "a package that must not be installed has no version.");
    }
    return new PackageCheck(
        check.text("name").orElse("package " + packageName),
        packageName,
        installed,
        check.texts("versions"),
        check.duration("within"));
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    return new CommandProbe(scene.guest(), PackageList.COMMAND, this::compare);
  }

  private ProbeResult compare(CommandResult.Completed answer) {
    if (answer.exit() == PackageList.NO_MANAGER) {
      return new ProbeResult.Not(
          "spec/check-broken", "the guest has none of dpkg, rpm, pacman and apk", "", true);
    }
    PackageList all = PackageList.parse(answer.stdout().text());
    if (answer.exit() != 0 || all.packages().isEmpty()) {
      return CommandProbe.not(
          "the guest's package manager listed no packages", Evidence.said(answer));
    }
    Optional<PackageList.Entry> found = all.named(packageName);
    if (found.isEmpty()) {
      return installed
          ? CommandProbe.not(
              "%s is not installed; %d packages are".formatted(packageName, all.packages().size()),
              "")
          : new ProbeResult.Holds();
    }
    String version = found.get().version();
    if (!installed) {
      return CommandProbe.not(packageName + " is installed, version " + version, "");
    }
    return versions.isEmpty() || versions.contains(version)
        ? new ProbeResult.Holds()
        : CommandProbe.not(
            "%s has version %s, expected %s"
                .formatted(packageName, version, String.join(" or ", versions)),
            "");
  }
}
