package dev.bootwitness.serve.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.serve.store.RunFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleFeedTest {

  private static final String ID = "2026-11-22T15-54-30Z-alpha";

  /** As many bytes as are read of what is there at the beginning. */
  private static final int PAST = 64 << 10;

  @TempDir Path runs;

  private Path console = Path.of("");

  @BeforeEach
  void record() throws IOException {
    console = Files.createDirectory(runs.resolve(ID)).resolve("serial.txt");
    Files.createFile(console);
  }

  private void printed(String text) throws IOException {
    Files.writeString(console, text, UTF_8, StandardOpenOption.APPEND);
  }

  private ConsoleFeed feed() {
    return new ConsoleFeed(new RunFolders(runs), ID);
  }

  @Test
  void aTornLineWaitsForItsRest() throws IOException {
    ConsoleFeed feed = feed();
    printed("one\ntw");
    assertThat(feed.added()).containsExactly("one");
    printed("o");
    assertThat(feed.added()).isEmpty();
    printed("\nthree\n");
    assertThat(feed.added()).containsExactly("two", "three");
    assertThat(feed.rest()).isEmpty();
  }

  @Test
  void theRestIsTheLineThatNothingFollowed() throws IOException {
    ConsoleFeed feed = feed();
    printed("Debian GNU/Linux 12\nlog");
    assertThat(feed.added()).containsExactly("Debian GNU/Linux 12");
    printed("in: \u202e");
    assertThat(feed.added()).isEmpty();
    assertThat(feed.rest())
        .singleElement()
        .asString()
        .startsWith("login: ")
        .doesNotContain("\u202e");
    assertThat(feed.rest()).isEmpty();
  }

  @Test
  void aLongConsoleBeginsWithAWholeLine() throws IOException {
    printed("beginning " + "x".repeat(PAST) + " end\nwhole\n");
    assertThat(feed().added()).containsExactly("whole");
    assertThat(feed().all()).containsExactly("whole");
  }

  @Test
  void aLineOfWhichOnlyTheEndIsReadIsLeftOutWhenItGoesOn() throws IOException {
    ConsoleFeed feed = feed();
    printed("beginning " + "x".repeat(PAST));
    assertThat(feed.added()).isEmpty();
    printed(" its end\nwhole\nlogin: ");
    assertThat(feed.added()).containsExactly("whole");
    assertThat(feed.rest()).containsExactly("login:");
  }

  @Test
  void aLineThatBeginsWhereReadingDoesIsWhole() throws IOException {
    String line = "y".repeat(PAST - 1);
    printed("before\n" + line + "\n");
    assertThat(feed().added()).isEqualTo(List.of(line));
  }
}
