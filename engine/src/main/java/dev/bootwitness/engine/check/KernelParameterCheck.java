package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.safere.Pattern;

/** A setting of the running kernel, below {@code /proc/sys} (sysctl(8)). */
public record KernelParameterCheck(
    String name, String parameter, String value, Optional<Duration> within) implements CheckSpec {

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with kernelParameter",
              required(
                  "kernelParameter",
                  Scalar.TEXT,
                  "A setting as sysctl(8) names it, e.g. `net.ipv4.ip_forward`."),
              required(
                  "value", Scalar.TEXT, "Its value; several numbers with one blank between them."),
              CheckKind.NAME,
              CheckKind.WITHIN),
          "`kernelParameter: NAME`",
          KernelParameterCheck::bind);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+([./][A-Za-z0-9_:@-]+)+");

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    check.require("value", "1");
    String parameter = check.words("kernelParameter").orElse("kernel.ostype");
    if (!NAME.matcher(parameter).matches()) {
      check.problem(
          "kernelParameter",
          "\"%s\" names no setting. Write e.g. net.ipv4.ip_forward.".formatted(parameter));
    }
    return new KernelParameterCheck(
        check.text("name").orElse(parameter),
        parameter,
        check.text("value").orElse(""),
        check.duration("within"));
  }

  /** A dot within a name is written as a slash, and the other way round: sysctl(8). */
  private String path() {
    int dot = parameter.indexOf('.');
    int slash = parameter.indexOf('/');
    if (slash >= 0 && (dot < 0 || slash < dot)) {
      return parameter;
    }
    StringBuilder path = new StringBuilder();
    parameter.chars().forEach(c -> path.append(c == '.' ? '/' : c == '/' ? '.' : (char) c));
    return path.toString();
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    return new CommandProbe(
        scene.guest(), "cat -- " + ShellWord.quote("/proc/sys/" + path()), this::compare);
  }

  private ProbeResult compare(CommandResult.Completed answer) {
    if (answer.exit() != 0) {
      return CommandProbe.not(
          parameter + " cannot be read: " + Evidence.said(answer), Evidence.said(answer));
    }
    String seen = String.join(" ", List.of(answer.stdout().text().strip().split("\\s+", -1)));
    return seen.equals(value.strip())
        ? new ProbeResult.Holds()
        : CommandProbe.not("%s is \"%s\", expected \"%s\"".formatted(parameter, seen, value), "");
  }
}
