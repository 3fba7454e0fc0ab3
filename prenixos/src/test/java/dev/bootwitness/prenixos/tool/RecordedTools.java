package dev.bootwitness.prenixos.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers commands with what tools printed on a real machine; of the rest, that they succeeded. */
public final class RecordedTools implements Tools {
  private final Map<String, ToolOutcome> answers = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  /** The answer to every command that begins with these words. */
  public RecordedTools answer(String words, String output) {
    return fail(words, 0, output, "");
  }

  public RecordedTools fail(String words, int exit, String output, String errors) {
    answers.put(words, new ToolOutcome(List.of(), exit, output, errors));
    return this;
  }

  /** What was run, as a shell takes it. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public ToolOutcome run(List<String> command) {
    String line = ShellQuoting.line(command);
    asked.add(line);
    ToolOutcome answer =
        answers.entrySet().stream()
            .filter(e -> line.startsWith(e.getKey()))
            .map(Map.Entry::getValue)
            .reduce((first, last) -> last)
            .orElse(new ToolOutcome(command, 0, "", ""));
    return new ToolOutcome(command, answer.exit(), answer.output(), answer.errors());
  }
}
