package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The demo: a Debian live ISO through BIOS, GRUB, initrd and systemd to a root shell by sudo.
 *
 * <p>Takes as long as that image takes: about 100 s without hardware acceleration, and 3 min more
 * when the image must be built; it is kept among the checkout's images.
 */
@Timeout(1200)
class DebianLiveIT {

  @Test
  void theExampleOfTheDemoPasses() throws Exception {
    Cli.Ended ended =
        Cli.of(
                "run",
                Cli.HOME.resolve("examples/debian-live").toString(),
                "--project",
                DebianProject.path().toString(),
                "--fresh")
            .run();

    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(ended.verdict().checks()).hasSize(5).allMatch(CheckResult::passed);
    // SeaBIOS speaks to the screen only, so there is no stage of the firmware.
    assertThat(ended.events())
        .filteredOn(Event.StageReached.class::isInstance)
        .extracting(event -> ((Event.StageReached) event).stage())
        .containsExactly(
            Stage.LOADER, Stage.KERNEL, Stage.INITRD, Stage.USERSPACE, Stage.LOGIN, Stage.READY);
    Guest.of(ended.events()).assertGone();
  }
}
