package dev.bootwitness.image.system;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The members of groups, by group(5); members by their own group are not listed there. */
final class Groups {

  private Groups() {}

  static Map<String, List<String>> read(String text) {
    Map<String, List<String>> groups = new HashMap<>();
    for (String line : text.lines().limit(10_000).toList()) {
      String[] fields = line.split(":", -1);
      if (fields.length >= 4) {
        groups.put(fields[0], Arrays.stream(fields[3].split(",")).map(String::strip).toList());
      }
    }
    return groups;
  }
}
