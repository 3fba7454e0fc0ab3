package dev.bootwitness.engine.binding;

import java.util.List;
import java.util.stream.Collectors;

/** A spec does not parse or violates its schema; carries every mistake found, in file order. */
public final class SpecException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<SpecProblem> problems;

  public SpecException(List<SpecProblem> problems) {
    super(problems.stream().map(SpecProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** At least one. */
  public List<SpecProblem> problems() {
    return problems;
  }
}
