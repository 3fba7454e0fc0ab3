package dev.bootwitness.console.captor;

import java.util.List;

/**
 * A program that holds a terminal instead of a shell and takes what is typed.
 *
 * @param program its name for a person, as far as its screen shows it: "less", "a pager"
 * @param quote the evidence: a line of the screen
 * @param certain whether no shell's prompt and no line of ordinary output looks like it
 * @param keys how to leave it, mildest first: each key is typed only if the program is still there
 *     after the keys before it. None of them saves or confirms anything
 */
public record ForegroundProgram(
    Kind kind, String program, String quote, boolean certain, List<String> keys) {

  public ForegroundProgram {
    keys = List.copyOf(keys);
  }

  /** What it is. */
  public enum Kind {
    PAGER("a pager"),
    EDITOR("an editor"),
    INTERPRETER("an interpreter"),
    CONTINUATION("an unfinished command line"),
    PASSWORD("a password prompt"),
    QUESTION("a question"),
    FULL_SCREEN("a full-screen program");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For a person. */
    public String words() {
      return words;
    }
  }

  /** Whether it is the same program as {@code other}, whatever else both show. */
  boolean sameAs(ForegroundProgram other) {
    return kind == other.kind && program.equals(other.program) && keys.equals(other.keys);
  }

  /** One phrase: {@code less (a pager), showing "(END)"}. */
  public String describe() {
    String name = program.equals(kind.words) ? program : program + " (" + kind.words + ")";
    return name + ", showing \"" + quote + "\"";
  }
}
