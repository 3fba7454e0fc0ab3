package dev.bootwitness.diagnosis.detect.console;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.record.Event;
import java.util.Optional;
import org.safere.Matcher;

/**
 * Recognises a kernel that could run none of its inits and started /bin/sh instead, the last one it
 * tries (init/main.c, kernel_init). If that shell was requested, it is the first one. Not
 * thread-safe.
 */
public final class LastInitDetector {

  private static final String RUN = "as init process";
  private static final LinePattern TRIED = Signs.of("init-tried");
  private static final String LAST = "/bin/sh";

  /** What the kernel's command line asks for, according to the kernel line that repeats it. */
  private static final String ASKED = "init=" + LAST;

  private String before = "";
  private boolean asked;

  /** Takes a line; returns the finding when the line shows it. */
  public Optional<FindingBuilder> line(Event.ConsoleLine line) {
    asked |= line.text().contains(ASKED);
    if (asked || !line.text().contains(RUN)) {
      return Optional.empty();
    }
    Matcher tried = TRIED.matcher(ConsoleText.of(line.text()).body());
    if (!tried.find()) {
      return Optional.empty();
    }
    String first = before;
    before = tried.group(1);
    if (first.isEmpty() || first.equals(LAST) || !before.equals(LAST)) {
      return Optional.empty();
    }
    return Optional.of(
        FindingBuilder.about(
                "kernel/panic-no-init",
                "the kernel could not run %s and started /bin/sh in its place, a bare shell"
                    .formatted(first),
                "serial",
                ConsoleText.quote(line.text()))
            .line(line.line(), line.offset()));
  }

  /** The machine starts over. */
  public void restarted() {
    before = "";
    asked = false;
  }
}
