package dev.bootwitness.prenixos.detect;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The files in which the kernel describes the machine.
 *
 * @param root {@code /}, or a copy of its {@code proc} and {@code sys}
 */
public record SystemView(Path root) {
  private static final long KIB_OF_GIB = 1L << 20;

  public KernelLine words() {
    return KernelLine.parse(read("proc/cmdline"));
  }

  /** Memory in GiB, rounded up. */
  int memoryGib() {
    return read("proc/meminfo")
        .lines()
        .filter(line -> line.startsWith("MemTotal:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .map(kib -> Math.toIntExact((kib + KIB_OF_GIB - 1) / KIB_OF_GIB))
        .findFirst()
        .orElse(1);
  }

  public String mdstat() {
    return read("proc/mdstat");
  }

  /** Whether something is mounted there. */
  public boolean isMounted(String target) {
    return MountedFrom.parse(mounts()).stream().anyMatch(m -> m.target().equals(target));
  }

  String mounts() {
    return read("proc/self/mounts");
  }

  /** The backing files of loop devices, by the path of the device. */
  Map<String, String> loops() {
    Map<String, String> loops = new HashMap<>();
    try (DirectoryStream<Path> devices =
        Files.newDirectoryStream(root.resolve("sys/block"), "loop*")) {
      for (Path device : devices) {
        String file = read(root.relativize(device.resolve("loop/backing_file")).toString()).strip();
        if (!file.isEmpty()) {
          loops.put("/dev/" + device.getFileName(), file);
        }
      }
    } catch (IOException e) {
      return loops;
    }
    return loops;
  }

  boolean hasDisk(String name) {
    return Files.exists(root.resolve("sys/block").resolve(name));
  }

  /** The text of a file; empty if there is none. */
  private String read(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      return "";
    }
  }
}
