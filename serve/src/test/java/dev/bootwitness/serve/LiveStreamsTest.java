package dev.bootwitness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Server-sent events of runs that go on. */
@Timeout(60)
class LiveStreamsTest {

  @TempDir Path folder;

  /** The data of the next event of that name. */
  private static String next(Iterator<String> lines, String event) {
    while (lines.hasNext()) {
      if (lines.next().equals("event: " + event)) {
        return lines.next().substring("data: ".length());
      }
    }
    throw new AssertionError("the stream ended without " + event);
  }

  private static String until(Iterator<String> lines, String event, String words) {
    for (String data = next(lines, event); ; data = next(lines, event)) {
      if (data.contains(words)) {
        return data;
      }
    }
  }

  /** The data with these words of two kinds of events, whichever comes first. */
  private static List<String> both(Iterator<String> lines, String one, String other, String words) {
    List<String> found = new ArrayList<>();
    Set<String> left = new HashSet<>(Set.of(one, other));
    while (!left.isEmpty() && lines.hasNext()) {
      String event = lines.next();
      if (event.startsWith("event: ") && left.contains(event.substring("event: ".length()))) {
        String data = lines.next().substring("data: ".length());
        if (data.contains(words)) {
          left.remove(event.substring("event: ".length()));
          found.add(event.substring("event: ".length()) + " " + data);
        }
      }
    }
    return found;
  }

  @Test
  void aRunIsToldFromItsBeginningToItsEnd() throws Exception {
    try (Served served = new Served(Served.project(folder), false);
        Stream<String> stream = served.stream("/events").body()) {
      Iterator<String> lines = stream.iterator();
      assertThat(next(lines, "all")).isEqualTo("[]");
      try (LiveRecord record = new LiveRecord(folder, "alpha")) {
        assertThat(next(lines, "began")).contains("\"id\":\"" + record.id() + "\"");
        record.booting();
        assertThat(until(lines, "moved", "\"stage\":\"kernel\""))
            .contains("\"phase\":\"boot\"", "Linux version");
        record.check(11, "one", true).check(12, "two", false);
        until(lines, "moved", "1 of 2 checks passed, 1 failed");
        record.ended(13);
        assertThat(next(lines, "ended")).contains("\"outcome\":\"failed\"", record.id());
      }
    }
  }

  @Test
  void whoeverJoinsLaterHearsWhatGoesOn() throws Exception {
    try (LiveRecord record = new LiveRecord(Served.project(folder), "alpha");
        Served served = new Served(folder, false)) {
      record.booting();
      try (Stream<String> first = served.stream("/events").body()) {
        assertThat(first.anyMatch(line -> line.contains("\"stage\":\"kernel\""))).isTrue();
      }
      try (Stream<String> second = served.stream("/events").body()) {
        Iterator<String> lines = second.iterator();
        assertThat(next(lines, "all")).contains(record.id());
        assertThat(next(lines, "began")).contains("\"stage\":\"kernel\"");
      }
    }
  }

  @Test
  void theConsoleIsToldAsFarAsItIsAndThenOn() throws Exception {
    try (LiveRecord record = new LiveRecord(Served.project(folder), "alpha");
        Served served = new Served(folder, false)) {
      record.booting();
      try (Stream<String> events = served.stream("/events").body()) {
        Iterator<String> lines = events.iterator();
        next(lines, "began");
      }
      try (Stream<String> stream = served.stream("/runs/" + record.id() + "/stream").body()) {
        Iterator<String> lines = stream.iterator();
        assertThat(next(lines, "terminal")).contains("\"cols\":", "Linux version 6.1.0\\u000d");
        assertThat(next(lines, "text")).isEqualTo("[\"[    0.000000] Linux version 6.1.0\"]");
        record.printed(3, "systemd[1]: hello");
        assertThat(both(lines, "out", "lines", "hello"))
            .contains("lines [\"systemd[1]: hello\"]")
            .anySatisfy(out -> assertThat(out).startsWith("out ").contains("systemd[1]: hello"));
        record.booted().ended(12);
        until(lines, "ended", record.id());
        assertThat(next(lines, "over")).isEqualTo("{}");
        assertThat(lines.hasNext()).isTrue(); // the empty line after it
      }
    }
  }

  @Test
  void noTextEndsAnEventOrResizesTheTerminal() throws Exception {
    try (LiveRecord record = new LiveRecord(Served.project(folder), "alpha");
        Served served = new Served(folder, false)) {
      record.booting();
      for (String text : HostileTexts.ALL) {
        record.printed(4, text);
      }
      record.printed(5, "\u001b[8;999;999t" + "the end of it");
      record.ended(6);
      try (Stream<String> stream = served.stream("/runs/" + record.id() + "/stream").body()) {
        Iterator<String> lines = stream.iterator();
        String terminal = next(lines, "terminal");
        assertThat(terminal)
            .contains("the end of it")
            .doesNotContain("<", "999t", "\u202e", "\u001b")
            .endsWith("\"}");
        assertThat(next(lines, "text"))
            .contains("the end of it")
            .doesNotContain("\u202e", "\u001b")
            .endsWith("\"]");
        assertThat(next(lines, "over")).isEqualTo("{}");
      }
      String cast = served.get("/runs/" + record.id() + "/console.cast").body();
      assertThat(cast)
          .startsWith("{\"version\":2,")
          .contains("the end of it")
          .doesNotContain("<", "999t");
    }
  }
}
