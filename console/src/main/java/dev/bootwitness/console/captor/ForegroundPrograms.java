package dev.bootwitness.console.captor;

import dev.bootwitness.console.terminal.ScreenView;
import java.util.List;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * Recognises on a screen which program holds the terminal.
 *
 * <p>A pure function, for use when output is quiet and a shell should have answered or a command is
 * running. Text that merely resembles a captor, anywhere but at the cursor, does not count.
 */
public final class ForegroundPrograms {

  /** A kernel message (printk), which may have been printed over a prompt. */
  private static final Pattern KERNEL = Pattern.compile("\\[ *[0-9]{1,6}\\.[0-9]{6}\\] .*");

  /** The terminal's echo of signals, after a prompt that they did not end. */
  private static final Pattern ECHO = Pattern.compile("(?:\\^[C\\\\])+$");

  private static final Pattern NOT_FUNCTIONAL =
      Pattern.compile(".*terminal is not fully functional.*");

  /** A shell's prompt may be in reverse video, too. */
  private static final Pattern PROMPT_LIKE = Pattern.compile("[$#%>❯»λ:]$");

  private ForegroundPrograms() {}

  /** The program that holds the terminal; empty when no known program does. */
  public static Optional<ForegroundProgram> on(ScreenView screen) {
    String line = ECHO.matcher(prompt(screen)).replaceAll("").stripTrailing();
    boolean atEnd = screen.cursor().column() > screen.cursorLine().length();
    return less(screen, line)
        .or(() ->
            PromptSigns.in(line)
                .filter(c -> atEnd || c.kind() == ForegroundProgram.Kind.CONTINUATION))
        .map(captor -> named(captor, screen))
        .or(() -> ScreenSigns.in(screen))
        .or(() -> fullScreen(screen));
  }

  /** The text before the cursor, even if kernel messages were printed over it. */
  private static String prompt(ScreenView screen) {
    int row = screen.cursor().row();
    String line = screen.line(row);
    while (line.isEmpty() && row > 1) {
      row--;
      Matcher kernel = KERNEL.matcher(screen.line(row));
      if (!kernel.find()) {
        return "";
      }
      line = screen.line(row).substring(0, kernel.start()).stripTrailing();
    }
    return line;
  }

  /** less first shows the file name in reverse video, and complains about a dumb terminal. */
  private static Optional<ForegroundProgram> less(ScreenView screen, String line) {
    boolean complains =
        line.equals("Press RETURN to continue")
            && NOT_FUNCTIONAL.matcher(screen.line(screen.cursor().row() - 1)).matches();
    boolean status =
        !screen.standout().isBlank()
            && !PROMPT_LIKE.matcher(screen.standout().strip()).find()
            && PromptSigns.in(line).isEmpty();
    if (complains || status) {
      return Optional.of(
          new ForegroundProgram(
              ForegroundProgram.Kind.PAGER, "less", Quote.of(line), true, List.of("q", "\003")));
    }
    return Optional.empty();
  }

  /** The prompts {@code >} and {@code ...} are those of several programs, which greet by name. */
  private static ForegroundProgram named(ForegroundProgram captor, ScreenView screen) {
    boolean node = screen.lines().stream().anyMatch(row -> row.startsWith("Welcome to Node.js"));
    boolean shared = captor.quote().equals(">") || captor.quote().equals("...");
    return node && shared
        ? new ForegroundProgram(
            ForegroundProgram.Kind.INTERPRETER,
            "node",
            captor.quote(),
            captor.certain(),
            List.of("\003", "\004"))
        : captor;
  }

  private static Optional<ForegroundProgram> fullScreen(ScreenView screen) {
    if (!screen.alternate()) {
      return Optional.empty();
    }
    String quote = screen.lines().isEmpty() ? "" : screen.lines().getLast();
    return Optional.of(
        new ForegroundProgram(
            ForegroundProgram.Kind.FULL_SCREEN,
            ForegroundProgram.Kind.FULL_SCREEN.words(),
            Quote.of(quote),
            true,
            List.of("\003", "q", "\034")));
  }
}
