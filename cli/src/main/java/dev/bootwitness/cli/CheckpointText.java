package dev.bootwitness.cli;

import dev.bootwitness.machine.checkpoint.About;
import dev.bootwitness.machine.checkpoint.Stored;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Describes checkpoints in words: pure functions of a store's content. */
final class CheckpointText {

  /** The number of key digits in a list: enough to identify one. */
  private static final int SHORT = 8;

  private static final String ROW = "%-8s  %-20s  %9s  %9s  %6s  %s%n";

  private CheckpointText() {}

  static String list(List<Stored> stored, Path root, Instant now) {
    if (stored.isEmpty()) {
      return "No checkpoints in " + root + ".\n";
    }
    StringBuilder text =
        new StringBuilder(
            String.format(Locale.ROOT, ROW, "KEY", "NAME", "ON DISK", "MEMORY", "BOOT", "USED"));
    for (Stored one : stored) {
      text.append(
          String.format(
              Locale.ROOT,
              ROW,
              one.id().substring(0, SHORT),
              one.about().map(About::name).orElse("(damaged)"),
              mib(one.bytes()),
              one.about().map(a -> mib(a.memoryBytes())).orElse(""),
              one.about().map(a -> seconds(a.bootSeconds())).orElse(""),
              one.inUse() ? "in use" : ago(one.used(), now)));
    }
    long all = stored.stream().mapToLong(Stored::bytes).sum();
    return text.append(mib(all)).append(" in ").append(root).append('\n').toString();
  }

  static String show(Stored one, Path root, Instant now) {
    StringBuilder text = new StringBuilder();
    line(text, "key", one.id());
    one.about()
        .ifPresentOrElse(
            about -> {
              line(text, "name", about.name());
              line(text, "image", about.image());
              line(text, "booted by", "run " + about.run() + " in " + seconds(about.bootSeconds()));
              line(text, "record", about.record());
              line(
                  text,
                  "frozen",
                  about.made() + "; its guest was paused for " + seconds(about.pauseSeconds()));
              line(text, "shell", "uid " + about.uid());
              line(text, "qemu", about.qemu());
              line(
                  text,
                  "size",
                  mib(one.bytes()) + " on disk, of " + mib(about.memoryBytes()) + " memory");
            },
            () ->
                line(
                    text,
                    "damaged",
                    "one of its files is missing or has changed; `prune` removes it"));
    line(text, "used", one.inUse() ? "by a run, now" : ago(one.used(), now));
    line(text, "files", root.resolve(one.id()).toString());
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-9s  %s%n", name, value));
  }

  static String removed(List<Stored> removed) {
    long bytes = removed.stream().mapToLong(Stored::bytes).sum();
    return switch (removed.size()) {
      case 0 -> "Nothing to remove.\n";
      case 1 -> "Removed 1 checkpoint, " + mib(bytes) + ".\n";
      default -> "Removed " + removed.size() + " checkpoints, " + mib(bytes) + ".\n";
    };
  }

  /** The checkpoints whose key has this beginning. */
  static List<Stored> named(List<Stored> stored, String key) {
    return stored.stream().filter(one -> one.id().startsWith(key)).toList();
  }

  /** Why a key matches no checkpoint, or more than one. */
  static String notOne(String key, List<Stored> found) {
    return found.isEmpty()
        ? "no checkpoint's key begins with \""
            + key
            + "\". `bootwitness checkpoint list` shows all keys."
        : "the keys of "
            + found.size()
            + " checkpoints begin with \""
            + key
            + "\". Write more of the key.";
  }

  private static String mib(long bytes) {
    return (bytes >> 20) + " MiB";
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
  }

  private static String ago(Instant then, Instant now) {
    Duration since = Duration.between(then, now);
    if (since.toMinutes() < 1) {
      return "just now";
    } else if (since.toHours() < 1) {
      return since.toMinutes() + " min ago";
    }
    return since.toDays() < 2 ? since.toHours() + " h ago" : since.toDays() + " days ago";
  }
}
