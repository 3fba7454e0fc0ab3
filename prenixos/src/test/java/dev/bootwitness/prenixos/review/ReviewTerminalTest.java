package dev.bootwitness.prenixos.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.terminal.Screen;
import dev.bootwitness.console.terminal.VtParser;
import dev.bootwitness.prenixos.inventory.InventoryJson;
import dev.bootwitness.prenixos.inventory.TestDisk;
import dev.bootwitness.prenixos.json.JsonTreeWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees on a terminal of 80 × 24: the program on a pseudo-terminal, its screen drawn. */
@Timeout(120)
class ReviewTerminalTest {
  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  private PtyConsoleChannel channel;
  private final Screen screen = new Screen(80, 24);
  private final VtParser parser = new VtParser(screen);

  private void start(String terminal) throws IOException {
    var inventory =
        TestDisk.inventory(
            2,
            TestDisk.ssd("sda", 120 * GIB).serial("FAST-1"),
            TestDisk.hdd("sdb", 500 * GIB).serial("SLOW-1"),
            TestDisk.hdd("sdc", 500 * GIB).serial("SLOW-2"),
            TestDisk.hdd("fd0", 0).serial("").excluded("it is a floppy drive"));
    Path file = Files.writeString(folder.resolve("inventory.json"), JsonTreeWriter.write(InventoryJson.write(inventory)));
    var program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.bootwitness.prenixos.program.Start",
            "tui",
            "--inventory",
            file.toString());
    program.environment().put("TERM", terminal);
    channel = PtyConsoleChannel.start(program, new PtySize(80, 24));
  }

  private void until(String text) throws IOException {
    byte[] buffer = new byte[4096];
    while (!screen.text().contains(text)) {
      int n = channel.read(buffer);
      assertThat(n).as("the end came, and the screen shows:\n" + screen.text()).isPositive();
      parser.feed(buffer, 0, n);
    }
  }

  private void press(String keys) throws IOException {
    channel.write(keys.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vt220", "linux", "xterm-256color", "dumb"})
  void pagesAreLookedThroughAndTheWordsTyped(String terminal) throws Exception {
    start(terminal);
    until("q quit");
    assertThat(screen.text())
        .contains("[1 disks]", "/dev/sda  120 GiB  serial FAST-1", "left alone: it is a floppy drive");
    press("n");
    until("[2 arrays]");
    until("/dev/md/swap  raid1");
    press("\t");
    until("[3 groups]");
    press("\033[C");
    until("/dev/main/slash  50 GiB  ext4  at /");
    press("n\r");
    until("words: ");
    press("write all\r");
    until("These are not the words. Nothing was done.");
    press("\rwrite sda sdb sdc\r");
    until("These are not the disks of this machine. Nothing was done.");
    press(" q");
    assertThat(channel.exitStatus().join()).isZero();
  }

  @Test
  void aPlanIsSavedAndLoaded() throws Exception {
    start("vt220");
    until("q quit");
    press("s");
    until("save to: ");
    Path file = folder.resolve("plan.json");
    press("\b".repeat(40) + file + "\r");
    until("The plan is in ");
    assertThat(Files.readString(file)).contains("\"schema\": \"pre-nixos/plan/1\"");
    press("l");
    until("load from: ");
    press("\b".repeat(40) + file + "\r");
    until("this is its plan");
    press("q");
    assertThat(channel.exitStatus().join()).isZero();
  }
}
