package dev.bootwitness.image.initramfs;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.image.initramfs.InitramfsEntry.Directory;
import dev.bootwitness.image.initramfs.InitramfsEntry.Regular;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names created so far: each once, and each below a directory created before it. */
final class Names {

  private record Made(int line, boolean directory) {}

  private final Map<String, Made> made = new HashMap<>();

  void add(InitramfsEntry entry, int line) throws ListMistake {
    List<String> all = new ArrayList<>(List.of(entry.name()));
    if (entry instanceof Regular regular) {
      all.addAll(regular.links());
    }
    for (String name : all) {
      parentOf(name);
      Made before = made.putIfAbsent(name, new Made(line, entry instanceof Directory));
      if (before != null) {
        throw new ListMistake(quote(name) + " was already made on line " + before.line() + ".");
      }
    }
  }

  private void parentOf(String name) throws ListMistake {
    int slash = name.lastIndexOf('/');
    if (slash < 0) {
      return;
    }
    String parent = name.substring(0, slash);
    Made directory = made.get(parent);
    if (directory == null) {
      throw new ListMistake(
          "%s needs its directory first; expected \"dir /%s <mode> <uid> <gid>\" on a line before."
              .formatted(quote(name), VisibleText.of(parent)));
    }
    if (!directory.directory()) {
      throw new ListMistake(
          "%s cannot lie in %s, which line %d makes something else than a directory."
              .formatted(quote(name), quote(parent), directory.line()));
    }
  }

  private static String quote(String name) {
    return VisibleText.quote("/" + name, 200);
  }
}
