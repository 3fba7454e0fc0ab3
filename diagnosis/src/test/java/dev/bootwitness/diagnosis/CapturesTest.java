package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.rules.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The logs of {@link LogsTest} as other programs would have captured them: the blamed cause stays
 * the same.
 */
class CapturesTest {
  private static final Pattern CONTROLS =
      Pattern.compile(
          "\u001b\\[[0-9;:?]*[A-Za-z]|\u001b\\][^\u0007\u001b]*\u0007|\u001b[c()][A-Z0-9]?");

  private static final Pattern UPTIME = Pattern.compile("^\\[ *(\\d+\\.\\d{6})\\]");

  private static final Pattern GAVE_UP =
      Pattern.compile("TIMEOUT|terminating on signal|giving up|no output for \\d+ s");

  /** A way to capture a console, and its effect on the text. */
  record Capture(String name, UnaryOperator<String> change) {
    static final List<Capture> ALL =
        List.of(
            new Capture(
                "script",
                text ->
                    "Script started on 2026-11-25 10:00:00+00:00 [TERM=\"xterm\" COLUMNS=\"80\"]\r\n"
                        + text
                        + "\r\nScript done on 2026-11-25 10:05:00+00:00 [COMMAND_EXIT_CODE=\"0\"]\r\n"),
            new Capture("asciicast", Capture::cast),
            new Capture("stamped by a CI", text -> stamped(lineFeeds(text))),
            new Capture("a block of Markdown", text -> inFront(lineFeeds(text), "    ")),
            new Capture("quoted in Markdown", text -> inFront(lineFeeds(text), "> ")),
            new Capture("numbered by cat -n", Capture::numbered),
            new Capture("NixOS test driver", text -> inFront(lineFeeds(text), "machine # ")),
            new Capture(
                "without controls", text -> lineFeeds(CONTROLS.matcher(text).replaceAll(""))),
            new Capture(
                "kernel that names callers",
                text -> text.replaceAll("(?m)^(\\[ *\\d+\\.\\d{6}\\]) ", "$1[    T1] ")));

    @Override
    public String toString() {
      return name;
    }

    private static String lineFeeds(String text) {
      return text.replace("\r\n", "\n");
    }

    private static String stamped(String text) {
      var stamped = new StringBuilder();
      double at = 0;
      for (String line : text.split("(?<=\n)", -1)) {
        at = cameAt(at, line);
        stamped
            .append(
                "2026-11-25T%02d:%02d:%010.7fZ "
                    .formatted(10 + (int) at / 3600, (int) at / 60 % 60, at % 60))
            .append(line);
      }
      return stamped.toString();
    }

    /** When a line came: not before its own words say, and who gave up had waited. */
    private static double cameAt(double before, String line) {
      Matcher uptime = UPTIME.matcher(line);
      double at = uptime.find() ? Math.max(before, Double.parseDouble(uptime.group(1))) : before;
      return at + (GAVE_UP.matcher(line).find() ? 300 : 0.001);
    }

    private static String numbered(String text) {
      var numbered = new StringBuilder();
      int number = 0;
      for (String line : lineFeeds(text).split("(?<=\n)", -1)) {
        if (!line.isEmpty()) {
          numbered.append("%6d\t".formatted(++number)).append(line);
        }
      }
      return numbered.toString();
    }

    private static String inFront(String text, String prefix) {
      return text.replaceAll("(?md)^", prefix);
    }

    private static String cast(String text) {
      var cast = new StringBuilder("{\"version\": 2, \"width\": 80, \"height\": 24}\n");
      double at = 0;
      for (String line : text.split("(?<=\n)", -1)) {
        at = cameAt(at, line);
        for (int from = 0; from < line.length(); from += 97) {
          cast.append("[%.2f, \"o\", \"".formatted(at));
          line.substring(from, Math.min(line.length(), from + 97))
              .chars()
              .forEach(c -> cast.append("\\u%04x".formatted(c)));
          cast.append("\"]\n");
        }
      }
      return cast.toString();
    }
  }

  static Stream<Arguments> captures() throws IOException, URISyntaxException {
    Path folder = Path.of(Objects.requireNonNull(LogsTest.class.getResource("logs")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> logs = files.filter(CapturesTest::isOfAConsole).sorted().toList();
      return logs.stream().flatMap(log -> Capture.ALL.stream().map(how -> Arguments.of(log, how)));
    }
  }

  /**
   * A journal, a kernel log and a recording are not console bytes; some already have leading times.
   */
  private static boolean isOfAConsole(Path file) {
    return !Pattern.compile(
            "export|journal|syslog|dmesg[.-]|conserver|teraterm|golog|epoch|compose|\\.cast|typescript|SOURCES|ci\\.|test-driver")
        .matcher(file.getFileName().toString())
        .find();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("captures")
  void howItWasCapturedDoesNotMatter(Path log, Capture how) throws IOException {
    String text = Files.readString(log, StandardCharsets.UTF_8);
    String name = log.getFileName().toString();
    // A test driver with its own channel into the machine needs no login on the console.
    boolean needsNoLogin =
        how.name().equals("NixOS test driver")
            && name.matches("console_no-getty\\.(?:multi-user|fedora)\\.log");

    var primary =
        LogExplainer.explain(
                new ByteArrayInputStream(how.change.apply(text).getBytes(StandardCharsets.UTF_8)),
                RuleSet.bundled())
            .primary();

    assertThat(primary == null ? "none" : primary.cause())
        .isEqualTo(
            needsNoLogin ? "none" : name.substring(0, name.indexOf('.')).replaceFirst("_", "/"));
  }
}
