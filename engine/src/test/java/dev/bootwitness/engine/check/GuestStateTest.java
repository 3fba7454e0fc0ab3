package dev.bootwitness.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.check.UnitCheck.UnitState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How checks judge a guest's systemd, network and storage: the shell is real, the tools are scripts
 * of ours. Waits are given an hour: a test that waited for one would not end in time.
 */
@Timeout(60)
class GuestStateTest {

  private static final Optional<Duration> LONG = Optional.of(Duration.ofHours(1));

  private static final String ACTIVATING =
      lines(
          "Id=prov.service",
          "Names=prov.service",
          "LoadState=loaded",
          "ActiveState=activating",
          "SubState=start",
          "After=basic.target");

  private static final String WAITING =
      lines(
          "Id=ssh.service",
          "Names=ssh.service sshd.service",
          "LoadState=loaded",
          "ActiveState=inactive",
          "SubState=dead",
          "After=prov.service network.target");

  @TempDir Path directory;
  private HostShell shell;
  private final List<String> reasons = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(directory.resolve("bin"));
    shell = new HostShell(directory.resolve("bin"), directory);
    program("journalctl", "echo '[ 5.1] prov[7]: asking for sshd'");
    program(
        "grep", "case $* in *-sHF*) cat " + directory.resolve("groups") + ";; *) exit 1;; esac");
    Files.writeString(directory.resolve("groups"), "");
  }

  @AfterEach
  void end() {
    shell.close();
  }

  @Test
  void twoJobsThatWaitForEachOtherEndTheWait() throws Exception {
    systemctl(
        "7 prov.service start running\n9 ssh.service start waiting\n", ACTIVATING + "\n" + WAITING);
    process("prov.service", "systemctl", "start", "sshd");

    CheckOutcome outcome =
        check(new FileCheck("n", "/run/prov/status", true, none(), none(), LONG));

    assertThat(outcome.cause()).contains("systemd/ordering-deadlock");
    assertThat(outcome.message())
        .contains("prov.service runs a systemctl that waits for the job of ssh.service")
        .contains("ssh.service is ordered After=prov.service")
        .endsWith("so: /run/prov/status does not exist");
    assertThat(outcome.quote()).contains("job 9 ssh.service/start waiting", "systemctl start sshd");
  }

  /** The job of ssh waits for prov, and prov only works. */
  @Test
  void aJobThatWaitsForOneThatWorksIsNoDeadlock() throws Exception {
    systemctl(
        "7 prov.service start running\n9 ssh.service start waiting\n", ACTIVATING + "\n" + WAITING);
    process("prov.service", "sh", "-c", "sleep 9; systemctl start sshd");

    CheckOutcome outcome = check(unit("ssh.service", 1000));

    assertThat(outcome.cause()).contains("check/timed-out");
    assertThat(outcome.message())
        .contains("the start of ssh.service waits for prov.service: prov.service is activating");
    assertThat(reasons)
        .first()
        .asString()
        .startsWith(
            "the start of ssh.service waits for prov.service: prov.service is activating; it");
  }

  @Test
  void aUnitThatIsStillOnItsWayWhenTheTimeIsOverIsStuck() throws Exception {
    systemctl("7 prov.service start running\n", ACTIVATING);
    process("prov.service", "sleep", "1000");

    CheckOutcome outcome = check(unit("prov.service", 1000));

    assertThat(outcome.cause()).contains("systemd/unit-stuck");
    assertThat(outcome.message()).contains("prov.service is activating; it runs `sleep 1000`");
    assertThat(outcome.quote()).isEqualTo("[ 5.1] prov[7]: asking for sshd");
  }

  @Test
  void aFileIsNotWaitedForWhenTheUnitThatMakesItHasFailed() throws Exception {
    systemctl(
        "",
        lines(
            "Id=prov.service",
            "Names=prov.service",
            "LoadState=loaded",
            "ActiveState=failed",
            "Result=exit-code",
            "ExecMainCode=1",
            "ExecMainStatus=3"));

    CheckOutcome outcome =
        check(new FileCheck("n", "/run/prov/status", true, none(), none(), LONG));

    assertThat(outcome)
        .isEqualTo(
            new CheckOutcome.Failed(
                "systemd/unit-failed",
                "prov.service failed (exit status 3); so: /run/prov/status does not exist",
                "prov.service",
                "[ 5.1] prov[7]: asking for sshd"));
  }

  @Test
  void aUnitWhoseNeedHasFailedIsNotWaitedForAndTheNeedIsNamed() throws Exception {
    systemctl(
        "",
        lines(
            "Id=app.service",
            "Names=app.service",
            "LoadState=loaded",
            "ActiveState=inactive",
            "SubState=dead",
            "Requires=db.service",
            "",
            "Id=db.service",
            "Names=db.service",
            "LoadState=loaded",
            "ActiveState=failed",
            "Result=signal",
            "ExecMainCode=2",
            "ExecMainStatus=11"));

    CheckOutcome outcome = check(new UnitCheck("n", "app.service", UnitState.ACTIVE, LONG));

    assertThat(outcome.cause()).contains("systemd/unit-failed");
    assertThat(outcome.message())
        .startsWith("db.service failed (killed by signal 11), and app.service requires it");
  }

  @Test
  void anotherFailedUnitIsToldAndAccusedOfNothing() throws Exception {
    systemctl(
        "",
        lines(
            "Id=other.service",
            "Names=other.service",
            "LoadState=loaded",
            "ActiveState=failed",
            "Result=exit-code"));

    CheckOutcome outcome =
        check(
            new FileCheck(
                "n", "/run/prov/status", true, none(), none(), Optional.of(Duration.ofSeconds(1))));

    assertThat(outcome.cause()).contains("check/timed-out");
    assertThat(outcome.message())
        .endsWith("meanwhile: systemd has no job left; failed: other.service");
  }

  @Test
  void anInterfaceIsThereUpAndHasAnAddress() throws Exception {
    noSystemd();
    ip("2: lan: <BROADCAST,UP,LOWER_UP> mtu 1500 state UP\n    inet 10.0.2.15/24 scope global lan");
    assertThat(check(network(NetworkCheck.Family.IPV4, none(Duration.class))))
        .isEqualTo(new CheckOutcome.Held());

    ip("2: lan: <BROADCAST,UP,LOWER_UP> mtu 1500 state UP\n    inet6 fe80::1/64 scope link");
    assertThat(check(network(NetworkCheck.Family.ANY, none(Duration.class))).cause())
        .contains("network/no-lease");
    assertThat(check(network(NetworkCheck.Family.NONE, none(Duration.class))))
        .isEqualTo(new CheckOutcome.Held());

    ip("2: lan: <BROADCAST> mtu 1500 state DOWN");
    assertThat(check(network(NetworkCheck.Family.ANY, none(Duration.class))).message())
        .isEqualTo("lan exists but is down: nothing has configured it");
  }

  @Test
  void anInterfaceThatDoesNotComeIsNotWaitedForWithoutEnd() throws Exception {
    noSystemd();
    ip("2: ens3: <BROADCAST,UP,LOWER_UP> mtu 1500 state UP");

    CheckOutcome outcome = check(network(NetworkCheck.Family.ANY, LONG));

    assertThat(outcome.cause()).contains("network/no-interface");
    assertThat(outcome.message()).isEqualTo("lan does not exist: the guest has ens3");
  }

  @Test
  void storageIsHeldAgainstWhatIsThere() throws Exception {
    noSystemd();
    Path status = directory.resolve("storage-status");
    StorageCheck applied =
        new StorageCheck(
            "n",
            StorageCheck.StorageState.APPLIED,
            StatusFiles.bundled().at(status.toString()),
            List.of("main"),
            List.of(),
            List.of(),
            LONG);
    program("vgs", "echo '  main'");
    program("lsblk", "echo 'vdb2 part LVM2_member'");
    Files.writeString(status, "STATE=applied\nDETAIL=blank-disks\n");
    assertThat(check(applied)).isEqualTo(new CheckOutcome.Held());

    program("vgs", "true");
    program("lsblk", "echo 'vdb disk '");
    assertThat(check(applied).cause()).contains("storage/vacuous");

    Files.writeString(status, "STATE=failed\nREASON=mdadm refused\n");
    assertThat(check(applied))
        .isEqualTo(
            new CheckOutcome.Failed(
                "storage/apply-failed",
                "the status says STATE=failed: mdadm refused, expected applied",
                "STATE=failed\nREASON=mdadm refused"));

    Files.writeString(status, "STATE=plan-only\nDETAIL=existing-storage\n");
    assertThat(check(applied).cause()).contains("storage/refused-existing");
    Files.writeString(status, "STATE=plan-only\nDETAIL=detection-error\n");
    assertThat(check(applied).cause()).contains("storage/detection-error");
  }

  @Test
  void aStatusThatDoesNotComeWhileItsUnitWorksIsUnfinished() throws Exception {
    systemctl("7 prov.service start running\n", ACTIVATING);
    CheckSpec check =
        new StorageCheck(
            "n",
            StorageCheck.StorageState.APPLIED,
            StatusFiles.bundled().at("/run/prov/status"),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(Duration.ofSeconds(1)));

    assertThat(check(check).cause()).contains("storage/unfinished");
  }

  private CheckOutcome check(CheckSpec check) throws InterruptedException {
    return shell
        .runner()
        .run(
            check,
            new WaitListener() {
              @Override
              public void hangsOn(String why) {
                reasons.add(why);
              }

              @Override
              public void saw(String cause, String detail, String quote) {
                seen.add(cause);
              }
            });
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static <T> Optional<T> none(Class<T> type) {
    return Optional.<T>empty().filter(type::isInstance);
  }

  private static CheckSpec unit(String unit, long millis) {
    return new UnitCheck("n", unit, UnitState.ACTIVE, Optional.of(Duration.ofMillis(millis)));
  }

  private static CheckSpec network(NetworkCheck.Family family, Optional<Duration> within) {
    return new NetworkCheck("n", "lan", family, within);
  }

  private void noSystemd() throws IOException {
    program("systemctl", "exit 127");
  }

  private void ip(String answer) throws IOException {
    program("ip", "cat <<'EOF'\n" + answer + "\nEOF");
  }

  private void systemctl(String jobs, String units) throws IOException {
    Files.writeString(directory.resolve("jobs"), jobs);
    Files.writeString(directory.resolve("units"), units + "\n");
    program(
        "systemctl",
        "case $1 in list-jobs) cat %s;; list-units) sed -n 's/^Id=//p' %s;; *) cat %s;; esac"
            .formatted(
                directory.resolve("jobs"), directory.resolve("units"), directory.resolve("units")));
  }

  /** A process with that command line, said to be in the unit's control group. */
  private void process(String unit, String... command) throws IOException {
    String words = String.join("\\0", command) + "\\0";
    Files.writeString(
        directory.resolve("groups"), "/proc/self/cgroup:0::/system.slice/" + unit + "\n");
    program("tr", "printf '" + words.replace("\\0", " ") + "'");
  }

  private void program(String name, String body) throws IOException {
    Path file = directory.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
