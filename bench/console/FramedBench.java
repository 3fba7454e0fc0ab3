import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.channel.SocketConsoleChannel;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.shell.Nonces;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Measures framed commands: against an agent that answers at once (framed-agent.c), and against
 * real shells on a pseudo-terminal, beside the floor of starting `sh -c true`.
 *
 * <p>Arguments: the compiled framed-agent; commands each (2000). See bench/README.md.
 */
public final class FramedBench {

  private interface Command {
    void run(int number) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
    System.out.printf("%-28s %10s %10s %10s   (ms, n=%d)%n", "", "p50", "p99", "max", count);
    Path socket = Files.createTempDirectory("framed").resolve("s");
    Process agent = new ProcessBuilder(args[0], socket.toString()).inheritIO().start();
    while (!Files.exists(socket)) {
      Thread.sleep(10);
    }
    try (Console console =
        console(SocketConsoleChannel.connect(UnixDomainSocketAddress.of(socket)))) {
      measure("agent that answers at once", shell(console), count);
    }
    agent.destroy();
    agent.waitFor();
    Files.deleteIfExists(socket);
    for (String name : new String[] {"dash -i", "bash --norc -i", "busybox ash -i"}) {
      var builder = new ProcessBuilder(name.split(" "));
      try (Console console = console(PtyConsoleChannel.start(builder, new PtySize(80, 24)))) {
        measure(name + ", pty", shell(console), Math.min(count, 500));
      }
    }
    measure(
        "floor: sh -c true, from Java",
        i -> new ProcessBuilder("sh", "-c", "true").start().waitFor(),
        Math.min(count, 500));
  }

  private static Console console(dev.bootwitness.console.channel.ConsoleChannel channel) {
    return new Console(channel, ConsoleClock.SYSTEM, ConsoleListener.NONE).start();
  }

  private static Command shell(Console console) {
    FramedShell shell = FramedShell.start(console, Nonces.from(new SplittableRandom(1)), soon());
    return i -> {
      CommandResult result = shell.run("echo MARK" + i + "; echo RC=$?", soon());
      if (!(result instanceof CommandResult.Completed done)
          || !done.stdout().text().equals("MARK" + i + "\nRC=0\n")) {
        throw new IllegalStateException(result.toString());
      }
    };
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20), ConsoleClock.SYSTEM);
  }

  private static void measure(String what, Command command, int count) throws Exception {
    double[] took = new double[count];
    for (int i = 0; i < 2 * count; i++) {
      long began = System.nanoTime();
      command.run(i);
      took[i % count] = (System.nanoTime() - began) / 1e6;
    }
    Arrays.sort(took);
    System.out.printf(
        "%-28s %10.3f %10.3f %10.3f%n",
        what, took[count / 2], took[count * 99 / 100], took[count - 1]);
  }
}
