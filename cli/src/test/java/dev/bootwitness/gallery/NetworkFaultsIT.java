package dev.bootwitness.gallery;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Systems that come up without the network that the spec wants. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class NetworkFaultsIT {

  static Stream<Exhibit> rows() {
    return Stream.of(
            Spark.row("network-plain"),
            Spark.row("no-card")
                .spec("machine", "{memory: 256MiB, cpus: 1, network: none}")
                .blames("network/no-interface"),
            Spark.row("driver-of-the-card-missing")
                .spec(
                    "machine",
                    "{memory: 256MiB, cpus: 1, network: [{kind: internet, model: e1000}]}")
                .blames("network/no-interface"),
            Spark.row("link-down")
                .over(files ->
                    files.script("/etc/udhcpc.script", "#!/bin/sh\nip link set eth0 down\n"))
                .blames("network/no-carrier"),
            Spark.row("no-lease")
                .over(files -> files.script("/etc/udhcpc.script", "#!/bin/sh\nexit 0\n"))
                .blames("network/no-lease"))
        .map(row -> row.spec("checks", "[{network: eth0, address: ipv4, within: 1s}]"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isNamed(Exhibit exhibit) throws Exception {
    Gallery.show(exhibit);
  }
}
