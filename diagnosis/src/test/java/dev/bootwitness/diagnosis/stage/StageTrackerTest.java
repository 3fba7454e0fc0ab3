package dev.bootwitness.diagnosis.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageTrackerTest {
  private final StageTracker tracker = new StageTracker();

  private void lines(String... lines) {
    for (String line : lines) {
      var _ = tracker.line(line);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FIRMWARE  | SeaBIOS (version 1.16.2-debian-1.16.2-1)
          FIRMWARE  | UEFI firmware (version 2022.11-6 built at 20:06:58 on May  2 2023)
          FIRMWARE  | BdsDxe: loading Boot0001 "UEFI QEMU DVD-ROM QM00003 " from PciRoot(0x0)/Pci(0x1F,0x2)
          FIRMWARE  | iPXE 1.21.1+git -- Open Source Network Boot Firmware -- https://ipxe.org
          FIRMWARE  | Booting from DVD/CD...
          LOADER    | GRUB loading.
          LOADER    | Welcome to GRUB!
          LOADER    |                       GNU GRUB  version 2.06-13+deb12u1
          LOADER    |   Booting `Debian GNU/Linux'
          LOADER    | ISOLINUX 6.04   Copyright (C) 1994-2015 H. Peter Anvin et al
          LOADER    | Loading Linux 6.1.0-18-amd64 ...
          LOADER    | Loading initial ramdisk ...
          LOADER    | Loading /boot/bzImage... ok
          LOADER    | systemd-boot 252.22-1~deb12u1
          KERNEL    | [    0.000000] Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org) (gcc-12)
          KERNEL    | [    0.000000][    T0] Linux version 6.6.8 (build@host) (gcc 13)
          KERNEL    | Linux version 6.1.0-18-cloud-amd64 (debian-kernel@lists.debian.org) (gcc-12)
          KERNEL    | [   75.115770] I/O error, dev fd0, sector 0 op 0x0:(READ)
          KERNEL    | EFI stub: Loaded initrd from LINUX_EFI_INITRD_MEDIA_GUID device path
          INITRD    | Loading, please wait...
          INITRD    | Begin: Running /scripts/init-premount ... done.
          INITRD    | [    2.112233] dracut: dracut-059
          INITRD    | [    2.112233] systemd[1]: Running in initrd.
          INITRD    | Welcome to Fedora Linux 39 (Server Edition) dracut-059-15.fc39 (Initramfs)!
          INITRD    | <<< NixOS Stage 1 >>>
          INITRD    | :: running early hook [udev]
          USERSPACE | <<< NixOS Stage 2 >>>
          USERSPACE | Welcome to Debian GNU/Linux 12 (bookworm)!
          USERSPACE | [  OK  ] Reached target basic.target - Basic System.
          USERSPACE |    OpenRC 0.52.1 is starting up Linux 6.6.7-0-virt (x86_64)
          USERSPACE | INIT: version 3.06 booting
          USERSPACE | init started: BusyBox v1.36.1 (2023-11-07 18:53:09 UTC)
          LOGIN     | nixos login: nixos (automatic login)
          LOGIN     | nixos login: nixos (automatic login)if [ "$(id -u)" -eq 0 ]; then
          LOGIN     | debian login: root
          LOGIN     | debian login: [   12.345678] random: crng init done
          LOGIN     | <<< Welcome to NixOS 24.05.20241230.b134951 (x86_64) - ttyS0 >>>
          LOGIN     | Kernel 6.5.6-300.fc39.x86_64 on an x86_64 (ttyS0)
          LOGIN     | Please press Enter to activate this console.
          """)
  void aLineShowsItsStage(Stage stage, String line) {
    assertThat(tracker.line(line)).contains(new StageChange.Reached(stage, line));
    assertThat(tracker.stage()).isEqualTo(stage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Last login: Mon Nov 23 08:00:00 UTC 2026 on ttyS0",
        "Last login: root",
        "the login: field is empty",
        "see https://www.linux.org/Linux version history",
        "Starting kernel module loader",
        "Welcome to Buildroot",
        ""
      })
  void anOrdinaryLineShowsNoStage(String line) {
    assertThat(tracker.line(line)).isEmpty();
    assertThat(tracker.unfinished(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FIRMWARE | Shell>
          LOADER   | grub>
          LOADER   | grub rescue>
          LOADER   | boot:
          LOADER   | =>
          INITRD   | (initramfs)
          INITRD   | dracut:/#
          LOGIN    | Please press Enter to activate this console.
          LOGIN    | login:
          LOGIN    | debian login:
          LOGIN    | (none) login:
          """)
  void aPromptShowsItsStageThoughItsLineHasNoEnd(Stage stage, String prompt) {
    assertThat(tracker.unfinished(prompt.substring(0, 1))).isEmpty();
    assertThat(tracker.unfinished(prompt + " "))
        .contains(new StageChange.Reached(stage, prompt + " "));
  }

  @Test
  void lastLoginIsNoPromptWhileItGrows() {
    assertThat(tracker.unfinished("Last login:")).isEmpty();
    assertThat(tracker.unfinished("Last login: ")).isEmpty();
  }

  @Test
  void aStageIsReportedOnceAndNeverLeftBackwards() {
    lines("[    0.000000] Linux version 6.1.0 (a@b)", "Begin: Loading essential drivers ... done.");
    assertThat(tracker.line("Begin: Running /scripts/init-premount ... done.")).isEmpty();
    assertThat(tracker.line("Loading Linux 6.1.0 ...")).isEmpty();
    assertThat(tracker.line("[    3.000000] sr 0:0:0:0: Attached")).isEmpty();
    assertThat(tracker.stage()).isEqualTo(Stage.INITRD);
  }

  @Test
  void systemdInADracutInitrdIsNotYetUserSpace() {
    lines("[    1.000000] systemd[1]: systemd 254.5 running in system mode (+PAM)");
    lines("[    1.100000] systemd[1]: Running in initrd.");
    lines("Welcome to Fedora Linux 39 (Server Edition)!", "[  OK  ] Reached target Basic System.");
    assertThat(tracker.stage()).isEqualTo(Stage.INITRD);
    lines("         Starting initrd-switch-root.service - Switch Root...");
    lines("[  OK  ] Stopped udev Kernel Device Manager.");
    assertThat(tracker.stage()).isEqualTo(Stage.INITRD);
    lines("Welcome to Fedora Linux 39 (Server Edition)!");
    assertThat(tracker.stage()).isEqualTo(Stage.USERSPACE);
  }

  @Test
  void systemdAfterInitramfsToolsIsUserSpace() {
    lines("Begin: Running /scripts/init-bottom ... done.");
    assertThat(
            tracker.line("[    4.000000] systemd[1]: systemd 252.22 running in system mode (+PAM)"))
        .map(StageChange::stage)
        .contains(Stage.USERSPACE);
  }

  @Test
  void systemdThatIsTheFirstInitSaysWhereItIsInALaterLine() {
    lines("[    1.610222] Run /init as init process");
    lines("[    1.650111] systemd[1]: systemd 256.7-1.fc41 running in system mode (+PAM)");
    lines("[    1.651902] systemd[1]: Detected architecture x86-64.");
    assertThat(tracker.stage()).isEqualTo(Stage.INITRD);
    lines("[    1.652410] systemd[1]: Running in initrd.");
    lines("[  OK  ] Reached target basic.target - Basic System.");
    assertThat(tracker.stage()).isEqualTo(Stage.INITRD);
  }

  @Test
  void systemdInAnInitramfsThatIsTheWholeSystemIsUserSpace() {
    lines("[    1.610222] Run /init as init process");
    lines("[    1.650111] systemd[1]: systemd 252.31 running in system mode (+PAM)");
    lines("[    1.701202] systemd[1]: Hostname set to <spark>.");
    assertThat(tracker.stage()).isEqualTo(Stage.USERSPACE);
  }

  @Test
  void aUnitThatOnlyAnInitrdHasTellsWhereSystemdIs() {
    lines("[DEPEND] Dependency failed for initrd-root-device.target - Initrd Root Device.");
    lines("[  OK  ] Reached target Emergency Mode.");
    assertThat(tracker.stage()).isEqualTo(Stage.INITRD);
    lines("[  OK  ] Started Serial Getty on ttyS0.");
    assertThat(tracker.stage()).isEqualTo(Stage.USERSPACE);
  }

  @Test
  void aStatusLineThatBothCouldPrintLeavesItOpen() {
    assertThat(tracker.leavesOpen("[ TIME ] Timed out waiting for device /dev/vdb1.")).isTrue();
    assertThat(tracker.leavesOpen("[DEPEND] Dependency failed for sysroot.mount.")).isFalse();
    lines("Begin: Running /scripts/init-bottom ... done.");
    assertThat(tracker.leavesOpen("[ TIME ] Timed out waiting for device /dev/vdb1.")).isFalse();
  }

  @Test
  void aFirmwareBannerSeenAgainIsAPossibleReboot() {
    lines("SeaBIOS (version 1.16.2)", "GRUB loading.", "[    0.000000] Linux version 6.1.0 (a@b)");
    assertThat(tracker.line("SeaBIOS (version 1.16.2)"))
        .contains(new StageChange.Restarted(Stage.FIRMWARE, "SeaBIOS (version 1.16.2)"));
    assertThat(tracker.line("GRUB loading.")).map(StageChange::stage).contains(Stage.LOADER);
  }

  @Test
  void aKernelBannerAfterUserSpaceIsAPossibleReboot() {
    String banner = "[    0.000000] Linux version 6.1.0 (a@b)";
    lines(banner, "Welcome to Debian GNU/Linux 12 (bookworm)!");
    assertThat(tracker.line(banner)).contains(new StageChange.Restarted(Stage.KERNEL, banner));
  }

  @Test
  void aKernelThatLoopsByItselfIsAPossibleReboot() {
    String banner = "Linux version 6.1.0 (a@b)";
    lines(banner, "Kernel panic - not syncing: Fatal exception", "Rebooting in 1 seconds..");
    assertThat(tracker.line(banner)).contains(new StageChange.Restarted(Stage.KERNEL, banner));
  }

  @Test
  void firstLinesRepeatedByTheKernelsRealConsoleAreNoReboot() {
    String banner = "[    0.000000] Linux version 6.1.0 (a@b)";
    lines(banner, "[    0.010000] Command line: earlyprintk=ttyS0,keep console=ttyS0");
    assertThat(tracker.line(banner)).isEmpty();
  }

  @Test
  void firmwareThatTriesTheNextDeviceIsNoReboot() {
    lines("BdsDxe: starting Boot0001 \"UEFI QEMU DVD-ROM\"", "Welcome to GRUB!");
    assertThat(tracker.line("BdsDxe: failed to start Boot0001 \"UEFI QEMU DVD-ROM\"")).isEmpty();
    assertThat(tracker.stage()).isEqualTo(Stage.LOADER);
  }

  @Test
  void aKernelsLogPrintedAfterTheLoginPromptIsNoRebootUnlessTheKernelHadEnded() {
    String banner = "[    0.000000] Linux version 6.1.0 (a@b)";
    lines(banner, "debian login: nixos (automatic login)");
    assertThat(tracker.line(banner)).isEmpty();
    lines("[   20.827367] reboot: Restarting system");
    assertThat(tracker.line(banner)).contains(new StageChange.Restarted(Stage.KERNEL, banner));
  }

  @Test
  void whatCommandsPrintAfterLoginIsNotConsoleState() {
    lines("debian login: root");
    assertThat(tracker.ready("root, uid 0")).map(StageChange::stage).contains(Stage.READY);
    assertThat(tracker.line("[    0.000000] Linux version 6.1.0 (a@b)")).isEmpty();
    assertThat(tracker.unfinished("debian login: ")).isEqualTo(Optional.empty());
    assertThat(tracker.stage()).isEqualTo(Stage.READY);
  }

  @Test
  void anInitramfsIsTheWholeSystemUntilSomethingLooksForAnotherRoot() {
    StageTracker tracker = new StageTracker();
    var _ = tracker.line("[    0.000000] Linux version 6.1.0 (x)");
    assertThat(tracker.onlyInit()).isFalse();
    var _ = tracker.line("[    1.200000] Run /init as init process");
    assertThat(tracker.onlyInit()).isTrue();
    var _ = tracker.line("Loading, please wait...");
    assertThat(tracker.onlyInit()).isFalse();
  }

  /** Regression: an autologin on such a system was taken for an emergency shell. */
  @Test
  void aBusyboxShellIsTheWayInWhereTheInitramfsIsTheWholeSystem() {
    String banner = "BusyBox v1.35.0 (Debian 1:1.35.0-4) built-in shell (ash)";
    StageTracker whole = new StageTracker();
    var _ = whole.line("[    1.200000] Run /init as init process");
    var _ = whole.line(banner);
    assertThat(whole.stage()).isEqualTo(Stage.LOGIN);

    StageTracker way = new StageTracker();
    var _ = way.line("Begin: Running /scripts/init-premount ... done.");
    var _ = way.line(banner);
    assertThat(way.stage()).isEqualTo(Stage.INITRD);
  }

  @Test
  void theShellThatALiveSystemsInitramfsGivesUpWithIsNoLogin() {
    StageTracker tracker = new StageTracker();
    for (String line :
        List.of(
            "[    1.804411] Run /init as init process",
            "Can not mount /dev/loop0 (/run/live/medium/live/filesystem.squashfs) on //filesystem.squashfs",
            "BusyBox v1.35.0 (Debian 1:1.35.0-4+b3) built-in shell (ash)")) {
      var _ = tracker.line(line);
    }
    assertThat(tracker.stage()).isEqualTo(Stage.INITRD);
  }
}
