package dev.bootwitness.diagnosis.log;

import dev.bootwitness.console.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the log of a LAVA job: {@code - {"dt": …, "lvl": "target", "msg": …}} per line. What the
 * target sent is console output; of the dispatcher's own messages, those that end a job are
 * reported.
 */
final class LavaFile {
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;
  private static final int MOST = 1 << 20;
  private static final double MILLIS = 1e3;

  /**
   * The deepest nesting allowed; a message has only a few levels. The composer is recursive and
   * would overflow its stack.
   */
  private static final int DEEPEST = 100;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(MOST).build();

  /** Levels at which the dispatcher reports why it ended (lava_common/log.py). */
  private static final Set<String> ENDS = Set.of("error", "exception");

  private final LogListener listener;
  private final Load yaml = new Load(SETTINGS);
  private final List<LogLine> told = new ArrayList<>();
  private final Terminal terminal =
      new Terminal(COLUMNS, ROWS, (at, text) -> told.add(line(text)), reply -> {});
  private long number = 1;
  private long offset;
  private @Nullable Double time;
  private @Nullable Double began;

  private LavaFile(LogListener listener) {
    this.listener = listener;
  }

  static void read(InputStream in, LogListener listener) throws IOException {
    new LavaFile(listener).run(in);
  }

  private void run(InputStream in) throws IOException {
    BoundedLines.read(
        in,
        MOST,
        (line, at, text) -> {
          number = line;
          offset = at;
          message(text);
        });
    if (time != null && began != null) {
      listener.recordedUntil(time);
    }
  }

  private LogLine line(String text) {
    return new LogLine(number, offset, text, true, time, null);
  }

  private void message(String line) {
    if (!line.startsWith("- {") || !(loaded(line.substring(2)) instanceof Map<?, ?> message)) {
      return;
    }
    time = seconds(String.valueOf(message.get("dt")));
    if (!(message.get("msg") instanceof String text)) {
      return;
    }
    String level = String.valueOf(message.get("lvl"));
    if (level.equals("target")) {
      byte[] bytes = (text + "\r\n").getBytes(StandardCharsets.UTF_8);
      terminal.feed(bytes, 0, bytes.length);
    } else if (ENDS.contains(level)) {
      text.lines().forEach(own -> told.add(line(own)));
    }
    told.forEach(complete -> {
      var _ = listener.line(complete);
    });
    told.clear();
  }

  /** A truncated line is skipped. */
  private @Nullable Object loaded(String flow) {
    try {
      return isTooDeep(flow) ? null : yaml.loadFromString(flow);
    } catch (YamlEngineException e) {
      return null;
    }
  }

  /** Most lines have fewer brackets than that, and need not be parsed twice. */
  private static boolean isTooDeep(String flow) {
    if (flow.chars().filter(c -> c == '[' || c == '{').count() <= DEEPEST) {
      return false;
    }
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(flow)) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        return true;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return false;
  }

  private @Nullable Double seconds(String written) {
    try {
      Instant at = LocalDateTime.parse(written).toInstant(ZoneOffset.UTC);
      double since = Duration.between(Instant.EPOCH, at).toMillis() / MILLIS;
      began = began == null ? Double.valueOf(since) : began;
      return since - began;
    } catch (DateTimeParseException e) {
      return time;
    }
  }
}
