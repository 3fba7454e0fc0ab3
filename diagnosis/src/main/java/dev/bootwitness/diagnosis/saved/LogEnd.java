package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * How a saved log ends: the last line of the machine, who ended the recording after it, and how
 * long the machine had been silent by then. Not thread-safe.
 */
final class LogEnd {
  /** A machine that makes progress prints more often, even when emulated on a busy host. */
  static final double SILENCE = 60;

  private static final int LAST = 12;

  /**
   * What a harness, a CI system or QEMU itself (system/runstate.c, qemu_kill_report) writes when it
   * ends an unfinished run.
   */
  private static final LinePattern MARK = Signs.of("log-end-mark");

  /** The harness' own figure: after 300 s, (timeout 120s), 10 minutes. */
  private static final Pattern AFTER =
      Pattern.compile("(\\d{1,6}(?:\\.\\d+)?) ?(s|secs?|seconds?|m|mins?|minutes?)\\b");

  /** The last words of a loader, of the EFI stub or of a kernel's decompressor. */
  private static final LinePattern HANDED_OVER = Signs.of("log-end-handed-over");

  /** Where the kernel switches from its early console to the one its command line names. */
  private static final LinePattern EARLY_CONSOLE_ENDS = Signs.of("log-end-early-console-ends");

  private static final LinePattern COMMAND_LINE = Signs.of("log-end-command-line");
  private static final LinePattern SERIAL = Signs.of("log-end-serial");

  /** Words that request a shell instead of the system or its initramfs. */
  private static final LinePattern ASKS_FOR_A_SHELL = Signs.of("log-end-asks-for-a-shell");

  /** systemd's sulogin and its wrapper (systemd src/sulogin-shell, util-linux sulogin). */
  private static final LinePattern OFFERS_A_SHELL = Signs.of("log-end-offers-a-shell");

  private record Seen(
      LogLine line, String body, boolean ofKernel, @Nullable Double at, double uptime) {}

  /** The end of a recording that was ended deliberately. */
  record Ended(LogLine mark, LogLine lastWord, @Nullable Double silence) {
    boolean isSilent() {
      return silence != null && silence >= SILENCE;
    }
  }

  private final Deque<Seen> last = new ArrayDeque<>();
  private String commandLine = "";
  private double uptime;
  private @Nullable Double until;

  /** A line of the log, in its order. */
  void line(LogLine line, ConsoleText text) {
    if (text.body().isBlank()) {
      return;
    }
    uptime = text.stamped() && text.uptime() >= 0 ? text.uptime() : uptime;
    if (text.body().contains("ommand line: ")) {
      Matcher words = COMMAND_LINE.matcher(text.body());
      commandLine = words.find() ? words.group(1) : commandLine;
    }
    last.add(new Seen(line, text.body(), text.stamped(), line.seconds(), uptime));
    if (last.size() > LAST) {
      last.removeFirst();
    }
  }

  /** The last line that is not blank. */
  Optional<LogLine> lastWord() {
    return Optional.ofNullable(last.peekLast()).map(Seen::line);
  }

  /** Whether the last lines offer the shell of a system that failed to come up. */
  boolean shellOffered() {
    return last.stream().anyMatch(seen -> OFFERS_A_SHELL.isIn(seen.body()));
  }

  /** Whether the kernel's command line requests a shell instead of the system. */
  boolean shellAskedFor() {
    return ASKS_FOR_A_SHELL.isIn(commandLine);
  }

  /** The recording ended at that time of its clock. */
  void recordedUntil(double seconds) {
    until = seconds;
  }

  /**
   * Who ended the recording, if the last lines or its clock show that it was ended deliberately.
   */
  Optional<Ended> ended() {
    Double begun = last.isEmpty() ? null : last.getLast().at();
    if (until != null && begun != null && until - begun >= SILENCE) {
      LogLine word = last.getLast().line();
      return Optional.of(new Ended(word, word, until - begun));
    }
    Seen word = null;
    for (Seen seen : last) {
      if (word != null && !seen.ofKernel() && MARK.isIn(seen.body())) {
        return Optional.of(new Ended(seen.line(), word.line(), silence(word, seen)));
      }
      word = seen;
    }
    return Optional.empty();
  }

  /**
   * From the times of the capture, or else from the kernel's clock compared with the harness'
   * figure.
   */
  private static @Nullable Double silence(Seen word, Seen mark) {
    if (word.at() != null && mark.at() != null) {
      return mark.at() - word.at();
    }
    Matcher after = AFTER.matcher(mark.body());
    if (word.uptime() == 0 || !after.find()) {
      return null;
    }
    double figure = Double.parseDouble(after.group(1));
    return (after.group(2).startsWith("m") ? figure * 60 : figure) - word.uptime();
  }

  /** Whether a line is the last output of a program that hands over to the kernel. */
  static boolean handsOver(LogLine line) {
    return HANDED_OVER.isIn(ConsoleText.of(line.text()).body());
  }

  /**
   * The line in which a kernel left the console, if it is the last one and the kernel's command
   * line names no serial console.
   */
  Optional<LogLine> leftTheConsole() {
    Optional<Ended> ended = ended();
    LogLine word =
        ended.map(Ended::lastWord).orElseGet(() -> last.isEmpty() ? null : last.getLast().line());
    return word != null
            && !commandLine.isEmpty()
            && !SERIAL.isIn(commandLine)
            && EARLY_CONSOLE_ENDS.isIn(word.text())
        ? Optional.of(word)
        : Optional.empty();
  }
}
