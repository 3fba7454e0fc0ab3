package dev.bootwitness.prenixos.network;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the network cards from /sys/class/net (kernel Documentation/ABI/testing/sysfs-class-net).
 */
record LinkReader(Path root) {

  /** The cards: what has a device below it, so no bridge and not {@code lo}. */
  List<NetworkLink> links() {
    List<NetworkLink> links = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root.resolve("sys/class/net"))) {
      for (Path link : all) {
        Path device = link.resolve("device");
        if (Files.exists(device)) {
          links.add(
              new NetworkLink(
                  link.getFileName().toString(),
                  read(link.resolve("carrier")).equals("1"),
                  speed(read(link.resolve("speed"))),
                  device.toRealPath().toString()));
        }
      }
    } catch (IOException e) {
      return links;
    }
    return links;
  }

  /** -1 stands for "not known"; a link that is down fails with EINVAL. */
  private static int speed(String text) {
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
