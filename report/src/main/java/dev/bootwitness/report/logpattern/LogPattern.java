package dev.bootwitness.report.logpattern;

import java.util.List;

/**
 * What a group of log lines has in common: words, marks of {@link Mask}, and {@code <*>} where
 * anything may be. Created and, as lines arrive, widened by a {@link LogPatternMiner}; one group is
 * one object, so templates are compared by identity.
 */
public final class LogPattern {
  static final String ANYTHING = "<*>";

  private String[] words;

  LogPattern(String[] words) {
    this.words = words;
  }

  /** The present words. */
  public String text() {
    return String.join(" ", words);
  }

  List<String> words() {
    return List.of(words);
  }

  /**
   * How many words are equal; -1 when a word that is not a variable differs, so that the line says
   * something else.
   */
  int likeness(String[] line) {
    int same = 0;
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals(line[i])) {
        same++;
      } else if (!isVariable(words[i]) || !isVariable(line[i])) {
        return -1;
      }
    }
    return same;
  }

  void widen(String[] line) {
    String[] wider = words.clone();
    for (int i = 0; i < wider.length; i++) {
      if (!wider[i].equals(line[i])) {
        wider[i] = ANYTHING;
      }
    }
    words = wider;
  }

  /**
   * Whether a word's value means nothing by itself. A word with a number is a name ({@code
   * eth<n>}), and so is every word without a mark.
   */
  static boolean isVariable(String word) {
    int mark = word.indexOf('<');
    if (mark < 0) {
      return false;
    }
    if (word.contains(ANYTHING) || word.indexOf('<', mark + 1) >= 0) {
      return true;
    }
    boolean lettersBefore = word.substring(0, mark).chars().anyMatch(Character::isLetter);
    int end = word.indexOf('>', mark);
    boolean lettersBehind = end >= 0 && word.substring(end).chars().anyMatch(Character::isLetter);
    return !lettersBefore && !lettersBehind;
  }
}
