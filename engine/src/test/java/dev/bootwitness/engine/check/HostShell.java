package dev.bootwitness.engine.check;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.ProcessConsoleChannel;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.shell.Nonces;
import dev.bootwitness.engine.binding.Scale;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.SecretMask;
import dev.bootwitness.record.StampedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A shell of this host on a pseudo-terminal (script(1) of util-linux), in the place of a guest's.
 */
final class HostShell implements AutoCloseable {

  private final Process process;
  private final Console console;
  private final RecordWriter record;
  private final CheckRunner runner;

  /**
   * Starts it.
   *
   * @param programs a folder whose programs come before the host's
   * @param project where the record goes
   */
  HostShell(Path programs, Path project) throws IOException {
    this(programs, ":" + System.getenv("PATH"), project);
  }

  /**
   * Starts one on a host that lacks programs.
   *
   * @param programs an empty folder, which then has all programs of this host but those
   */
  static HostShell without(Set<String> lacking, Path programs, Path project) throws IOException {
    for (String folder : List.of("/usr/bin", "/bin")) {
      try (Stream<Path> all = Files.list(Path.of(folder))) {
        for (Path program : all.toList()) {
          Path link = programs.resolve(program.getFileName());
          if (!lacking.contains(link.getFileName().toString())
              && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, program);
          }
        }
      }
    }
    return new HostShell(programs, "", project);
  }

  private HostShell(Path programs, String morePath, Path project) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("script", "-qfec", "bash --norc -i", "/dev/null");
    builder.environment().put("PATH", programs + morePath);
    builder.environment().put("SHELL", "/bin/sh");
    process = builder.redirectErrorStream(true).start();
    console =
        new Console(new ProcessConsoleChannel(process), ConsoleClock.SYSTEM, ConsoleListener.NONE)
            .start();
    record =
        RecordWriter.open(RunDirectory.create(project, "check", Instant.now()), SecretMask.NONE);
    FramedShell shell =
        FramedShell.start(
            console,
            Nonces.from(new SplittableRandom()),
            Deadline.in(Duration.ofSeconds(30), ConsoleClock.SYSTEM));
    runner = new CheckRunner(new GuestShell(shell, Optional.empty(), record), Scale.NONE);
  }

  CheckRunner runner() {
    return runner;
  }

  /** Ends the shell as a panic would, without an answer. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  List<Event> events() throws IOException {
    return RecordReader.all(record.directory()).stream().map(StampedEvent::event).toList();
  }

  @Override
  public void close() {
    console.close();
    process.destroyForcibly();
    record.close();
  }
}
