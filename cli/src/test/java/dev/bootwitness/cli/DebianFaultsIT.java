package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What goes wrong under a real systemd, in clones of one checkpoint of the demo's image: the first
 * run boots when there is none, the others take seconds. Waits are given an hour.
 */
@Timeout(1200)
class DebianFaultsIT {

  /** A provisioner that starts a service which is ordered after it, as the origin's did. */
  private static final String DEADLOCK =
      """
        - name: arrange
          run: |
            cat > /run/systemd/system/helper.service <<'X'
            [Unit]
            After=prov.service
            [Service]
            Type=oneshot
            ExecStart=/bin/true
            X
            cat > /run/systemd/system/prov.service <<'X'
            [Service]
            Type=oneshot
            ExecStart=/bin/sh -c 'sleep 2; systemctl start helper; echo STATE=applied > /run/prov/status'
            X
            systemctl daemon-reload
            systemctl start --no-block prov
      """;

  @Test
  void anOrderingDeadlockEndsTheWaitForWhatItKeepsFromComing() throws Exception {
    Cli.Ended ended = run("deadlock", DEADLOCK + "  - {file: /run/prov/status, within: 60m}\n");

    assertThat(ended.cause()).as(ended.output()).isEqualTo("systemd/ordering-deadlock");
    assertThat(primary(ended).detail())
        .contains("helper.service is ordered After=prov.service")
        .contains("prov.service runs a systemctl that waits for the job of helper.service");
    assertThat(kept(ended, "units.txt")).contains("helper.service", "waiting for job");
    assertThat(kept(ended, "journal.txt")).contains("prov.service");
    assertThat(ended.events())
        .filteredOn(e -> e instanceof Event.Awaiting waiting && !waiting.why().isEmpty())
        .isNotEmpty();
  }

  /** By itself it would wait forever, and only the serial shell can inspect it meanwhile. */
  @Test
  void aCommandThatWaitsInVainIsEnded() throws Exception {
    Cli.Ended ended =
        run(
            "waiting",
            DEADLOCK
                + "  - {run: 'while ! test -e /run/prov/status; do sleep 1; done', within: 60m}\n"
                + "  - {run: id -u, prints: '0'}\n");

    assertThat(ended.cause()).as(ended.output()).isEqualTo("systemd/ordering-deadlock");
    assertThat(ended.verdict().checks())
        .extracting(CheckResult::outcome)
        .containsExactly(CheckResult.PASSED, CheckResult.FAILED, CheckResult.PASSED);
  }

  @Test
  void theUnitThatFailedFirstIsNamedAndNotTheOneThatNeedsIt() throws Exception {
    Cli.Ended ended =
        run(
            "need",
            """
              - name: arrange
                run: |
                  printf '[Unit]\\nRequires=db.service\\nAfter=db.service\\n[Service]\\nExecStart=/bin/sleep inf\\n' >/run/systemd/system/app.service
                  printf '[Service]\\nType=oneshot\\nExecStart=/bin/sh -c "echo no such table; exit 3"\\n' >/run/systemd/system/db.service
                  systemctl daemon-reload
                  systemctl start --no-block app
              - {unit: app.service, within: 60m}
            """);

    assertThat(ended.cause()).as(ended.output()).isEqualTo("systemd/unit-failed");
    assertThat(primary(ended).detail()).contains("db.service failed (exit status 3)");
    assertThat(primary(ended).quote()).contains("no such table");
  }

  @Test
  void networkAndStorageAreHeldAgainstWhatIsThere() throws Exception {
    Cli.Ended ended =
        run(
            "state",
            """
              - {name: leased, network: enp0s3, address: ipv4, within: 30s}
              - {name: absent, network: lan, within: 60m}
              - run: "ip link set enp0s3 down; printf 'STATE=applied\\nDETAIL=blank-disks\\n' >/run/st"
              - {name: down, network: enp0s3}
              - {name: nothing, storage: applied, status: /run/st}
              - run: vgcreate main /dev/vdb && lvcreate --yes -L 1G -n slash main
              - {name: there, storage: applied, status: /run/st, groups: [main], volumes: [main/slash]}
              - {name: other, storage: applied, status: /run/st, volumes: [main/home]}
            """);

    assertThat(ended.events())
        .filteredOn(Event.FindingMade.class::isInstance)
        .extracting(e -> ((Event.FindingMade) e).finding().cause())
        .contains(
            "network/no-interface",
            "network/no-carrier",
            "storage/vacuous",
            "storage/wrong-layout");
    assertThat(ended.verdict().checks())
        .extracting(CheckResult::name)
        .filteredOn(name -> !name.contains(" "))
        .containsExactly("leased", "absent", "down", "nothing", "there", "other");
    assertThat(ended.verdict().checks())
        .filteredOn(check -> !check.passed())
        .extracting(CheckResult::name)
        .containsExactly("absent", "down", "nothing", "other");
  }

  @Test
  void aPanicUnderACheckEndsIt() throws Exception {
    Cli.Ended ended =
        run(
            "panic",
            "  - {run: 'echo 1 >/proc/sys/kernel/sysrq; echo c >/proc/sysrq-trigger; sleep 9999', within: 60m}\n");

    assertThat(ended.cause()).as(ended.output()).isEqualTo("kernel/panic");
    Guest.of(ended.events()).assertGone();
  }

  private static Cli.Ended run(String name, String checks) throws Exception {
    // Two folders below the checkout, as the demo is: so it is the demo's image, command and all.
    Path spec = Cli.HOME.resolve("cli/target/debian-" + name + ".yaml");
    Files.writeString(
        spec,
        """
        name: debian-live
        image:
          build:
            command: [../../images/debian-live/build]
            inputs: [../../images/debian-live]
            apt: ../../images/debian-live/packages
            within: 20m
            stall: 5m
          path: debian-live.iso
        machine: {memory: 2GiB, cpus: 2, disks: [4GiB, 4GiB]}
        boot: {within: 90s}
        login: {user: nixos, become: root}
        checks:
        """
            + checks);
    return Cli.of("run", spec.toString(), "--project", DebianProject.path().toString()).run();
  }

  private static Finding primary(Cli.Ended ended) throws IOException {
    return Objects.requireNonNull(ended.verdict().primary());
  }

  private static String kept(Cli.Ended ended, String name) throws IOException {
    String file =
        ended.events().stream()
            .filter(Event.EvidenceKept.class::isInstance)
            .map(e -> ((Event.EvidenceKept) e).file())
            .filter(f -> f.endsWith(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + name + " in:\n" + ended.output()));
    return Files.readString(ended.record().path().resolve(file));
  }
}
