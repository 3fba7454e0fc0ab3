package dev.bootwitness.engine.console;

import dev.bootwitness.machine.host.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A place for a socket that people find by a running run's record.
 *
 * <p>It is in a private directory with a short path, since a socket's path may have 107 bytes only
 * (unix(7)); the record holds a link to it as long as the run lasts. After a kill the link leads
 * nowhere, or to a socket that nobody listens on.
 */
public final class RecordSocket implements AutoCloseable {

  private final PrivateDirectory directory;
  private final Path link;

  private RecordSocket(PrivateDirectory directory, Path link) {
    this.directory = directory;
    this.link = link;
  }

  /** Creates a place that has no link yet. */
  public static RecordSocket of(Path link) throws IOException {
    return new RecordSocket(PrivateDirectory.forSockets(), link);
  }

  /** The path to listen on. */
  public Path path() {
    return directory.file(link.getFileName().toString());
  }

  /** Creates the record's link; to be called when the socket is listening. */
  public void publish() throws IOException {
    Files.createSymbolicLink(link, path());
  }

  /** Removes link and directory. */
  @Override
  public void close() {
    try (directory) {
      Files.deleteIfExists(link);
    } catch (IOException e) {
      // A link that leads nowhere: its user learns that the run has ended.
    }
  }
}
