package dev.bootwitness.machine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMemoryTest {

  private static final long GIB = 1L << 30;

  @TempDir Path root;

  @BeforeEach
  void aHostOfEightGib() throws IOException {
    write("proc/meminfo", "MemTotal: 8388608 kB\nMemFree: 1 kB\nMemAvailable: 6291456 kB\n");
    write("proc/self/cgroup", "0::/\n");
  }

  @Test
  void withoutGroupsItIsTheHosts() throws IOException {
    assertThat(HostMemory.under(root)).isEqualTo(new HostMemory(8 * GIB, 6 * GIB));
  }

  @Test
  void theTightestGroupCountsLessWhatCanBeReclaimed() throws IOException {
    write("proc/self/cgroup", "0::/ci/job\n");
    write("sys/fs/cgroup/ci/memory.max", 4 * GIB + "\n");
    write("sys/fs/cgroup/ci/memory.current", 3 * GIB + "\n");
    write("sys/fs/cgroup/ci/memory.stat", "anon 5\ninactive_file " + GIB + "\n");
    write("sys/fs/cgroup/ci/job/memory.max", "max\n");

    assertThat(HostMemory.under(root)).isEqualTo(new HostMemory(4 * GIB, 2 * GIB));
  }

  @Test
  void theOlderGroupsCountAsWell() throws IOException {
    write("proc/self/cgroup", "5:cpu:/\n4:memory:/docker/x\n0::/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", GIB + "\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", 2 * GIB + "\n");

    assertThat(HostMemory.under(root)).isEqualTo(new HostMemory(GIB, 0));
  }

  @Test
  void thisHostHasSome() throws IOException {
    HostMemory now = HostMemory.now();

    assertThat(now.available()).isPositive().isLessThanOrEqualTo(now.total());
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
