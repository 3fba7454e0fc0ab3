package dev.bootwitness.engine;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.ListenerChain;
import dev.bootwitness.console.attach.ConsoleShare;
import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.machine.host.PrivateDirectory;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a run's console one that people can attach to, from power-on to the run's end.
 *
 * <p>The socket stands in a private directory with a short path, since a socket's path may have 107
 * bytes only (unix(7)); the record holds a link to it ({@link RunDirectory#attachSocket}) as long
 * as the run lasts. After a kill the link leads nowhere, or to a socket that nobody listens on.
 */
final class AttachPoint implements ConsoleListener {

  private final PrivateDirectory directory;
  private final Path link;

  private AttachPoint(PrivateDirectory directory, Path link) {
    this.directory = directory;
    this.link = link;
  }

  /**
   * A console over {@code channel} that tells {@code recorder}, then whoever is attached. If people
   * cannot be let in, the record says so and the run goes on without.
   */
  static Console console(RecordWriter record, ConsoleChannel channel, ConsoleListener recorder) {
    try {
      PrivateDirectory directory = PrivateDirectory.forSockets();
      try {
        Path link = record.directory().attachSocket();
        Path socket = directory.file(link.getFileName().toString());
        ConsoleShare share = ConsoleShare.open(socket);
        Files.createSymbolicLink(link, socket);
        AttachPoint point = new AttachPoint(directory, link);
        Console console =
            new Console(channel, ConsoleClock.SYSTEM, ListenerChain.of(recorder, share, point));
        share.start(console);
        return console;
      } catch (IOException e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      record.append(new Event.ToolOutput("attach", "nobody can attach to this run: " + e));
      return new Console(channel, ConsoleClock.SYSTEM, recorder);
    }
  }

  @Override
  public void closed(String reason) {
    try (directory) {
      Files.deleteIfExists(link);
    } catch (IOException e) {
      // A link that leads nowhere: attach says that the run has ended.
    }
  }
}
