package dev.bootwitness.engine.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes to a kernel's command line.
 *
 * @param add words put at its end
 * @param remove words taken out; one that ends in {@code =} removes every word with that beginning
 */
public record KernelWords(List<String> add, List<String> remove) {

  public KernelWords {
    add = List.copyOf(add);
    remove = List.copyOf(remove);
  }

  /** The changed command line, its words separated by single spaces. */
  public String apply(String commandLine) {
    List<String> words = new ArrayList<>(split(commandLine));
    words.removeIf(word -> remove.stream().anyMatch(gone -> means(gone, word)));
    words.addAll(add);
    return String.join(" ", words);
  }

  /** The words of {@code remove} that the command line does not have. */
  public List<String> absent(String commandLine) {
    List<String> words = split(commandLine);
    return remove.stream()
        .filter(gone -> words.stream().noneMatch(word -> means(gone, word)))
        .toList();
  }

  private static boolean means(String gone, String word) {
    return gone.endsWith("=") ? word.startsWith(gone) : word.equals(gone);
  }

  private static List<String> split(String commandLine) {
    return Arrays.stream(commandLine.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
