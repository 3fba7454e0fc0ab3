package dev.bootwitness.console.captor;

import static dev.bootwitness.console.captor.ForegroundProgram.Kind.CONTINUATION;
import static dev.bootwitness.console.captor.ForegroundProgram.Kind.INTERPRETER;
import static dev.bootwitness.console.captor.ForegroundProgram.Kind.PAGER;
import static dev.bootwitness.console.captor.ForegroundProgram.Kind.PASSWORD;
import static dev.bootwitness.console.captor.ForegroundProgram.Kind.QUESTION;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.safere.Pattern;

/**
 * A table of the prompts of programs that read a terminal line by line or key by key.
 *
 * <p>Each pattern is matched against the row of the cursor, without trailing blanks. Sources: the
 * programs themselves (less 590, util-linux 2.38, busybox 1.35, vim 9.0, sqlite 3.40, gdb 13, bash
 * 5.2, zsh 5.9), dpkg(1), fdisk(8), parted(8), psql(1).
 */
final class PromptSigns {

  private static final String CTRL_C = "\003";
  private static final String CTRL_D = "\004";
  private static final String CTRL_BACKSLASH = "\034";

  /** Prompts that ask an administrator for a key or a line at boot belong to the login. */
  private static final Pattern NOT_OURS =
      Pattern.compile("(?i)for maintenance|activate this console|login:");

  private record Sign(
      ForegroundProgram.Kind kind,
      String program,
      boolean certain,
      Pattern prompt,
      List<String> keys) {}

  private static final List<Sign> SIGNS =
      List.of(
          sure(PAGER, "man", " ?Manual page .*\\(press h for help or q to quit\\)", "q"),
          sure(PAGER, "less", ".*\\(END\\)(?: - Next: .*)?", "q"),
          sure(PAGER, "less", "(?:.* )?lines [0-9]+-[0-9]+(?:/[0-9]+)?(?: .*%)?", "q"),
          sure(PAGER, "less", ":|HELP -- .*|.*\\(press RETURN\\)", "q"),
          sure(PAGER, "more", ".*--More-- ?(?:\\(.*\\))?", "q"),
          sure(
              CONTINUATION,
              "a search of the history",
              "(?:\\((?:failed )?(?:reverse-)?i-search\\)"
                  + "|(?:failing )?(?:bck|fwd)-i-search:).*",
              CTRL_C),
          sure(QUESTION, "vim", "\\[O\\]pen Read-Only, \\(E\\)dit anyway.*", "q"),
          sure(
              ForegroundProgram.Kind.EDITOR,
              "vim",
              "Press ENTER or type command to continue",
              ":q!\r"),
          sure(
              QUESTION,
              "dpkg",
              ".*\\(Y/I/N/O/D/Z\\) \\[default=[A-Z]\\] \\?",
              CTRL_C,
              CTRL_BACKSLASH),
          sure(
              QUESTION,
              QUESTION.words(),
              "(?i).*[\\[(](?:y/n|yes/no|y or n|yes or no)" + "(?:/[^\\])]{0,40})?[\\])]+[ ?:]*",
              CTRL_C,
              CTRL_BACKSLASH),
          sure(
              PASSWORD,
              PASSWORD.words(),
              "(?i)[^:]{0,100}(?:password|passphrase|\\bpin)\\b.{0,100}:",
              CTRL_C,
              CTRL_BACKSLASH),
          sure(INTERPRETER, "sqlite3", "sqlite>", CTRL_D),
          // At the end of input sqlite3 runs what it has read; a third Ctrl-C in a row ends it
          // without that.
          sure(INTERPRETER, "sqlite3", " {3}\\.\\.\\.>", CTRL_C, CTRL_BACKSLASH),
          sure(INTERPRETER, "a debugger", "\\((?:gdb|lldb|Pdb|ipdb|rdb:[0-9]+)\\)", CTRL_C, CTRL_D),
          sure(INTERPRETER, "mysql", "(?:mysql|MariaDB \\[[^\\]]*\\])>", CTRL_D),
          sure(INTERPRETER, "mysql", " {3,}(?:->|'>|\">|`>)", CTRL_C, CTRL_D),
          sure(INTERPRETER, "irb", "irb\\([^)]*\\):[0-9]+(?::[0-9]+)?[>*\"']", CTRL_C, CTRL_D),
          sure(INTERPRETER, "ipython", "In \\[[0-9]+\\]:", CTRL_C, CTRL_D, CTRL_D),
          sure(
              INTERPRETER,
              "a partition editor",
              "\\(parted\\)|Command \\([m?] for help\\):",
              "q\r",
              CTRL_C),
          sure(
              INTERPRETER,
              "a network client",
              "(?:ftp|sftp|telnet|lftp [^>]*|nslookup)>",
              CTRL_D,
              CTRL_C),
          likely(INTERPRETER, "psql", "[A-Za-z0-9_-]+=[#>]", CTRL_D),
          likely(INTERPRETER, "python", ">>>", CTRL_D, CTRL_C, CTRL_D),
          likely(INTERPRETER, "an interpreter", "\\.\\.\\.", CTRL_C, CTRL_D),
          likely(
              CONTINUATION,
              CONTINUATION.words(),
              "(?:(?:heredoc|[bd]?quote|if|then|else|elif|elif-then|for|while|until|case|select|repeat"
                  + "|cmdsubst|cmdand|cmdor|pipe|function|braceparam|mathsubst|subsh|cursh|array)"
                  + "(?: [a-z ]+)?)?>",
              CTRL_C,
              CTRL_D),
          likely(
              QUESTION,
              QUESTION.words(),
              "(?i).*(?:press|hit) (?:any key|enter|return)\\b.*",
              CTRL_C,
              CTRL_BACKSLASH));

  private PromptSigns() {}

  private static Sign sure(
      ForegroundProgram.Kind kind, String program, String prompt, String... keys) {
    return new Sign(kind, program, true, Pattern.compile(prompt), Arrays.asList(keys));
  }

  private static Sign likely(
      ForegroundProgram.Kind kind, String program, String prompt, String... keys) {
    return new Sign(kind, program, false, Pattern.compile(prompt), Arrays.asList(keys));
  }

  /**
   * The program whose prompt {@code line} is; {@code line} is the cursor row without trailing
   * blanks.
   */
  static Optional<ForegroundProgram> in(String line) {
    if (line.isEmpty() || NOT_OURS.matcher(line).find()) {
      return Optional.empty();
    }
    return SIGNS.stream()
        .filter(sign -> sign.prompt.matcher(line).matches())
        .findFirst()
        .map(sign ->
            new ForegroundProgram(
                sign.kind, sign.program, Quote.of(line), sign.certain, sign.keys));
  }
}
