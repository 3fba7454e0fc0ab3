package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RunDirectory;
import java.io.Console;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bootwitness attach}. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description =
        "Connects you to the live console of a run. The run goes on and keeps recording. Ctrl-] q"
            + " leaves.",
    footer = {
      "",
      "What you type goes to the console that the run itself types on, and into its record, where"
          + " passwords typed at a password prompt are masked. Typing while the run logs in or checks"
          + " may make it fail; --read-only is always safe.",
      "The console has a fixed, wide size. The guest does not learn the size of your window."
    })
final class AttachCommand implements Callable<Integer> {

  @Mixin private RunArgument run = new RunArgument();

  @Option(names = "--read-only", description = "Only watch; keys are ignored.")
  private boolean readOnly;

  @Override
  public Integer call() throws IOException {
    Path folder;
    try {
      folder = run.find().path();
    } catch (IOException e) {
      return refuse(FileTrouble.of(e));
    }
    if (!onTerminal()) {
      return refuse(
          "standard input and output must both be a terminal. To watch without one:"
              + " tail -f "
              + new RunDirectory(folder).serialText());
    }
    return attach(folder, readOnly);
  }

  /** Java 25 has no console at all unless standard input and output are terminals (JDK-8351435). */
  @SuppressWarnings("SystemConsoleNull") // true of Java 22 to 24, and of 25 with -Djdk.console
  static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Connects the person to the console of a running run. */
  static int attach(Path folder, boolean readOnly) throws IOException {
    Path socket;
    SocketChannel channel;
    try {
      socket = new RunDirectory(folder).attachSocket().toRealPath();
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return refuse(notRunning(folder));
    }
    try (channel;
        Terminal terminal = quietTerminal()) {
      String ended =
          new AttachSession(
                  terminal,
                  channel,
                  readOnly,
                  SessionWords.ofRun(folder.getFileName().toString(), readOnly))
              .run(() -> Files.exists(socket));
      System.out.println(ended);
    }
    return ExitCodes.PASSED;
  }

  /**
   * The person's terminal. It is not probed for its capabilities: JLine's probe for grapheme
   * clusters prints on the screen, and its reader takes keys (and the terminal's answers) away from
   * us.
   */
  static Terminal quietTerminal() throws IOException {
    return TerminalBuilder.builder().provider("ffm").dumb(false).graphemeCluster(false).build();
  }

  private static String notRunning(Path folder) {
    return Files.exists(new RunDirectory(folder).verdict())
        ? folder.getFileName()
            + " has ended. Read its console in "
            + new RunDirectory(folder).serialText()
            + ", and its verdict with: bootwitness report "
            + folder
        : folder.getFileName()
            + " has no console now. Either its machine is not powered on yet, or the run was killed."
            + " Try again, or read "
            + new RunDirectory(folder).events();
  }

  private static int refuse(String why) {
    System.err.println("bootwitness attach: " + why);
    return ExitCodes.USAGE_OR_SPEC;
  }
}
