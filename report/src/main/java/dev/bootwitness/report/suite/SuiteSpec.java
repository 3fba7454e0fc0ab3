package dev.bootwitness.report.suite;

import java.util.List;
import java.util.Objects;

/**
 * A spec of a suite that is divided.
 *
 * @param name in the suite
 * @param checks the names of its checks in order, if shards may divide them; else empty
 */
public record SuiteSpec(String name, List<String> checks) {

  public SuiteSpec {
    Objects.requireNonNull(name, "name");
    checks = List.copyOf(checks);
  }
}
