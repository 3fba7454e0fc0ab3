package dev.bootwitness.diagnosis.pattern;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.base.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * The named lists of a data file: in its patterns the name of a list, in braces after a per cent
 * sign, stands for any of its texts. That notation has no other meaning in a regular expression.
 */
public final class Words {
  private static final Pattern PLACE = Pattern.compile("%\\{([^}]*)\\}");
  private static final Pattern NAME = Pattern.compile("[a-z]+(?:-[a-z]+)*");

  private final Map<String, String> byName;

  private Words(Map<String, String> byName) {
    this.byName = byName;
  }

  /**
   * The lists under the key {@code words}, none when it is absent.
   *
   * @throws DataFileException when a name is not in lower case or a list is empty
   */
  public static Words of(YamlMap file) {
    var byName = new TreeMap<String, String>();
    for (Map.Entry<String, List<String>> word : file.lists("words").entrySet()) {
      if (!NAME.matcher(word.getKey()).matches() || word.getValue().isEmpty()) {
        throw file.error(
            "words",
            "\"%s\" must be a name in lower case, with a list of patterns"
                .formatted(word.getKey()));
      }
      byName.put(word.getKey(), "(?:" + String.join("|", word.getValue()) + ")");
    }
    return new Words(byName);
  }

  /**
   * The patterns of a key, a text or a list of texts, with the names in them expanded.
   *
   * @throws DataFileException when the key is missing or a name is unknown
   */
  public LinePattern pattern(YamlMap map, String key) {
    List<String> written = map.oneOrMore(key);
    var expressions = new ArrayList<String>(written.size());
    for (int i = 0; i < written.size(); i++) {
      expressions.add(expand(map, key, i, written.get(i)));
    }
    return LinePattern.of(expressions);
  }

  /**
   * Checks that each of the patterns is valid.
   *
   * @throws DataFileException with the position of the first invalid one
   */
  public static LinePattern compiled(YamlMap map, String key, LinePattern patterns) {
    for (int i = 0; i < patterns.any().size(); i++) {
      try {
        var _ = patterns.any().get(i).compiled();
      } catch (PatternSyntaxException e) {
        throw map.error(
            key,
            i,
            "this is not a linear-time pattern, at character %d: %s"
                .formatted(e.getIndex() + 1, e.getDescription()));
      }
    }
    return patterns;
  }

  private String expand(YamlMap map, String key, int item, String text) {
    if (!text.contains("%{")) {
      return text;
    }
    var expanded = new StringBuilder();
    int from = 0;
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      String word = byName.get(place.group(1));
      if (word == null) {
        throw map.error(
            key,
            item,
            "%s is not among the words of this file (%s)"
                .formatted(place.group(), String.join(", ", new TreeSet<>(byName.keySet()))));
      }
      expanded.append(text, from, place.start()).append(word);
      from = place.end();
    }
    return expanded.append(text.substring(from)).toString();
  }
}
