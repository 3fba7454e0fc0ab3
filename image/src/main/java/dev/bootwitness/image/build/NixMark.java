package dev.bootwitness.image.build;

import dev.bootwitness.image.nix.NixCommand;
import dev.bootwitness.image.nix.NixOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file in a cache's entry that says what Nix made; the output itself is in Nix's store. */
final class NixMark {

  private static final String NAME = "nix-output";
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private NixMark() {}

  /** Asks Nix about a path of its store; the hash is empty when it does not answer. */
  static NixOutput ask(Path storePath, Path directory, Map<String, String> environment)
      throws InterruptedException {
    return HostCommand.answer(NixCommand.pathInfo(storePath), directory, environment, WITHIN)
        .flatMap(NixOutput::of)
        .orElse(new NixOutput(storePath.toString(), ""));
  }

  static void write(Path entry, NixOutput output) throws IOException {
    Files.write(
        entry.resolve(NAME), List.of(output.storePath(), output.narHash()), StandardCharsets.UTF_8);
  }

  static Optional<NixOutput> read(Path entry) throws IOException {
    try {
      List<String> lines = Files.readAllLines(entry.resolve(NAME), StandardCharsets.UTF_8);
      return lines.size() < 2
          ? Optional.empty()
          : Optional.of(new NixOutput(lines.get(0), lines.get(1)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
