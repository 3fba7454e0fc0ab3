package dev.bootwitness.reference;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.cast.CastHeader;
import dev.bootwitness.console.cast.CastRecorder;
import dev.bootwitness.console.cast.CastWriter;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A shell on a terminal, into which a guide's commands are typed; everything is recorded by the
 * product's own recorder of consoles, as an asciicast.
 */
final class GuideShell implements AutoCloseable {
  private static final PtySize SIZE = new PtySize(100, 32);

  /** Of one command: a first start may compile the product. */
  private static final Duration WITHIN = Duration.ofMinutes(8);

  private static final Duration QUIET = Duration.ofMillis(150);
  private static final Expectation PROMPT =
      Expectation.of("the shell's prompt", TextPattern.prompt("^(\\S+ \\$ |> )", QUIET));

  private final ConsoleClock clock = ConsoleClock.SYSTEM;
  private final long began = clock.nanos();
  private final CastWriter cast;
  private final Console console;

  /**
   * A shell that has printed its prompt.
   *
   * @param folder where it begins
   * @param home the person's
   * @param environment besides
   */
  GuideShell(Path folder, Path home, Map<String, String> environment, OutputStream recording)
      throws IOException {
    cast =
        new CastWriter(
            recording,
            new CastHeader(
                SIZE.columns(), SIZE.rows(), Instant.now(), "Bootwitness: the first ten minutes"));
    ProcessBuilder bash =
        new ProcessBuilder("bash", "--norc", "--noprofile", "--noediting", "-i")
            .directory(folder.toFile());
    bash.environment().putAll(environment);
    bash.environment().put("HOME", home.toString());
    bash.environment().put("TERM", "xterm-256color");
    bash.environment().put("PS1", "\\w $ ");
    console =
        new Console(
                PtyConsoleChannel.start(bash, SIZE),
                clock,
                new CastRecorder(cast, clock, typed -> typed))
            .start();
    prompt("");
  }

  /** Types a command, a line or several, and returns what the terminal showed until the prompt. */
  String type(String command) throws IOException {
    cast.marker(clock.nanos() - began, command.lines().findFirst().orElse(""));
    long from = console.skipToEnd();
    for (String line : command.split("\n", -1)) {
      console.send(line + "\r");
      prompt(line);
    }
    return console.textSince(from);
  }

  private void prompt(String typed) {
    ExpectResult result = console.expect(PROMPT, Deadline.in(WITHIN, clock));
    if (!(result instanceof ExpectResult.Matched)) {
      throw new AssertionError("after `" + typed + "`: " + VisibleText.of(result.toString()));
    }
  }

  @Override
  public void close() {
    console.close();
  }
}
