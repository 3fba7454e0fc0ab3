package dev.bootwitness.report.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.report.terminal.Style;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueFileTest {

  private static final int PROCESSES = 4;
  private static final int TASKS = 12;

  @TempDir Path folder;

  @Test
  void modeAndLinkAreKeptAndNothingIsLeftBehind() throws Exception {
    Path real = Files.writeString(folder.resolve("real.md"), "## Active Tasks\n");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-rw-r--"));
    Path link = Files.createSymbolicLink(folder.resolve("link.md"), real.getFileName());

    new TaskQueue(link).add("a", Optional.empty());

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(real).content().isEqualTo("## Active Tasks\n\n1. a\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-rw-r--");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(real, link);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/dev/full", ".", "nowhere"})
  void whatIsNoFileIsNeitherReadNorWritten(String target) throws Exception {
    TaskQueue queue =
        new TaskQueue(Files.createSymbolicLink(folder.resolve("q.md"), Path.of(target)));

    assertThatThrownBy(() -> queue.list(Style.PLAIN))
        .isInstanceOf(QueueException.class)
        .hasMessageMatching("this (is a folder or a device|link leads nowhere).*");
    assertThatThrownBy(() -> queue.add("a", Optional.empty())).isInstanceOf(QueueException.class);
  }

  @Test
  void bytesThatAreNoUtf8ComeBack() throws Exception {
    Path file = folder.resolve("queue.md");
    byte[] latin = "## Active Tasks\r\n\r\n1. caf\u00e9\r\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, latin);

    new TaskQueue(file).add("b", Optional.empty());

    assertThat(Files.readAllBytes(file))
        .startsWith(latin)
        .endsWith("2. b\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void whatIsSavedWhileATaskIsAddedIsNotLost() throws Exception {
    Path file = Files.writeString(folder.resolve("queue.md"), "## Active Tasks\n\n1. a\n");
    QueueFile queue = new QueueFile(file);
    List<String> seen = new ArrayList<>();

    queue.change(text -> {
      seen.add(text);
      if (seen.size() == 1) {
        saved(file, "## Active Tasks\n\n1. a, and more\n", false);
      } else if (seen.size() == 2) {
        saved(file, "## Active Tasks\n\n1. a, and much more\n", true);
      }
      return text + "2. b\n";
    });

    assertThat(file).content().isEqualTo("## Active Tasks\n\n1. a, and much more\n2. b\n");
  }

  @Test
  void aBinaryFileIsLeftAlone() throws Exception {
    Path file = Files.write(folder.resolve("queue.md"), new byte[] {'a', 0, 'b'});

    assertThatThrownBy(() -> new TaskQueue(file).add("x", Optional.empty()))
        .isInstanceOf(QueueException.class);
    assertThat(Files.readAllBytes(file)).containsExactly('a', 0, 'b');
  }

  /** Several programs at once, each adding tasks: a lost update would lose a number. */
  @Test
  void aFileThatHidesTasksIsToldWithItsLine() throws Exception {
    Path file =
        Files.writeString(folder.resolve("q.md"), "## Active Tasks\n\n1. a\n\n<!-- not closed\n");
    assertThat(new TaskQueue(file).check())
        .singleElement()
        .asString()
        .startsWith("5: this comment is not closed");
    Files.writeString(file, "## Active Tasks\n\n1. a\n");
    assertThat(new TaskQueue(file).check()).isEmpty();
    assertThat(new TaskQueue(file).tally()).isEqualTo("1 active task, 0 completed");
    assertThat(new TaskQueue(file).add("b", Optional.empty())).isEqualTo("2.");
  }

  @Test
  void noTaskIsLostWhenProcessesAddAtOnce() throws Exception {
    Path file = folder.resolve("docs/queue.md");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Adder.class.getName(),
                  file.toString(),
                  "p" + i)
              .inheritIO()
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }

    List<QueueTask> tasks = QueueText.of(Bytes.text(Files.readAllBytes(file))).activeTasks();
    assertThat(tasks).extracting(QueueTask::title).doesNotHaveDuplicates();
    assertThat(tasks).hasSize(PROCESSES * TASKS);
    assertThat(new TaskQueue(file).check()).isEmpty();
  }

  /** Adds tasks, in a process of its own. */
  static final class Adder {
    private Adder() {}

    public static void main(String[] args) throws Exception {
      for (int i = 0; i < TASKS; i++) {
        new TaskQueue(Path.of(args[0])).add(args[1] + " " + i, Optional.empty());
      }
    }
  }

  /** As an editor does it: over the old file, or by a new one in its place. */
  private static void saved(Path file, String text, boolean replace) {
    try {
      if (!replace) {
        Files.writeString(file, text);
        return;
      }
      Path aside = file.resolveSibling("editor");
      Files.writeString(aside, text);
      Files.move(aside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
