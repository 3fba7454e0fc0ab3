package dev.bootwitness.prenixos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * An apply that ends at any moment, by the loss of power or by SIGKILL: the next one makes all that
 * was planned, and says how it met the disks. Moments are drawn with a fixed seed: a step of the
 * script, and up to a second after its begin. {@code -Dprovisioning.cuts=20} draws twenty of each.
 */
@EnabledIfSystemProperty(named = "provisioning", matches = "true")
@Timeout(3600)
class PowerCutIT {
  private static final int CUTS = Integer.getInteger("provisioning.cuts", 3);
  private static final Pattern STEP = Pattern.compile("pre-nixos: (\\S+): 1/(\\d+) ");
  private static final Pattern STATE = Pattern.compile("(?m)^STATE=(.*)$");
  private static final Pattern REASON = Pattern.compile("(?m)^REASON=(.*)$");

  @TempDir Path folder;

  /** When it ends. */
  private record Moment(int step, int of, int millis, String command) {}

  @Test
  void theBootAfterALossOfPowerMakesWhatWasPlanned() throws Exception {
    var random = new Random(16);
    var softly = new SoftAssertions();
    var table =
        ProofTable.of("power-cuts", "cut", "after the begin of", "the next boot says", "and has");
    for (int i = 1; i <= CUTS; i++) {
      Path here = Files.createDirectory(folder.resolve("cut" + i));
      GuestDisk[] disks = {GuestDisk.ssd(here, "CUT-A", 2560), GuestDisk.ssd(here, "CUT-B", 2560)};
      Moment moment;
      try (ThawedGuest guest = ThawedGuest.thaw(here).plug(disks)) {
        guest.type("pre-nixos apply");
        moment = moment(guest, random);
        guest.runsFor(moment.millis());
      }
      try (ThawedGuest next = ThawedGuest.thaw(here).plug(disks)) {
        row(table, i, moment, next, softly);
      }
      Files.delete(disks[0].image());
      Files.delete(disks[1].image());
    }
    softly.assertAll();
  }

  @Test
  void theApplyAfterSigkillMakesWhatWasPlanned() throws Exception {
    var random = new Random(9);
    var softly = new SoftAssertions();
    var table =
        ProofTable.of("kills", "kill", "after the begin of", "the next apply says", "and has");
    for (int i = 1; i <= CUTS; i++) {
      Path here = Files.createDirectory(folder.resolve("kill" + i));
      GuestDisk[] disks = {GuestDisk.ssd(here, "CUT-A", 2560), GuestDisk.ssd(here, "CUT-B", 2560)};
      try (ThawedGuest guest = ThawedGuest.thaw(here).plug(disks)) {
        guest.run("pre-nixos apply & p=$!");
        Moment moment = moment(guest, random);
        guest.run(
            "sleep 0."
                + String.format(java.util.Locale.ROOT, "%03d", moment.millis())
                + "; kill -9 $p; wait $p");
        row(table, i, moment, guest, softly);
      }
      Files.delete(disks[0].image());
      Files.delete(disks[1].image());
    }
    softly.assertAll();
  }

  /** Waits for the step before it. */
  private static Moment moment(ThawedGuest guest, Random random) throws Exception {
    String first = guest.until(": 1/");
    Matcher total = STEP.matcher(first);
    assertThat(total.find()).as(first).isTrue();
    int of = Integer.parseInt(total.group(2));
    int step = 1 + random.nextInt(of);
    String shown = step == 1 ? first : guest.until(": " + step + "/" + of + " ");
    String[] lines = shown.strip().split("\n", -1);
    return new Moment(
        step, of, random.nextInt(1000), lines[lines.length - 1].replaceFirst(".*?/\\d+ ", ""));
  }

  private static void row(
      ProofTable table, int number, Moment moment, ThawedGuest next, SoftAssertions softly)
      throws Exception {
    String applied = next.run("pre-nixos apply");
    String status = next.run("cat /run/pre-nixos/storage-status");
    String reason = found(REASON, status);
    String state = found(STATE, status);
    table.row(
        "" + number,
        moment.step()
            + "/"
            + moment.of()
            + " `"
            + moment.command()
            + "` + "
            + moment.millis()
            + " ms",
        "`" + state + "`: " + reason,
        next.run("lsblk -rno NAME,TYPE,FSTYPE,SIZE /dev/sd? | sort -u")
            .replaceAll("~END.*\\s*", "")
            .strip());
    boolean whole = reason.contains("an earlier apply laid out");
    softly.assertThat(state).as(applied).isEqualTo(whole ? "plan-only" : "applied");
    softly
        .assertThat(
            next.run(
                "umount -R /mnt; udevadm settle; fsck.ext4 -fn /dev/main/slash; vgs; cat /proc/mdstat"))
        .as(applied)
        .contains("Pass 5", "[2/2]")
        // Of disks that nobody has written to since they were assembled, md says auto-read-only.
        .containsPattern("active (\\(auto-read-only\\) )?raid1");
    softly.assertThat(next.run("pre-nixos apply")).contains("an earlier apply laid out");
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
