package dev.bootwitness.console.captor;

import dev.bootwitness.console.terminal.ScreenView;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.safere.Pattern;

/**
 * Recognises programs by their whole screen: editors and monitors.
 *
 * <p>A screen that such a program left must not be mistaken for the program. An editor must
 * therefore show something below the cursor, where a shell has nothing; for a monitor, none of our
 * own output may be between its header and the cursor.
 */
final class ScreenSigns {

  private static final List<String> LEAVE_VI = List.of("\033", ":q!\r", "\033", ":qa!\r");

  private static final int TILDES = 3;

  /**
   * The start of a row that the shell library's own loop printed; a process list may contain it.
   */
  private static final String OURS = "~bw";

  private static final Pattern VI_STATUS =
      Pattern.compile(
          "-- (?:INSERT|REPLACE|VISUAL|VISUAL LINE|VISUAL BLOCK) --.*"
              + "|\".*\" (?:\\[.*\\] *)?[0-9]+(?:L, [0-9]+[BC]| lines?, [0-9]+ char.*).*"
              + "|.*[0-9]+,[0-9]+(?:-[0-9]+)? +(?:All|Top|Bot|[0-9]+%)"
              + "|[-IRV] .* [0-9]+/[0-9]+ [0-9]+%.*");

  private static final Pattern COMMAND = Pattern.compile("[:/?].*");

  private ScreenSigns() {}

  static Optional<ForegroundProgram> in(ScreenView screen) {
    return nano(screen)
        .or(() -> vi(screen))
        .or(() -> viCommand(screen))
        .or(() -> monitor(screen))
        .or(() -> bc(screen));
  }

  private static Optional<ForegroundProgram> vi(ScreenView screen) {
    List<String> below = below(screen);
    long tildes = below.stream().filter("~"::equals).count();
    boolean status = !below.isEmpty() && VI_STATUS.matcher(below.getLast().strip()).matches();
    if (tildes < TILDES && !status) {
      return Optional.empty();
    }
    return Optional.of(
        new ForegroundProgram(
            ForegroundProgram.Kind.EDITOR, "vi", Quote.of(below.getLast()), true, LEAVE_VI));
  }

  /** vi's own command line is its last row, with the cursor on it. */
  private static Optional<ForegroundProgram> viCommand(ScreenView screen) {
    int row = screen.cursor().row();
    String line = screen.cursorLine();
    boolean command = row == screen.lines().size() && COMMAND.matcher(line).matches();
    // The cursor may be far below the last non-blank row.
    int bottom = Math.clamp(row - 1, 0, screen.lines().size());
    List<String> above = screen.lines().subList(Math.clamp(row - 6, 0, bottom), bottom);
    boolean tildes = above.stream().filter(r -> r.startsWith("~")).count() >= TILDES;
    return command && tildes
        ? Optional.of(
            new ForegroundProgram(
                ForegroundProgram.Kind.EDITOR, "vi", Quote.of(line), true, LEAVE_VI))
        : Optional.empty();
  }

  private static Optional<ForegroundProgram> nano(ScreenView screen) {
    Predicate<String> saving = row -> row.contains("N No") && row.contains("^C Cancel");
    Predicate<String> help = row -> row.contains("^X Exit");
    List<String> rows =
        screen
            .lines()
            .subList(
                Math.min(screen.cursor().row() - 1, screen.lines().size()), screen.lines().size());
    String joined = String.join(" ", rows);
    if (saving.test(joined)) {
      return Optional.of(
          new ForegroundProgram(
              ForegroundProgram.Kind.EDITOR,
              "nano",
              Quote.of(screen.cursorLine()),
              true,
              List.of("n")));
    }
    return rows.stream()
        .filter(help)
        .findFirst()
        .map(row ->
            new ForegroundProgram(
                ForegroundProgram.Kind.EDITOR,
                "nano",
                Quote.of(row),
                true,
                List.of("\030", "\003", "\030")));
  }

  private static Optional<ForegroundProgram> monitor(ScreenView screen) {
    return above(screen, "top - [0-9:]+ up .*|Mem: [0-9]+K used, [0-9]+K free.*")
        .map(row ->
            new ForegroundProgram(
                ForegroundProgram.Kind.FULL_SCREEN, "top", row, false, List.of("q", "\003")))
        .or(() ->
            above(screen, "Every [0-9.]+s: .*")
                .map(row ->
                    new ForegroundProgram(
                        ForegroundProgram.Kind.FULL_SCREEN, "watch", row, false, List.of("\003"))))
        .or(() ->
            below(screen).stream()
                .filter(row -> row.contains("F10Quit"))
                .findFirst()
                .map(row ->
                    new ForegroundProgram(
                        ForegroundProgram.Kind.FULL_SCREEN,
                        "htop",
                        Quote.of(row),
                        true,
                        List.of("q", "\003"))));
  }

  /** bc has no prompt; its greeting, or its error message about a shell command, identifies it. */
  private static Optional<ForegroundProgram> bc(ScreenView screen) {
    int row = screen.cursor().row();
    if (!screen.cursorLine().isEmpty()) {
      return Optional.empty();
    }
    String before = screen.line(row - 1);
    boolean bc =
        before.startsWith("For details type `warranty'")
            || before.startsWith("(standard_in) ")
            || before.startsWith("(interrupt) use quit to exit");
    return bc
        ? Optional.of(
            new ForegroundProgram(
                ForegroundProgram.Kind.INTERPRETER,
                "bc",
                Quote.of(before),
                false,
                List.of("\003", "\004")))
        : Optional.empty();
  }

  /** The first row from the top that {@code regex} matches, after the last row of our own. */
  private static Optional<String> above(ScreenView screen, String regex) {
    int cursor = Math.min(screen.cursor().row(), screen.lines().size());
    List<String> rows = screen.lines().subList(0, cursor);
    int ours = cursor - 1;
    while (ours >= 0 && !rows.get(ours).startsWith(OURS)) {
      ours--;
    }
    Pattern pattern = Pattern.compile(regex);
    return rows.subList(ours + 1, cursor).stream()
        .filter(row -> pattern.matcher(row).matches())
        .findFirst()
        .map(Quote::of);
  }

  private static List<String> below(ScreenView screen) {
    List<String> lines = screen.lines();
    return lines.subList(Math.min(screen.cursor().row(), lines.size()), lines.size());
  }
}
