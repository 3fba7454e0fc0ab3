package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The program as it is packaged, in a Java VM of its own, as a user's shell would start it. */
final class Cli {

  /** The checkout; failsafe sets it, since only Maven knows it. */
  static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty(Home.PROPERTY)));

  private static final Path DIST = HOME.resolve("cli/target/it-dist");
  private static final String RECORD = "  record  ";

  private final List<String> arguments;
  private final Map<String, String> environment = new LinkedHashMap<>();

  private Cli(List<String> arguments) {
    this.arguments = List.copyOf(arguments);
  }

  static Cli of(String... arguments) {
    return new Cli(List.of(arguments));
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** The same with these arguments after the others. */
  Cli and(String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return new Cli(all);
  }

  /** The whole command, for whoever starts it on a terminal. */
  List<String> command() {
    List<String> command = new ArrayList<>();
    // A build server may have us ignore SIGINT, which children inherit and Java then respects.
    command.addAll(List.of("/usr/bin/env", "--default-signal=INT,TERM"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-D" + Home.PROPERTY + "=" + HOME,
            "-cp",
            DIST.resolve("lib").resolve("*").toString(),
            Main.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /** Starts it and leaves it running. */
  Started start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new Started(builder.start());
  }

  /** Runs it to its end. */
  Ended run() throws IOException, InterruptedException {
    return start().end();
  }

  /** The running program. */
  static final class Started {

    private final Process process;
    private final BufferedReader reader;
    private final StringBuilder output = new StringBuilder();

    Started(Process process) {
      this.process = process;
      this.reader = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Reads on until a line has all the words in it. */
    void awaitLine(String... words) throws IOException {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.append(line).append('\n');
        if (List.of(words).stream().allMatch(line::contains)) {
          return;
        }
      }
      throw new AssertionError("it ended without saying " + List.of(words) + ":\n" + output);
    }

    /** Sends a signal, e.g. {@code INT}. */
    void signal(String name) throws IOException, InterruptedException {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
    }

    /** Ends it, and does nothing if it has ended; its machine ends with it. */
    void destroy() {
      process.destroyForcibly();
    }

    Ended end() throws IOException, InterruptedException {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.append(line).append('\n');
      }
      return new Ended(process.waitFor(), output.toString());
    }
  }

  /**
   * The program when it is over.
   *
   * @param exit its status, 128+n for signal n
   * @param output all it wrote, stderr among stdout
   */
  record Ended(int exit, String output) {

    /** Where it said that the record lies. */
    RunDirectory record() throws IOException {
      String line =
          output
              .lines()
              .filter(l -> l.startsWith(RECORD))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no record named in:\n" + output));
      // The report, shown after its folder.
      String folder = line.substring(RECORD.length()).strip().split(" {2,}", -1)[0];
      return RunDirectory.open(Path.of(folder));
    }

    Verdict verdict() throws IOException {
      return RecordReader.verdict(record())
          .orElseThrow(() -> new AssertionError("no verdict.json; it said:\n" + output));
    }

    /** The primary cause; fails with all that was printed when there is none. */
    String cause() throws IOException {
      var primary = verdict().primary();
      assertThat(primary).as(output).isNotNull();
      return Objects.requireNonNull(primary).cause();
    }

    List<Event> events() throws IOException {
      return RecordReader.all(record()).stream().map(StampedEvent::event).toList();
    }
  }
}
