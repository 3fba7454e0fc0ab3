package dev.bootwitness.diagnosis.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;

/**
 * A report of the kernel about itself, line by line, and its title: what kernel developers
 * deduplicate reports by, such as {@code KASAN: use-after-free Read in snd_seq_queue_alloc}.
 *
 * <p>The title names the first function of the report's own trace that does not merely allocate,
 * lock, copy or report ({@code reports.yaml}). Bounded. Not thread-safe.
 */
public final class KernelReport {

  /** What stands for the function of a report that was cut or mixed with others. */
  static final String TORN = "corrupted";

  private static final int MOST_LINES = 250;
  private static final String GLUED = "] WARNING: ";

  private final List<ReportKind> kinds;
  private final List<Optional<Matcher>> later = new ArrayList<>();
  private final List<Matcher> heads = new ArrayList<>();
  private final ReportFrames frames = new ReportFrames();
  private int lines;

  /** A report that begins with this line, without the kernel's time. */
  public KernelReport(String line) {
    // A login prompt, which has no line end, may stand before it.
    int glued = line.lastIndexOf(GLUED);
    String head = (glued < 0 ? line : line.substring(glued + 2)).stripLeading();
    this.kinds = new ArrayList<>();
    for (ReportKind kind : ReportKinds.bundled().kinds()) {
      Optional<Matcher> found = kind.head().find(head);
      if (found.isPresent()) {
        kinds.add(kind);
        heads.add(found.get());
        later.add(Optional.empty());
      }
    }
  }

  /** Whether further lines may still change the title. */
  public boolean isOpen() {
    return !kinds.isEmpty() && lines < MOST_LINES;
  }

  /** The next line, without the kernel's time. */
  public void line(String body) {
    if (!isOpen()) {
      return;
    }
    lines++;
    frames.line(body);
    for (int i = 0; i < kinds.size(); i++) {
      if (later.get(i).isEmpty() && kinds.get(i).then().isPresent()) {
        later.set(i, kinds.get(i).then().get().find(body));
      }
    }
  }

  /** The title as far as the lines show it; empty when this is no report with a title. */
  public Optional<String> title() {
    for (int i = 0; i < kinds.size(); i++) {
      ReportKind kind = kinds.get(i);
      if (kind.then().isEmpty() || later.get(i).isPresent()) {
        return Optional.of(filled(kind, heads.get(i), later.get(i)));
      }
    }
    return Optional.empty();
  }

  /** The same, if nothing is missing from it. */
  public Optional<String> wholeTitle() {
    return title().filter(title -> !title.contains(TORN));
  }

  private String filled(ReportKind kind, Matcher head, Optional<Matcher> then) {
    String title = kind.title();
    for (int group = 1; group <= head.groupCount(); group++) {
      title = title.replace("{" + group + "}", text(head.group(group)));
    }
    if (then.isPresent()) {
      for (int group = 1; group <= then.get().groupCount(); group++) {
        title = title.replace("{then" + group + "}", text(then.get().group(group)));
      }
    }
    if (title.contains("{frame}")) {
      title = title.replace("{frame}", frames.culprit(kind, named(kind, head, then)).orElse(TORN));
    }
    return title;
  }

  /** The function that the report's own words name, before its trace. */
  private static Optional<String> named(ReportKind kind, Matcher head, Optional<Matcher> then) {
    int group = kind.named();
    if (group == 0) {
      return Optional.empty();
    }
    Matcher line = then.filter(found -> found.groupCount() >= group).orElse(head);
    return Optional.ofNullable(line.group(group));
  }

  private static String text(@Nullable String group) {
    return group == null ? "" : group;
  }
}
