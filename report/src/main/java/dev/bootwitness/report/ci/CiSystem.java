package dev.bootwitness.report.ci;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A CI system with ways of its own to show a result. */
public enum CiSystem {
  /** Job summary and annotations: docs.github.com, "Workflow commands for GitHub Actions". */
  GITHUB,
  /** Collapsible sections: docs.gitlab.com, "Custom collapsible sections". */
  GITLAB,
  /** None, or one that shows JUnit XML and plain text only. */
  NONE;

  /** The system that runs this process, by the variable that each sets. */
  public static CiSystem recognised(Map<String, String> environment) {
    if ("true".equals(environment.get("GITHUB_ACTIONS"))) {
      return GITHUB;
    }
    return "true".equals(environment.get("GITLAB_CI")) ? GITLAB : NONE;
  }

  /** The system of that name, in lower case. */
  public static Optional<CiSystem> named(String name) {
    for (CiSystem system : values()) {
      if (system.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(system);
      }
    }
    return Optional.empty();
  }
}
