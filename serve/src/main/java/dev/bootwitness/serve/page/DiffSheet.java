package dev.bootwitness.serve.page;

import java.util.List;

/**
 * What {@code compare.jte} shows: the choice of two runs, and their comparison.
 *
 * @param a the id of the first run; may be empty
 * @param b that of the second
 * @param ids some that may be chosen, the newest first
 * @param body HTML that the report's own template made; empty without a comparison
 * @param problem why there is none; empty when there is one, or nothing was asked for
 */
public record DiffSheet(String a, String b, List<String> ids, String body, String problem) {

  public DiffSheet {
    ids = List.copyOf(ids);
  }

  public Frame frame() {
    return new Frame("Compare", "/diff", List.of("diff.css"), List.of());
  }
}
