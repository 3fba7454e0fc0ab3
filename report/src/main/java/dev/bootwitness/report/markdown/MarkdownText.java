package dev.bootwitness.report.markdown;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.report.story.Prose;
import dev.bootwitness.report.terminal.ColumnCut;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text of unknown origin as Markdown that shows it and does nothing else.
 *
 * <p>CommonMark 0.31 and what GitHub and GitLab add to it: tables, autolinks, mentions, references,
 * mathematics. Verbatim text becomes a code span or block with a fence that is longer than any run
 * of backticks in it (sections 4.5 and 6.1), which turns off everything else. In prose, every
 * character with a meaning is escaped; words that a renderer would link automatically become code.
 */
public final class MarkdownText {
  private static final int LONGEST_SPAN = 400;

  /** Words that are linked where they stand: addresses, host names, mentions, references. */
  private static final Pattern LINKED =
      Pattern.compile("@|://|www\\.|(?:^|\\W)(?:[#!$%~&]|GH-)\\w", Pattern.CASE_INSENSITIVE);

  /** Line beginnings that make a list, a rule, or a GitLab command. */
  private static final Pattern LEADING = Pattern.compile("^(\\d{0,9})([-+.)/])");

  private MarkdownText() {}

  /** A code span on one line; long text is cut. Empty for blank text. */
  public static String code(String text) {
    String line = VisibleText.of(oneLine(text)).strip();
    if (line.isEmpty()) {
      return "";
    }
    String cut = ColumnCut.cut(line, LONGEST_SPAN, "…");
    String fence = "`".repeat(longestRun(cut) + 1);
    // The renderer removes a blank at both ends.
    boolean pad = cut.startsWith("`") || cut.endsWith("`");
    return pad ? fence + " " + cut + " " + fence : fence + cut + fence;
  }

  /** The id of a cause as code, linked to its page if it has one. */
  public static String cause(String id, CauseDocs docs) {
    return docs.page(id).map(page -> "[" + code(id) + "](" + page + ")").orElseGet(() -> code(id));
  }

  /** A code span for a cell of a table, where a bar ends the cell even in code. */
  public static String cell(String text) {
    return code(text).replace("|", "\\|");
  }

  /** A sentence within a line; its commands between backticks stay code. */
  public static String prose(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (Prose.Part part : Prose.parts(text)) {
      out.append(part.code() ? code(part.text()) : words(part.text()));
    }
    return out.toString();
  }

  /** A sentence that begins a paragraph or an item. */
  static String paragraph(String text) {
    return LEADING.matcher(prose(text)).replaceFirst("$1\\\\$2");
  }

  /** A fenced block of these lines; the caller bounds it. */
  public static String block(List<String> lines) {
    List<String> safe = lines.stream().map(VisibleText::of).toList();
    int longest = safe.stream().mapToInt(MarkdownText::longestRun).max().orElse(0);
    String fence = "`".repeat(Math.max(3, longest + 1));
    return fence + "text\n" + String.join("\n", safe) + "\n" + fence + "\n";
  }

  private static String words(String text) {
    String visible = VisibleText.of(text);
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < visible.length(); ) {
      int blank = visible.indexOf(' ', at);
      int end = blank < 0 ? visible.length() : blank;
      String word = visible.substring(at, end);
      out.append(LINKED.matcher(word).find() ? code(word) : escaped(word));
      out.append(blank < 0 ? "" : " ");
      at = end + 1;
    }
    return out.toString();
  }

  private static String escaped(String word) {
    StringBuilder out = new StringBuilder(word.length() + 8);
    for (int at = 0; at < word.length(); at++) {
      char c = word.charAt(at);
      if ("\\`*_{}[]<>#|~!&$^=".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int at = 0; at < text.length(); at++) {
      run = text.charAt(at) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
