package dev.bootwitness.serve.store;

import dev.bootwitness.diagnosis.known.KnownEntry;
import java.util.List;

/**
 * A project's {@code known.yaml}.
 *
 * @param problems its mistakes, a sentence each; it then has no entries
 */
public record KnownFailures(List<KnownEntry> entries, List<String> problems) {
  public KnownFailures {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }
}
