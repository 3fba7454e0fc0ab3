package dev.bootwitness.junit;

import dev.bootwitness.engine.host.HostReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for the programs that every run needs. */
final class BootableCondition implements ExecutionCondition {

  private final Map<String, String> environment;

  /** For JUnit. */
  BootableCondition() {
    this(System.getenv());
  }

  /** With the PATH of that environment. */
  BootableCondition(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return evaluate();
  }

  ConditionEvaluationResult evaluate() {
    List<HostReport.Tool> missing = HostReport.missing(environment);
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("machines can run here");
    }
    String programs =
        missing.stream()
            .map(tool -> tool.program() + " (" + tool.use() + ")")
            .collect(Collectors.joining(", "));
    String packages =
        missing.stream()
            .map(HostReport.Tool::debianPackage)
            .distinct()
            .collect(Collectors.joining(" "));
    return ConditionEvaluationResult.disabled(
        "no machine can run here: %s not in PATH. To fix on Debian: apt-get install %s"
            .formatted(programs, packages));
  }
}
