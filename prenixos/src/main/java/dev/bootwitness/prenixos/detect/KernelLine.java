package dev.bootwitness.prenixos.detect;

import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.plan.PlanOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The kernel's command line, word by word.
 *
 * @param words without the quotes that may enclose them
 */
public record KernelLine(List<String> words) {
  private static final String OURS = "pre-nixos.";

  public KernelLine {
    words = List.copyOf(words);
  }

  public static KernelLine parse(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.strip().split("\\s+", -1)) {
      words.add(word.replace("\"", ""));
    }
    return new KernelLine(words);
  }

  /** The values of a word, in the order in which they stand. */
  List<String> values(String key) {
    return words.stream()
        .filter(word -> word.startsWith(key + "="))
        .map(word -> word.substring(key.length() + 1))
        .toList();
  }

  /** Only exactly {@code pre-nixos.force-cleanup=1} forces, and only whole serials name. */
  public Consent consent() {
    List<String> names =
        values(OURS + "wipe").stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .filter(name -> !name.isEmpty())
            .toList();
    return new Consent(values(OURS + "force-cleanup").contains("1"), names);
  }

  public PlanOptions options() {
    return new PlanOptions(
        values(OURS + "mode").contains("fast"),
        values(OURS + "prefer-raid6-on-four").contains("1"));
  }
}
