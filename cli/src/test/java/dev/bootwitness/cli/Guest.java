package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Event;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The QEMU of a run, as the host sees it. */
record Guest(long pid, List<String> argv) {

  static Guest of(List<Event> events) {
    return events.stream()
        .filter(Event.MachineStarted.class::isInstance)
        .map(Event.MachineStarted.class::cast)
        .map(started -> new Guest(started.pid(), started.argv()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no machine was started"));
  }

  /** What runs under that id: empty for nothing and for a zombie, see proc(5). */
  String commandLine() throws IOException {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    } catch (NoSuchFileException gone) {
      return "";
    }
  }

  void assertRuns() throws IOException {
    assertThat(commandLine()).contains("qemu-system-x86_64");
  }

  void assertGone() throws IOException {
    assertThat(commandLine()).doesNotContain("qemu-system-x86_64");
  }

  /** QEMU holds locks on its disks until it is gone, so a granted lock shows that it is gone. */
  void awaitEnd() throws IOException {
    Path disk =
        argv.stream()
            .filter(argument -> argument.startsWith("node-name=data0"))
            .map(argument -> Path.of(argument.substring(argument.indexOf("filename=") + 9)))
            .findFirst()
            .orElseThrow(() -> new AssertionError("give the spec a disk"));
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      assertThat(channel.lock().isValid()).isTrue();
    }
  }
}
