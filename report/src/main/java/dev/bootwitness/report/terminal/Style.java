package dev.bootwitness.report.terminal;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.Outcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the reader's terminal can show.
 *
 * @param colour whether escape sequences for colour may be written
 * @param unicode whether it shows more than ASCII
 * @param docs the pages of causes, which it shows as links; none unless it is known to do so
 */
public record Style(boolean colour, boolean unicode, CauseDocs docs) {
  /** For files and pipes. */
  public static final Style PLAIN = new Style(false, true);

  /** The style of a terminal without links. */
  public Style(boolean colour, boolean unicode) {
    this(colour, unicode, CauseDocs.NONE);
  }

  /**
   * The style for an output.
   *
   * <p>No colour when {@code NO_COLOR} is set and not empty (no-color.org), when {@code TERM} is
   * {@code dumb}, or when the output is not a terminal.
   */
  public static Style of(Map<String, String> environment, boolean terminal, Charset charset) {
    boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    boolean links = terminal && !dumb && TerminalLinks.areKnown(environment);
    return new Style(
        terminal && wanted && !dumb,
        charset.equals(StandardCharsets.UTF_8),
        links ? CauseDocs.of(environment) : CauseDocs.NONE);
  }

  /** In the colour of success. */
  public String good(String text) {
    return sgr("32", text);
  }

  /** In the colour of failure. */
  public String bad(String text) {
    return sgr("1;31", text);
  }

  /** In the colour of doubt. */
  public String doubtful(String text) {
    return sgr("33", text);
  }

  /** The mark of an outcome. */
  public String mark(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> passed();
      case FAILED, BROKEN -> failed();
      case INCONCLUSIVE -> "?";
      case INTERRUPTED -> "!";
    };
  }

  /** In the colour of an outcome. */
  String coloured(Outcome outcome, String text) {
    return switch (outcome) {
      case PASSED -> good(text);
      case FAILED, BROKEN -> bad(text);
      case INCONCLUSIVE, INTERRUPTED -> doubtful(text);
    };
  }

  /**
   * The id of a cause, in bold and linked to its page where the terminal shows links.
   *
   * @param shown the id, safe and short enough
   */
  String cause(String id, String shown) {
    String text = strong(shown);
    return docs.page(id).map(page -> TerminalLinks.link(page, text)).orElse(text);
  }

  public String strong(String text) {
    return sgr("1", text);
  }

  public String faint(String text) {
    return sgr("2", text);
  }

  /** The mark of success. */
  public String passed() {
    return unicode ? "✓" : "+";
  }

  /** The mark of failure. */
  public String failed() {
    return unicode ? "✗" : "x";
  }

  public String running() {
    return unicode ? "▶" : ">";
  }

  public String then() {
    return unicode ? " ▸ " : " > ";
  }

  public String and() {
    return unicode ? " · " : " - ";
  }

  String more() {
    return unicode ? "…" : "...";
  }

  /** Makes text safe for this terminal: {@link VisibleText}, and ASCII if necessary. */
  public String safe(String text) {
    String visible = VisibleText.of(text);
    if (unicode || visible.chars().allMatch(c -> c < 0x80)) {
      return visible;
    }
    StringBuilder ascii = new StringBuilder(visible.length());
    visible.codePoints().forEach(c -> ascii.append(c < 0x80 ? (char) c : '?'));
    return ascii.toString();
  }

  /** Safe text of at most this many columns. */
  public String safe(String text, int columns) {
    // Nothing longer can be shown, and a guest's line may be very long.
    String bounded = text.length() > 4 * columns + 4 ? text.substring(0, 4 * columns + 4) : text;
    return ColumnCut.cut(safe(bounded), columns, more());
  }

  private String sgr(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
