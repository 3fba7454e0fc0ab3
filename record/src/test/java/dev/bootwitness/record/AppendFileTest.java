package dev.bootwitness.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A link to /dev/full simulates a full disk; removing the link and putting the file back frees room
 * again. FullDiskIT shows partial writes on a real disk.
 */
class AppendFileTest {
  private static final byte[] HALF = "x".repeat(AppendFile.MOST_WAITING / 2).getBytes(UTF_8);

  @TempDir private Path folder;
  private Path path = Path.of("none");

  @BeforeEach
  void path() {
    path = folder.resolve("file");
  }

  @Test
  void whatFoundNoRoomIsWrittenInItsOrderWhenThereIsSome() throws Exception {
    try (AppendFile file = full(AppendFile.WhenLost.STOP)) {
      refused(file, "one\n");
      refused(file, "two\n");
      assertThat(file.isWhole()).isFalse();
      roomFor(file);
      file.append("three\n".getBytes(UTF_8));
      assertThat(file.isWhole()).isTrue();
      assertThat(path).hasContent("one\ntwo\nthree\n");
    }
  }

  @Test
  void whatIsMoreThanMayWaitIsLostAndLinesGoOn() throws Exception {
    try (AppendFile file = full(AppendFile.WhenLost.CONTINUE)) {
      overfull(file);
      refused(file, "small enough\n");
      roomFor(file);
      file.append("later\n".getBytes(UTF_8));
      assertThat(file.isWhole()).isFalse();
      assertThat(file.wentOn()).isTrue();
      assertThat(path).content().endsWith("xsmall enough\nlater\n").hasSize(HALF.length + 19);
    }
  }

  @Test
  void whatHasPositionsEndsWhereTheGapBegins() throws Exception {
    try (AppendFile file = full(AppendFile.WhenLost.STOP)) {
      overfull(file);
      file.append("small enough\n".getBytes(UTF_8));
      roomFor(file);
      file.append("later\n".getBytes(UTF_8));
      file.catchUp();
      assertThat(file.wentOn()).isFalse();
      assertThat(path).hasBinaryContent(HALF);
    }
  }

  @Test
  void aFileThatIsRemovedIsPutBackWithAllItHad() throws Exception {
    try (AppendFile file = new AppendFile(path, AppendFile.WhenLost.STOP)) {
      file.append(HALF);
      Files.delete(path);
      file.append("after".getBytes(UTF_8));
      assertThat(file.isThere()).isFalse();
      file.putBack();
      file.append("wards".getBytes(UTF_8));
      assertThat(path).hasContent(new String(HALF, UTF_8) + "afterwards");
    }
  }

  private AppendFile full(AppendFile.WhenLost policy) throws IOException {
    Files.createSymbolicLink(path, Path.of("/dev/full"));
    return new AppendFile(path, policy);
  }

  private static void refused(AppendFile file, String text) {
    assertThatThrownBy(() -> file.append(text.getBytes(UTF_8)))
        .hasMessage("No space left on device");
  }

  private static void overfull(AppendFile file) {
    refused(file, new String(HALF, UTF_8));
    refused(file, new String(HALF, UTF_8) + "one more");
  }

  private void roomFor(AppendFile file) throws IOException {
    Files.delete(path);
    file.putBack();
  }
}
