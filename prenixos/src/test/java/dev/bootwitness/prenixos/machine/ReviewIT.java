package dev.bootwitness.prenixos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.terminal.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The review screen on the serial console of a machine, up to disks that are laid out. */
@EnabledIfSystemProperty(named = "provisioning", matches = "true")
@Timeout(900)
class ReviewIT {

  @TempDir Path folder;

  @Test
  void aPersonOnTheSerialConsoleLaysOutTheDisks() throws Exception {
    var screen = new Screen(80, 24);
    var shown = new StringBuilder();
    try (ThawedGuest guest = ThawedGuest.thaw(folder)) {
      guest.plug(GuestDisk.ssd(folder, "FAST-1", 4096), GuestDisk.ssd(folder, "FAST-2", 4096));
      guest.type("TERM=vt220 pre-nixos tui < /dev/ttyS0");
      guest.draw(screen, "q quit");
      assertThat(screen.text()).contains("[1 disks]", "serial FAST-1", "it is a floppy drive");
      for (String page : new String[] {"[2 arrays]", "[3 groups]", "[4 volumes]", "[5 apply]"}) {
        shown.append(screen.text()).append("\n\n");
        guest.press("n");
        guest.draw(screen, page);
        guest.draw(screen, "q quit");
      }
      guest.press("\r");
      guest.draw(screen, "words:");
      guest.press("write sda sdb");
      guest.draw(screen, "words: write sda sdb");
      shown.append(screen.text()).append("\n\n");
      guest.press("\r");
      guest.draw(screen, "Press a key.");
      shown.append(screen.text()).append("\n\n");
      guest.press(" ");
      guest.draw(screen, "an earlier apply laid out");
      shown.append(screen.text()).append("\n\n");
      guest.press("q");
      guest.until("~END 0~");
      assertThat(guest.run("cat /run/pre-nixos/storage-status; lvs"))
          .contains("STATE=applied", "slash");
    }
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("review.txt"), shown);
  }
}
