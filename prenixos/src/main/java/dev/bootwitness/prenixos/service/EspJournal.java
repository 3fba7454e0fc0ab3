package dev.bootwitness.prenixos.service;

import dev.bootwitness.prenixos.status.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What an apply has done, kept on every ESP, so that the loss of one disk does not lose it. */
final class EspJournal {
  static final String FOLDER = "pre-nixos";
  static final String PLAN = "plan.json";

  private final List<Path> folders = new ArrayList<>();

  /** Begins it on these mounted ESPs. */
  void begin(List<Path> esps, String plan, String apply) throws IOException {
    for (Path esp : esps) {
      Path folder = Files.createDirectories(esp.resolve(FOLDER));
      AtomicFile.write(folder.resolve(PLAN), plan);
      folders.add(folder);
    }
    add("apply " + apply);
  }

  /** Adds a line, and returns when it is on the disks; nothing before {@link #begin}. */
  void add(String line) throws IOException {
    for (Path folder : folders) {
      try (FileChannel file =
          FileChannel.open(
              folder.resolve("journal"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND)) {
        file.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        file.force(true);
      }
    }
  }

  void end() {
    folders.clear();
  }
}
