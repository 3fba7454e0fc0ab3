package dev.bootwitness.diagnosis.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuestTextTest {
  private static final String JOBS =
      """
      JOB UNIT              TYPE  STATE
      1   multi-user.target start waiting
      500 backup.service    start waiting
      69  setup.service     start running

      3 jobs listed.
      """;

  private static final String STATUS =
      """
      ● setup.service - First boot setup
           Loaded: loaded (/etc/systemd/system/setup.service; enabled; preset: enabled)
           Active: activating (start) since Sun 2025-10-12 17:25:02 UTC; 1min 32s ago
         Main PID: 701 (setup)
            Tasks: 3 (limit: 2329)
           CGroup: /system.slice/setup.service
                   ├─701 /usr/bin/bash /usr/libexec/setup
                   └─901 systemctl start backup
      """;

  private static UnitState status(String text) {
    return UnitStates.ofStatus(text.lines().toList()).orElseThrow();
  }

  @Test
  void aJobListIsRead() {
    JobList list = JobList.parse(JOBS);

    assertThat(list.jobs()).hasSize(3);
    assertThat(list.of("setup.service").orElseThrow().running()).isTrue();
    assertThat(list.of("backup.service").orElseThrow().running()).isFalse();
    assertThat(JobList.parse("No jobs running.").jobs()).isEmpty();
  }

  @Test
  void jobsListedWithWhatTheyWaitForTellIt() {
    JobList list =
        JobList.parse(
            """
            JOB UNIT TYPE STATE
            275 b.service start waiting
            └─      waiting for job 72 (a.service/start/running)
            72  a.service start running
            """);

    assertThat(list.of("b.service").orElseThrow().waitsFor()).containsExactly("a.service");
  }

  @Test
  void jobsListedAsSystemd255DoesTellWhatTheyWaitForAndWhatTheyBlock() {
    JobList list =
        JobList.parse(
            """
            JOB UNIT                                       TYPE  STATE
            275 b.service                                  start waiting
            └─      waiting for job 72 (a.service/start)   -     -
            72  a.service                                  start running
            └─      blocking job 275 (b.service/start)     -     -
            └─      blocking job 1 (multi-user.target/start) -   -
            1   multi-user.target                          start waiting

            3 jobs listed.
            """);

    assertThat(list.of("b.service").orElseThrow().waitsFor()).containsExactly("a.service");
    assertThat(list.of("multi-user.target").orElseThrow().waitsFor()).containsExactly("a.service");
    assertThat(JobList.begins("No jobs listed.")).isTrue();
  }

  @Test
  void aStatusIsRead() {
    UnitState state = status(STATUS);

    assertThat(state.unit()).isEqualTo("setup.service");
    assertThat(state.isActivating()).isTrue();
    assertThat(state.sub()).isEqualTo("start");
    assertThat(state.since()).contains(Duration.ofSeconds(92));
    assertThat(state.startsAndWaitsFor()).containsExactly("backup.service");
  }

  @Test
  void aFailedStatusTellsResultAndExitStatus() {
    UnitState state =
        status(
            """
            × web.service - Web server
                 Loaded: loaded (/lib/systemd/system/web.service; enabled)
                 Active: failed (Result: exit-code) since Mon 2025-10-13 00:07:25 UTC; 7s ago
               Main PID: 755 (code=exited, status=3)
            """);

    assertThat(state.isFailed()).isTrue();
    assertThat(state.result()).isEqualTo("exit-code");
    assertThat(state.exitStatus()).hasValue(3);
  }

  @Test
  void propertiesOfSeveralUnitsAreRead() {
    List<UnitState> states =
        UnitStates.ofShow(
            """
            Id=a.service
            ActiveState=activating
            SubState=start
            After=b.service basic.target

            Id=b.service
            ActiveState=failed
            Result=exit-code
            ExecMainStatus=2
            """,
            "");

    assertThat(states).hasSize(2);
    assertThat(states.getFirst().after()).containsExactly("b.service", "basic.target");
    assertThat(states.getLast().exitStatus()).hasValue(2);
  }

  @Test
  void twoJobsThatWaitForEachOtherAreADeadlock() {
    UnitState setup = status(STATUS);
    UnitState backup = UnitStates.ofShow("After=setup.service", "backup").getFirst();

    OrderingDeadlock deadlock =
        OrderingDeadlock.find(JobList.parse(JOBS), List.of(setup, backup)).orElseThrow();

    assertThat(deadlock.sentence())
        .contains("backup.service is ordered After=setup.service")
        .contains("setup.service runs a systemctl that waits for the job of backup.service")
        .endsWith("neither can ever finish");
  }

  @Test
  void aJobThatWaitsForOneThatWorksIsNoDeadlock() {
    UnitState setup = status(STATUS.replace("systemctl start backup", "mkfs.ext4 /dev/vda2"));
    UnitState backup = UnitStates.ofShow("After=setup.service", "backup").getFirst();

    assertThat(OrderingDeadlock.find(JobList.parse(JOBS), List.of(setup, backup))).isEmpty();
  }

  @Test
  void aStartThatDoesNotBlockWaitsForNothing() {
    assertThat(BlockingStart.units("systemctl --no-block start sshd")).isEmpty();
    assertThat(BlockingStart.units("systemctl status sshd")).isEmpty();
    assertThat(BlockingStart.units("/bin/systemctl -q restart a b.socket"))
        .containsExactly("a.service", "b.socket");
  }

  @Test
  void aProgramThatOnlySpeaksOfAStartWaitsForNothing() {
    assertThat(
            List.of(
                "/bin/sh -c # afterwards: systemctl start sshd",
                "logger then run systemctl start sshd",
                "echo \"systemctl start sshd\"",
                "systemctl --user start sshd",
                "systemctl -M box start sshd"))
        .allSatisfy(command -> assertThat(BlockingStart.units(command)).isEmpty());
    assertThat(BlockingStart.units("systemctl -t service restart sshd"))
        .containsExactly("sshd.service");
  }

  @Test
  void aStorageStatusIsRead() {
    StatusFile file = StatusFiles.bundled().beginningWith("STATE=plan-only").orElseThrow();
    StatusFile.Status status =
        file.parse(
                List.of(
                    "STATE=plan-only", "DETAIL=detection-error", "REASON='no disk'", "PLAN=/run/p"))
            .orElseThrow();

    assertThat(status.meaning()).map(StatusFile.Meaning::cause).contains("storage/detection-error");
    assertThat(status.plan()).isEqualTo("/run/p");
    assertThat(status.words()).isEqualTo("STATE=plan-only DETAIL=detection-error");
    assertThat(status.reason()).isEqualTo("no disk");
    assertThat(file.parse(List.of("STATE=running"))).isEmpty();
    assertThat(StatusFiles.bundled().beginningWith("STATE=running")).isEmpty();
  }

  @Test
  void volumesOfAPlanAndOfLvsAreRead() {
    List<String> plan =
        """
        "disks": [
          {
            "name": "vda"
          }
        ],
        "lvs": [
          {
            "name": "slash",
            "vg": "main"
          },
          {
            "vg": "large",
            "name": "data"
          }
        ]
        """
            .lines()
            .toList();

    assertThat(VolumePlan.printed(plan).volumes()).containsExactly("main/slash", "large/data");
    assertThat(ListedVolumes.of("lvs --noheadings -o lv_name,vg_name", List.of("  slash main")))
        .contains(Set.of("main/slash"));
    assertThat(ListedVolumes.of("lvs -o vg_name,lv_name", List.of("  VG   LV", "  main slash")))
        .contains(Set.of("main/slash"));
    assertThat(ListedVolumes.of("lvs -o lv_size", List.of("  3.00g"))).isEmpty();
    assertThat(ListedVolumes.of("echo lvs-like", List.of("a b"))).isEmpty();
    assertThat(VolumePlan.printed(List.of(String.join("", plan).replace(" ", ""))).volumes())
        .containsExactly("main/slash", "large/data");
  }

  @Test
  void aPlanIsReadAlikeFromAFileAndFromALog() {
    String plan =
        """
        {"vgs": [{"name": "main", "lvs": [{"name": "home"}]}],
         "volumes": [{"name": "data", "volume_group": "large"}]}
        """;
    VolumePlan whole = VolumePlan.parse(plan).orElseThrow();

    assertThat(whole.inWords())
        .containsExactly("volume group main", "volume main/home", "volume large/data");
    assertThat(VolumePlan.printed(plan.lines().toList())).isEqualTo(whole);
    assertThat(
            VolumePlan.printed(List.of("the plan:", "{\"name\": \"data\", \"group\": \"large\"}")))
        .isEqualTo(new VolumePlan(Set.of(), Set.of("large/data")));
  }

  /** A guest may print anything. */
  @Test
  void aPlanThatIsNestedWithoutEndIsNone() {
    assertThat(VolumePlan.parse("{\"vgs\": " + "[".repeat(VolumePlan.MOST - 20))).isEmpty();
  }

  @Test
  void aUnitIsStuckSoonerIfNothingElseWillReportIt() {
    AwaitedJob limited =
        AwaitedJob.in("[ *** ] (1 of 2) A start job is running for /dev/vdb (1min 29s / 1min 30s)")
            .orElseThrow();
    AwaitedJob unlimited =
        AwaitedJob.in("[ *** ] Job hold.service/start running (20s / no limit)").orElseThrow();

    assertThat(limited).isEqualTo(new AwaitedJob("/dev/vdb", "1min 29s", "1min 30s"));
    assertThat(limited.isStuck(false)).as("systemd still decides").isFalse();
    assertThat(limited.isStuck(true)).as("the boot is late").isTrue();
    assertThat(unlimited.isStuck(false)).isTrue();
    assertThat(new AwaitedJob("a.service", "19s", "no limit").isStuck(true)).isFalse();
    assertThat(new AwaitedJob("a.service", "1min 30s", "5min").isStuck(false)).isTrue();
    assertThat(
            AwaitedJob.in(
                "[*** ] A start job is running for The net (1min 58s [ *** ] A start job is running"
                    + " for The net (3min 2s / no limit)"))
        .contains(new AwaitedJob("The net", "3min 2s", "no limit"));
    assertThat(
            AwaitedJob.in(
                "[ ***] Job dev-disk-by\\x2duuid-3c4b\\x2…tart running (1min 26s / 1min 31s)"))
        .as("a long name is cut in its middle")
        .contains(new AwaitedJob("dev-disk-by\\x2duuid-3c4b\\x2", "1min 26s", "1min 31s"));
    assertThat(AwaitedJob.in("[  OK  ] Started hold.service (20s / no limit)")).isEmpty();
  }

  @Test
  void linksOfEveryPrinterAreRead() {
    NetworkLinks oneLine =
        NetworkLinks.parse(
            """
            1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT
            2: ens4: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN mode DEFAULT
            3: eth1: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc pfifo_fast state DOWN
            """);
    assertThat(oneLine.of("lo").orElseThrow().isPhysical()).isFalse();
    assertThat(oneLine.of("ens4").orElseThrow().isDown()).isTrue();
    assertThat(oneLine.of("eth1").orElseThrow().lacksCarrier()).isTrue();

    NetworkLinks full =
        NetworkLinks.parse(
            """
            2: lan: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP group default
                link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
                inet6 fe80::5054:ff:fe12:3456/64 scope link
            """);
    assertThat(full.of("lan").orElseThrow().hasAddress()).isFalse();
    assertThat(
            NetworkLinks.parse("2: lan    inet 10.0.2.15/24 metric 1024 brd 10.0.2.255")
                .of("lan")
                .orElseThrow()
                .hasAddress())
        .isTrue();

    NetworkLinks brief =
        NetworkLinks.parse(
            """
            lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP>
            ens3             DOWN           52:54:00:12:34:56 <NO-CARRIER,BROADCAST,MULTICAST,UP>
            ens4             UP             10.0.2.15/24 fe80::5054:ff:fe12:3456/64
            """);
    assertThat(brief.of("lo").orElseThrow().isPhysical()).isFalse();
    assertThat(brief.of("ens3").orElseThrow().lacksCarrier()).isTrue();
    assertThat(brief.of("ens4").orElseThrow().hasAddress()).isTrue();

    NetworkLinks ifconfig =
        NetworkLinks.parse("eth0: flags=4099<UP,BROADCAST,MULTICAST>  mtu 1500\n");
    assertThat(ifconfig.of("eth0").orElseThrow().lacksCarrier()).isTrue();

    NetworkLinks networkctl =
        NetworkLinks.parse("● 2: lan\n       State: no-carrier (configuring)\n");
    assertThat(networkctl.of("lan").orElseThrow().lacksCarrier()).isTrue();
  }
}
