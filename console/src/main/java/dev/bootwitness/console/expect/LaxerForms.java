package dev.bootwitness.console.expect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Derives laxer forms of a regular expression, to explain why something that looks like a match is
 * not one.
 *
 * <p>A pure function of the expression. Forms that would add nothing new, match anything or not
 * compile are omitted.
 */
final class LaxerForms {

  /** An ESC, raw or as written in an expression, and the sequence that begins with it. */
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "(?:\\x1b|\\\\x1[bB]|\\\\e|\\\\033)(?:\\\\?\\[[0-9;:?]*[@-~]|\\\\?\\][^\\x07]*?\\\\?(?:\\x07|\\\\x07|\\\\a))?");

  private static final Pattern CARRIAGE_RETURN = Pattern.compile("(?:\\r|\\\\r)(?=\\n|\\\\n)");

  private LaxerForms() {}

  /** The forms of {@code regex}, the most informative first. */
  static List<TextPattern.NearMiss> of(String regex) {
    String decoded = CARRIAGE_RETURN.matcher(SEQUENCE.matcher(regex).replaceAll("")).replaceAll("");
    List<TextPattern.NearMiss> forms = new ArrayList<>();
    if (!decoded.equals(regex)) {
      add(
          forms,
          decoded,
          false,
          "without the control characters of the pattern: decoded text has no colours, and \\n alone"
              + " ends a line");
    }
    add(forms, decoded, true, "in other case");
    String spaced = anySpace(decoded);
    if (!spaced.equals(decoded)) {
      add(forms, spaced, true, "with other white space or a line break in it");
    }
    return List.copyOf(forms);
  }

  private static void add(
      List<TextPattern.NearMiss> forms, String regex, boolean anyCase, String why) {
    try {
      if (!regex.isBlank() && !Pattern.compile(regex).matcher("").find()) {
        forms.add(new TextPattern.NearMiss(new RegexPattern(regex, anyCase), why));
      }
    } catch (IllegalArgumentException e) {
      // The part removed was not a sequence but a part of the expression, so no form can be
      // derived.
    }
  }

  /** Blanks outside of classes stand for any white space. */
  private static String anySpace(String regex) {
    return regex.indexOf('[') >= 0 || regex.contains("\\Q")
        ? regex
        : regex.replaceAll("(?<!\\\\) +(?![*?+{])", "\\\\s+");
  }
}
