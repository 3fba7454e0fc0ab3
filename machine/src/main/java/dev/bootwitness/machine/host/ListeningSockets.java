package dev.bootwitness.machine.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Any number of {@link ListeningSocket}s, closed together. */
public record ListeningSockets(List<ListeningSocket> sockets) implements AutoCloseable {

  /** Copies the list. */
  public ListeningSockets {
    sockets = List.copyOf(sockets);
  }

  /** Listens at each path, or at none when one of them is unavailable. */
  public static ListeningSockets at(List<Path> paths) throws IOException {
    List<ListeningSocket> open = new ArrayList<>();
    try {
      for (Path path : paths) {
        open.add(ListeningSocket.at(path));
      }
      return new ListeningSockets(open);
    } catch (IOException | RuntimeException e) {
      open.forEach(ListeningSocket::close);
      throw e;
    }
  }

  @Override
  public void close() {
    sockets.forEach(ListeningSocket::close);
  }
}
