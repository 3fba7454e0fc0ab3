import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.channel.SocketConsoleChannel;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Bootwitness as a column of the console benchmark: the load's contract (its README, "Contract for
 * one more column") on our Console. Usage: BootwitnessEngine flood|chat|split [more patterns file]
 * over the load's Unix socket, or with -Dpty=true over a pseudo-terminal of its own.
 *
 * <p>BootwitnessEngine train goes through all three, for Java's AOT cache: it learns which classes
 * and methods such a run needs.
 */
public final class BootwitnessEngine {

  private static Console console;
  private static Deadline deadline;

  public static void main(String[] args) throws Exception {
    List<TextPattern> patterns = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(System.getenv("LOAD_PATTERNS")))) {
      // We match decoded text: the colour reset that ends the prompt is not in it.
      patterns.add(TextPattern.regex(line.replace("\\x1b\\[0m", "")));
    }
    List<TextPattern> rules = new ArrayList<>();
    if (args.length > 1) {
      Files.readAllLines(Path.of(args[1])).forEach(r -> rules.add(TextPattern.regex(r)));
    }
    Expectation any = new Expectation("any of the patterns", patterns, rules);
    Expectation prompt = new Expectation("the prompt", List.of(patterns.getLast()), List.of());
    if (args[0].equals("train")) {
      session("flood", "flood flood-20.bin train", 0, any, prompt);
      session("flood", "flood longline-8.bin train", 0, any, prompt);
      session("chat", "chat 2000 train", 2000, any, prompt);
      session("split", "split 10 64 train", 10, any, prompt);
    } else {
      int n = Integer.parseInt(System.getenv().getOrDefault("LOAD_N", "0"));
      session(args[0], System.getenv("LOAD_REQ"), n, any, prompt);
    }
    System.exit(0);
  }

  private static void session(
      String load, String request, int n, Expectation any, Expectation prompt) throws Exception {
    ConsoleChannel channel =
        Boolean.getBoolean("pty")
            ? PtyConsoleChannel.start(
                new ProcessBuilder(System.getenv("LOAD_CHILD").split(" ")), new PtySize(80, 24))
            : SocketConsoleChannel.connect(UnixDomainSocketAddress.of(System.getenv("LOAD_SOCK")));
    console = new Console(channel, ConsoleClock.SYSTEM, ConsoleListener.NONE).start();
    deadline = Deadline.in(Duration.ofMinutes(10), ConsoleClock.SYSTEM);
    await(Expectation.of("READY", TextPattern.literal("READY\n")));
    console.send(request + "\n");
    switch (load) {
      case "flood" -> ack(await(any));
      case "chat" -> {
        await(prompt);
        for (int i = 0; i < n; i++) {
          console.send("echo MARK" + i + "; echo RC=$?\n");
          await(Expectation.of("the answer", TextPattern.literal("MARK" + i + "\nRC=0\n")));
          await(prompt);
        }
        console.send("exit\n");
      }
      case "split" -> {
        for (int i = 0; i < n; i++) {
          ExpectResult.Matched matched = await(any);
          // The load's clock begins at the prompt's last byte, the end of a colour reset that a
          // decoded match does not wait for: an acknowledgement before it would not count.
          console.awaitBytes(promptEnd(matched), deadline);
          ack(matched);
        }
      }
      default -> throw new IllegalArgumentException(load);
    }
    await(Expectation.of("BYE", TextPattern.literal("BYE")));
    console.close();
  }

  private static long promptEnd(ExpectResult.Matched prompt) {
    String reset = prompt.text().endsWith("#") ? " \033[0m" : "\033[0m";
    return prompt.offset() + prompt.text().length() + reset.length();
  }

  private static void ack(ExpectResult.Matched matched) {
    console.send("ack " + (matched.index() + 1) + " " + matched.before().length() + "\n");
  }

  private static ExpectResult.Matched await(Expectation expectation) {
    return switch (console.expect(expectation, deadline)) {
      case ExpectResult.Matched matched -> matched;
      case ExpectResult.Unmatched unmatched -> throw new IllegalStateException(unmatched.describe());
      case ExpectResult.Interrupted i -> throw new IllegalStateException("interrupted");
    };
  }
}
