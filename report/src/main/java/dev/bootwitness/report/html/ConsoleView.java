package dev.bootwitness.report.html;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.record.Finding;
import dev.bootwitness.report.story.LineTimes;
import dev.bootwitness.report.story.StageSpan;
import dev.bootwitness.report.story.Story;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The console's text as the page shows it; lines are read while the page is written. */
public final class ConsoleView {
  /**
   * How many of a line's bytes are examined for colours; a longer line is one that is redrawn
   * repeatedly.
   */
  private static final int MOST_RAW = 16 << 10;

  private final Story story;
  private final Path text;
  private final Map<Long, String> notes = new HashMap<>();
  private final long total;
  private final Excerpt excerpt;

  /**
   * A line, or lines that are left out.
   *
   * @param number the line's number, or that of the first omitted line
   * @param left how many are omitted; 0 for a line
   * @param time seconds since power-on; empty when it is not known
   * @param note what was found here or which stage begins; empty for most
   */
  public record Row(
      long number, long left, String time, String note, boolean bad, List<StyledText> runs) {
    public Row {
      runs = List.copyOf(runs);
    }
  }

  ConsoleView(Story story) throws IOException {
    this.story = story;
    this.text = story.directory().serialText();
    this.total = ConsoleLines.count(text);
    List<Long> anchors = new ArrayList<>();
    story.stages().forEach(stage -> anchors.add(stage.line()));
    for (Finding finding : story.verdict().findings()) {
      Long line = finding.line();
      if (line != null && finding.channel().equals("serial")) {
        notes.putIfAbsent(line, VisibleText.of(finding.cause()));
        anchors.add(line);
      }
    }
    long bytes = total == 0 ? 0 : Files.size(text);
    this.excerpt = Excerpt.of(total, bytes, anchors);
  }

  /** How many lines the console printed. */
  public long total() {
    return total;
  }

  /**
   * How many lines named by the record's events are missing because its text is gone; 0 if the text
   * exists.
   */
  public long missing() {
    return total == 0 ? story.lines().last() : 0;
  }

  /** How many of them the page shows. */
  public long shown() {
    return excerpt.ranges().stream().mapToLong(Excerpt.Range::lines).sum();
  }

  /**
   * The length of the longest of the first lines, i.e. the terminal width that shows the console
   * unwrapped.
   */
  int columns() throws IOException {
    int columns = 0;
    try (ConsoleLines lines = ConsoleLines.of(text)) {
      for (long line = Math.min(total, Excerpt.ALL_LINES); line > 0; line--) {
        columns = Math.max(columns, lines.next().length());
      }
    }
    return columns;
  }

  /** Whether the page shows a line. */
  boolean shows(long line) {
    return excerpt.ranges().stream().anyMatch(r -> line >= r.first() && line <= r.last());
  }

  /** Hands over the rows in order. */
  void rows(Consumer<Row> sink) {
    Map<Long, String> stages = new HashMap<>();
    for (StageSpan stage : story.stages()) {
      stages.putIfAbsent(stage.line(), "stage " + stage.name());
    }
    Path raw = story.directory().serialRaw();
    try (ConsoleLines lines = ConsoleLines.of(text);
        RandomAccessFile bytes =
            Files.isRegularFile(raw) ? new RandomAccessFile(raw.toFile(), "r") : null) {
      LineColours colours = new LineColours();
      long next = 1;
      for (Excerpt.Range range : excerpt.ranges()) {
        if (range.first() > next) {
          sink.accept(new Row(next, range.first() - next, "", "", false, List.of()));
          lines.skip(range.first() - next);
        }
        for (long number = range.first(); number <= range.last(); number++) {
          String found = notes.getOrDefault(number, "");
          String note = found.isEmpty() ? stages.getOrDefault(number, "") : found;
          sink.accept(
              new Row(
                  number,
                  0,
                  time(number),
                  note,
                  !found.isEmpty(),
                  runs(colours, number, clipped(lines.next()), bytes)));
        }
        next = range.last() + 1;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String clipped(String line) {
    int over = line.length() - excerpt.clip();
    return over <= 0 ? line : line.substring(0, excerpt.clip()) + " … " + over + " characters more";
  }

  private String time(long line) {
    if (line > story.lines().last()) {
      return "";
    }
    Double power = story.power();
    return Numbers.fixed(story.lines().seconds(line) - (power == null ? 0 : power), 3);
  }

  private List<StyledText> runs(
      LineColours colours, long number, String line, @Nullable RandomAccessFile raw)
      throws IOException {
    LineTimes times = story.lines();
    if (raw == null || number >= times.last()) {
      return LineColours.plain(line);
    }
    long length = times.offset(number + 1) - times.offset(number);
    if (length <= 0 || length > MOST_RAW || times.offset(number + 1) > raw.length()) {
      return LineColours.plain(line);
    }
    byte[] bytes = new byte[(int) length];
    raw.seek(times.offset(number));
    raw.readFully(bytes);
    return colours.of(line, bytes);
  }
}
