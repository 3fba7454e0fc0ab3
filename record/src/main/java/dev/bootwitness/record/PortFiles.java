package dev.bootwitness.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The output of the guest's serial ports other than the console, byte for byte, with secrets
 * blanked; a file is created when its port first sends something.
 *
 * <p>Not thread-safe: the writer's lock guards it.
 */
final class PortFiles implements AutoCloseable {

  private final RunDirectory directory;
  private final RecordFiles files;
  private final SecretMask mask;
  private final Map<Integer, Port> ports = new HashMap<>();

  PortFiles(RunDirectory directory, RecordFiles files, SecretMask mask) {
    this.directory = directory;
    this.files = files;
    this.mask = mask;
  }

  private record Port(AppendFile file, StreamMask mask) {}

  void received(int number, byte[] bytes, int offset, int length) throws IOException {
    Port port = ports.get(number);
    if (port == null) {
      port =
          new Port(
              files.open(directory.serialRaw(number), AppendFile.WhenLost.STOP), mask.stream());
      ports.put(number, port);
    }
    port.file.append(port.mask.mask(bytes, offset, length));
  }

  /** Writes what is held back, then closes all files. */
  @Override
  public void close() throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (Port port : ports.values()) {
      try (AppendFile file = port.file) {
        file.append(port.mask.end());
      } catch (IOException e) {
        failures.add(e);
      }
    }
    ports.clear();
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }
}
