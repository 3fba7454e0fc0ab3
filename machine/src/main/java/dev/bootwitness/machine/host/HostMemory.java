package dev.bootwitness.machine.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Memory this process may use, in bytes: the host's, within the limits of its control groups.
 *
 * @param total the whole memory
 * @param available what can be allocated now without swapping
 */
public record HostMemory(long total, long available) {

  private static final long KIB = 1024;

  /**
   * The memory as it is now. Sources: proc(5), MemAvailable; the kernel's cgroup-v2.rst and
   * cgroup-v1/memory.rst.
   */
  public static HostMemory now() throws IOException {
    return under(Path.of("/"));
  }

  /** The same for a host whose files are below {@code root}. */
  static HostMemory under(Path root) throws IOException {
    List<String> lines = Files.readAllLines(root.resolve("proc/meminfo"));
    HostMemory memory =
        new HostMemory(field(lines, "MemTotal:") * KIB, field(lines, "MemAvailable:") * KIB);
    for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].isEmpty()) {
        memory =
            memory.within(root.resolve("sys/fs/cgroup"), parts[2], "memory.max", "memory.current");
      } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
        memory =
            memory.within(
                root.resolve("sys/fs/cgroup/memory"),
                parts[2],
                "memory.limit_in_bytes",
                "memory.usage_in_bytes");
      }
    }
    return memory;
  }

  /** Every group up to the root limits memory; in a container some groups are not visible. */
  private HostMemory within(Path mount, String group, String limit, String usage) {
    HostMemory memory = this;
    @Nullable Path at = mount.resolve(group.substring(1)).normalize();
    while (at != null && at.startsWith(mount)) {
      Optional<Long> most = number(at.resolve(limit));
      if (most.isPresent()) {
        long used = number(at.resolve(usage)).orElse(0L) - reclaimable(at.resolve("memory.stat"));
        memory =
            new HostMemory(
                Math.min(memory.total, most.get()),
                Math.min(memory.available, Math.max(0, most.get() - used)));
      }
      at = at.getParent();
    }
    return memory;
  }

  /** Page cache that was not used recently counts as usage and is released on demand. */
  private static long reclaimable(Path stat) {
    try {
      List<String> lines = Files.readAllLines(stat);
      return Math.max(field(lines, "inactive_file "), field(lines, "total_inactive_file "));
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }

  private static Optional<Long> number(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.equals("max") ? Optional.empty() : Optional.of(Long.parseLong(text));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static long field(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }
}
