package dev.bootwitness.image.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks up processes by their session, which Java's process API does not know. */
final class Sessions {

  private static final Path PROC = Path.of("/proc");

  private Sessions() {}

  /** The processes of the session that have not ended; those that end meanwhile may be omitted. */
  static Stream<ProcessHandle> members(long session) {
    return ProcessHandle.allProcesses()
        .filter(process -> session(process).equals(Optional.of(session)));
  }

  // proc(5), /proc/pid/stat: pid (comm) state ppid pgrp session ...; comm may hold spaces and ')'.
  private static Optional<Long> session(ProcessHandle process) {
    try {
      String stat =
          Files.readString(PROC.resolve(process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[0].equals("Z") ? Optional.empty() : Optional.of(Long.valueOf(fields[3]));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
