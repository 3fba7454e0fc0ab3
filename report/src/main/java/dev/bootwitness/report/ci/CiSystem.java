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
  /** A page for the tests of JUnit XML, and a plain log. */
  JENKINS,
  /**
   * Annotations and log groups: buildkite.com/docs, "buildkite-agent annotate", "Managing log
   * output".
   */
  BUILDKITE,
  /** None, or one that shows JUnit XML and plain text only. */
  NONE;

  /** The system that runs this process, by the variables that each sets. */
  public static CiSystem recognised(Map<String, String> environment) {
    if (isTrue(environment, "GITHUB_ACTIONS")) {
      return GITHUB;
    }
    if (isTrue(environment, "GITLAB_CI")) {
      return GITLAB;
    }
    if (isTrue(environment, "BUILDKITE")) {
      return BUILDKITE;
    }
    // JENKINS_URL is there only where an administrator has set it.
    boolean jenkins =
        !environment.getOrDefault("JENKINS_URL", "").isEmpty()
            || environment.getOrDefault("BUILD_TAG", "").startsWith("jenkins-");
    return jenkins ? JENKINS : NONE;
  }

  private static boolean isTrue(Map<String, String> environment, String name) {
    return "true".equals(environment.get(name));
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
