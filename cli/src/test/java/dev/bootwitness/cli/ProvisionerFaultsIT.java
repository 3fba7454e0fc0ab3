package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Event;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bugs with which the provisioner of images began, brought back one by one in clones of the
 * real image: each is named. The image takes minutes to build and a minute to boot, so it runs on
 * request: {@code -Dprovisioning=true}.
 */
@EnabledIfSystemProperty(named = "provisioning", matches = "true")
@Timeout(1200)
class ProvisionerFaultsIT {

  @ParameterizedTest
  @CsvSource({
    "floppy, storage/detection-error, detection-error",
    "deadlock, systemd/ordering-deadlock, sshd.service is ordered After=pre-nixos.service",
    "vacuous, storage/vacuous, no disk has a partition",
    "modprobe, userspace/program-missing, modprobe is not in the image",
    "over-allocation, storage/apply-failed, lvcreate",
    "networkd, network/no-lease, lan",
  })
  void isNamed(String spec, String cause, String detail) throws Exception {
    Cli.Ended ended =
        Cli.of(
                "run",
                Cli.HOME.resolve("examples/seed-faults/" + spec + ".yaml").toString(),
                "--project",
                DebianProject.path().toString())
            .run();

    assertThat(ended.cause()).as(ended.output()).isEqualTo(cause);
    assertThat(Objects.requireNonNull(ended.verdict().primary()).detail()).contains(detail);
    assertThat(ended.events())
        .filteredOn(Event.FindingMade.class::isInstance)
        .as("nothing but consequences beside it")
        .extracting(e -> ((Event.FindingMade) e).finding().cause())
        .isSubsetOf(cause, "check/failed", "systemd/unit-failed", "host/accelerator-broken");
  }
}
