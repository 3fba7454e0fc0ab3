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
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a person sees on a terminal of 80 × 24: the program on a pseudo-terminal, its screen drawn.
 */
@Timeout(60)
class ReviewTerminalTest {
  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  /** Who sits at a terminal. */
  private record Person(PtyConsoleChannel channel, Screen screen, VtParser parser) {

    void until(String text) throws IOException {
      byte[] buffer = new byte[4096];
      while (!screen.text().contains(text)) {
        int n = read(buffer, text);
        assertThat(n).as("the end came, and the screen shows:\n" + screen.text()).isPositive();
        parser.feed(buffer, 0, n);
      }
    }

    private int read(byte[] buffer, String text) throws IOException {
      try {
        return channel.read(buffer);
      } catch (InterruptedIOException e) {
        throw new AssertionError("it waited for \"" + text + "\":\n" + screen.text(), e);
      }
    }

    void press(String keys) throws IOException {
      channel.write(keys.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private Person start(String terminal) throws IOException {
    var inventory =
        TestDisk.inventory(
            2,
            TestDisk.ssd("sda", 120 * GIB).serial("FAST-1"),
            TestDisk.hdd("sdb", 500 * GIB).serial("SLOW-1"),
            TestDisk.hdd("sdc", 500 * GIB).serial("SLOW-2"),
            TestDisk.hdd("fd0", 0).serial("").excluded("it is a floppy drive"));
    Path file =
        Files.writeString(
            folder.resolve("inventory.json"), JsonTreeWriter.write(InventoryJson.write(inventory)));
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
    var screen = new Screen(80, 24);
    return new Person(
        PtyConsoleChannel.start(program, new PtySize(80, 24)), screen, new VtParser(screen));
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux", "vt220", "xterm-256color"})
  void pagesAreLookedThroughAndTheWordsTyped(String terminal) throws Exception {
    Person person = start(terminal);
    person.until("q quit");
    assertThat(person.screen().text())
        .contains(
            "[1 disks]", "/dev/sda  120 GiB  serial FAST-1", "left alone: it is a floppy drive");
    person.press("n");
    person.until("[2 arrays]");
    person.until("/dev/md/swap  raid1");
    person.press("\t");
    person.until("[3 groups]");
    person.press("\033[C");
    person.until("/dev/main/slash  50 GiB  ext4  at /");
    person.press("n\r");
    person.until("words:");
    person.press("write all\r");
    person.until("These are not the words. Nothing was done.");
    person.press("\rwrite sda sdb sdc\r");
    person.until("These are not the disks of this machine. Nothing was done.");
    person.press(" q");
    assertThat(person.channel().exitStatus().join()).isZero();
  }

  @Test
  void aPlanIsSavedAndLoaded() throws Exception {
    Person person = start("vt220");
    person.until("q quit");
    person.press("s");
    person.until("save to: ");
    Path file = folder.resolve("plan.json");
    person.press("\b".repeat(40) + file + "\r");
    person.until("The plan is in ");
    assertThat(Files.readString(file)).contains("\"schema\": \"pre-nixos/plan/1\"");
    person.press("l");
    person.until("load from: ");
    person.press("\b".repeat(40) + file + "\r");
    person.until("this is its plan");
    person.press("q");
    assertThat(person.channel().exitStatus().join()).isZero();
  }

  @Test
  void aTerminalThatCannotClearItsScreenIsRefused() throws Exception {
    Person person = start("dumb");
    person.until("not TERM=dumb");
    assertThat(person.channel().exitStatus().join()).isEqualTo(1);
  }
}
