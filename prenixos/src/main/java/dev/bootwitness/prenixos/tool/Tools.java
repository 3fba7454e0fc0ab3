package dev.bootwitness.prenixos.tool;

import java.util.List;

/** Runs programs of the system. */
public interface Tools {

  /** Runs a program to its end; that it failed, or is missing, is a result. */
  ToolOutcome run(List<String> command);

  default ToolOutcome run(String... command) {
    return run(List.of(command));
  }
}
