package dev.bootwitness.image.system;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a system is started, and what is looked for in it.
 *
 * @param commandLine the kernel's
 * @param packs paths that show that a pack's product is in the image, by the pack's name
 * @param today accounts that expired before are expired
 */
public record SystemScene(String commandLine, Map<String, List<String>> packs, LocalDate today) {

  /** Copies the map. */
  public SystemScene {
    packs = Map.copyOf(packs);
  }

  /** The words of the command line. */
  public List<String> words() {
    return Arrays.stream(commandLine.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList();
  }

  /** The last value of a parameter. */
  public Optional<String> value(String parameter) {
    return words().stream()
        .filter(word -> word.startsWith(parameter + "="))
        .map(word -> word.substring(parameter.length() + 1))
        .reduce((_, last) -> last);
  }

  /** The consoles without their options, in order. */
  public List<String> consoles() {
    return words().stream()
        .filter(word -> word.startsWith("console="))
        .map(word -> word.substring("console=".length()).split(",", 2)[0])
        .toList();
  }
}
