package dev.bootwitness.report.logpattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the templates of log lines, one line after the other: Drain (He et al., ICWS 2017), a tree
 * of fixed depth (number of words, first word) whose leaves are lists of templates.
 *
 * <p>Unlike in Drain, a word without a number is never taken for a variable: a diff must
 * distinguish "Started ssh.service" from "Started cron.service". In a log with more than {@link
 * #MOST} templates the later ones are not distinguished: a line is then only looked up by its
 * spelling. Not thread-safe.
 */
public final class LogPatternMiner {
  /** The most templates of one log; bounds the memory to some 20 MB. */
  public static final int MOST = 20_000;

  private static final int SPELLINGS_OF_ONE = 3;
  private static final int LONGEST = 400;
  private static final int MOST_WORDS = 60;
  private static final double LIKE = 0.5;

  /**
   * Only the newest ones of a leaf are compared, or a log of all different lines would take
   * forever.
   */
  private static final int MOST_LOOKED_AT = 100;

  private static final Set<String> CALENDAR =
      Set.of(
          "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun",
          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /** The position of a template in the tree. */
  private record Place(int words, String first) {}

  private final Map<String, LogPattern> spellings = new HashMap<>();
  private final Map<Place, List<LogPattern>> tree = new HashMap<>();
  private int templates;
  private int most = MOST;

  /** Another log begins: it may bring as many templates as the one before. */
  public void nextLog() {
    most = templates + MOST;
  }

  /** The template of a line, empty for a line without words or when there are too many. */
  public Optional<LogPattern> learn(String line) {
    String masked = Mask.of(line.length() > LONGEST ? line.substring(0, LONGEST) : line).strip();
    if (masked.isEmpty()) {
      return Optional.empty();
    }
    LogPattern known = spellings.get(masked);
    if (known != null) {
      return Optional.of(known);
    }
    if (full()) {
      return Optional.empty();
    }
    LogPattern found = find(words(masked));
    if (spellings.size() < SPELLINGS_OF_ONE * most) {
      spellings.put(masked, found);
    }
    return Optional.of(found);
  }

  /** Whether the log contains lines that are no longer distinguished. */
  public boolean full() {
    return templates >= most;
  }

  private LogPattern find(String[] words) {
    String first = LogPattern.isVariable(words[0]) ? LogPattern.ANYTHING : words[0];
    Place place = new Place(words.length, first);
    List<LogPattern> leaf = tree.getOrDefault(place, List.of());
    LogPattern best = null;
    int likeness = -1;
    for (LogPattern template :
        leaf.subList(Math.max(0, leaf.size() - MOST_LOOKED_AT), leaf.size())) {
      int same = template.likeness(words);
      if (same > likeness) {
        likeness = same;
        best = template;
      }
    }
    if (best != null && likeness >= LIKE * words.length) {
      best.widen(words);
      return best;
    }
    templates++;
    LogPattern made = new LogPattern(words);
    tree.computeIfAbsent(place, _ -> new ArrayList<>()).add(made);
    return made;
  }

  private static String[] words(String masked) {
    String[] words = masked.split("\\s+", MOST_WORDS);
    for (int i = words.length - 1; i >= 0; i--) {
      boolean beside =
          (i > 0 && words[i - 1].startsWith("<"))
              || (i + 1 < words.length && words[i + 1].startsWith("<"));
      String bare =
          words[i].endsWith(",") ? words[i].substring(0, words[i].length() - 1) : words[i];
      if (beside && CALENDAR.contains(bare)) {
        words[i] = "<time>";
      }
    }
    return words;
  }
}
