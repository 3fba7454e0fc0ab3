package dev.bootwitness.machine.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A checkpoint's description of itself: {@value #NAME} in its folder, with JSON on one line and the
 * checksum of that line on the next.
 *
 * @param key the key's id
 * @param about what was frozen
 * @param hostBoot the host's boot in which the files were last known to be intact
 * @param files all other files of the folder
 */
record Manifest(String key, About about, String hostBoot, List<FileSeal> files) {

  static final String NAME = "manifest.json";

  private static final JsonMapper JSON = JsonMapper.shared();

  Manifest {
    files = List.copyOf(files);
  }

  /** The same manifest, checked in this boot of the host. */
  Manifest checked(String boot, List<FileSeal> seals) {
    return new Manifest(key, about, boot, seals);
  }

  /** Reads a folder's manifest; empty when it is missing or damaged in any way. */
  static Optional<Manifest> read(Path folder) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(NAME));
      if (lines.size() != 2 || !lines.get(1).equals(checksum(lines.get(0)))) {
        return Optional.empty();
      }
      return Optional.of(of(JSON.readTree(lines.get(0))));
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** By hand, since to bind a class takes some 10 ms when it is met first. */
  private static Manifest of(JsonNode manifest) {
    List<FileSeal> files = new ArrayList<>();
    for (JsonNode file : manifest.required("files")) {
      files.add(
          new FileSeal(
              file.required("name").stringValue(),
              file.required("bytes").longValue(),
              file.required("stored").longValue(),
              file.required("checksum").longValue(),
              file.required("stamp").stringValue()));
    }
    return new Manifest(
        manifest.required("key").stringValue(),
        about(manifest.required("about")),
        manifest.required("hostBoot").stringValue(),
        files);
  }

  private static About about(JsonNode about) {
    return new About(
        about.required("name").stringValue(),
        about.required("run").stringValue(),
        about.required("record").stringValue(),
        about.required("image").stringValue(),
        about.required("qemu").stringValue(),
        about.required("made").stringValue(),
        about.required("bootSeconds").doubleValue(),
        about.required("pauseSeconds").doubleValue(),
        about.required("memoryBytes").longValue(),
        about.required("uid").intValue(),
        about.required("sideGroup").longValue(),
        about.required("inheritance").stringValue());
  }

  /** Writes it into a folder atomically. */
  void write(Path folder) throws IOException {
    String json = JSON.writeValueAsString(this);
    Path aside = folder.resolve(NAME + ".new");
    Files.writeString(aside, json + "\n" + checksum(json) + "\n");
    Files.move(aside, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String checksum(String line) {
    CRC32C sum = new CRC32C();
    sum.update(line.getBytes(StandardCharsets.UTF_8));
    return "crc32c:%08x".formatted(sum.getValue());
  }
}
