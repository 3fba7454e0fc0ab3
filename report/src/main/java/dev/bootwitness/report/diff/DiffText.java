package dev.bootwitness.report.diff;

import dev.bootwitness.report.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The comparison for a terminal: on one screen, the first divergence first. */
final class DiffText {
  private static final int COLUMNS = 100;
  private static final int LABEL = 10;
  private static final int MOST_OF_A_PART = 3;
  private static final int MOST_LOG = 6;

  private final RunDiff diff;
  private final Style style;
  private final boolean all;
  private final List<String> lines = new ArrayList<>();

  private DiffText(RunDiff diff, Style style, boolean all) {
    this.diff = diff;
    this.style = style;
    this.all = all;
  }

  /**
   * The lines.
   *
   * @param all whether everything is listed, including what may be chance
   */
  static List<String> of(RunDiff diff, Style style, boolean all) {
    return new DiffText(diff, style, all).render();
  }

  private List<String> render() {
    headline();
    run("A", diff.a());
    run("B", diff.b());
    lines.add("");
    for (Difference.Part part : Difference.Part.values()) {
      part(part);
    }
    pace();
    log();
    gaps("A", diff.a());
    gaps("B", diff.b());
    return lines;
  }

  private void headline() {
    if (diff.first().isEmpty()) {
      lines.add(style.good("= SAME") + "  no difference that matters");
      return;
    }
    Difference first = diff.first().get();
    String lead = "first in " + first.part().word();
    String when = first.at() == null ? "" : ", " + RunDiff.seconds(first.at());
    lines.add(
        style.bad("≠ DIFFERENT").replace("≠", style.unicode() ? "≠" : "!=") + "  " + lead + when);
    lines.add("  " + style.safe(sentence(first), COLUMNS - 2));
  }

  /** A difference in words: the old and the new value. */
  static String sentence(Difference d) {
    String a = d.a();
    String b = d.b();
    if (a == null && b == null) {
      return d.what();
    }
    if (d.part() == Difference.Part.LOG || d.part() == Difference.Part.UNIT) {
      if (a != null && b != null) {
        return d.what() + ": " + b;
      }
      String what = d.what().equals(Difference.ONLY_IN_ONE) ? "" : d.what() + "; ";
      return what + (a == null ? "only B says: " + b : "only A says: " + a);
    }
    if (a == null) {
      return d.what() + ": only B has " + b;
    }
    return b == null ? d.what() + ": only A has " + a : d.what() + ": " + a + " -> " + b;
  }

  private void run(String name, RunSeen run) {
    String cause = run.verdict().primary() == null ? "" : "  " + run.verdict().primary().cause();
    String clone = run.bootedBy() == null ? "" : "  booted by " + run.bootedBy();
    lines.add(
        "  "
            + style.safe(
                name
                    + "  "
                    + run.id()
                    + "  "
                    + run.verdict().outcome().name().toLowerCase(Locale.ROOT)
                    + cause
                    + clone,
                COLUMNS - 2));
  }

  private void part(Difference.Part part) {
    List<Difference> found = diff.mattering(part);
    int most = all ? Integer.MAX_VALUE : part == Difference.Part.LOG ? MOST_LOG : MOST_OF_A_PART;
    for (int i = 0; i < Math.min(found.size(), most); i++) {
      labelled(
          i == 0 ? part.word() : "", mark(found.get(i)) + place(found.get(i)) + text(found.get(i)));
    }
    if (found.size() > most) {
      labelled("", "and " + (found.size() - most) + " more (--all, --html FILE)");
    }
    if (found.isEmpty() && part.compareTo(Difference.Part.STAGE) <= 0) {
      labelled(part.word(), same(part));
    }
  }

  private String same(Difference.Part part) {
    RunSeen a = diff.a();
    return switch (part) {
      case IMAGE ->
          a.image()
              .map(i -> "same, " + i.sha256().substring(0, Math.min(8, i.sha256().length())))
              .orElse("none in either");
      case MACHINE -> a.machine().map(m -> "same, " + m.accelerator()).orElse("none in either");
      case KERNEL -> a.kernel().isEmpty() ? "not seen in both" : "same, " + a.kernel();
      default ->
          a.stages().keySet().stream()
              .sorted()
              .map(s -> s.id())
              .collect(Collectors.joining(", ", "same: ", ""));
    };
  }

  private static String mark(Difference d) {
    return d.a() == null ? "+ " : d.b() == null ? "- " : "~ ";
  }

  private static String place(Difference d) {
    if (d.lineA() == 0 && d.lineB() == 0) {
      return "";
    }
    String line = d.lineB() > 0 ? "B line " + d.lineB() : "A line " + d.lineA();
    Double at = d.at();
    return line + (at == null ? "  " : ", " + RunDiff.seconds(at) + "  ");
  }

  private static String text(Difference d) {
    @Nullable String only = d.a() == null ? d.b() : d.b() == null ? d.a() : null;
    boolean says = d.part() == Difference.Part.LOG || d.part() == Difference.Part.UNIT;
    if (says && only != null) {
      return only.strip();
    }
    return only == null ? sentence(d) : d.what() + ": " + only;
  }

  private void pace() {
    if (diff.pace() > 1.3 || (diff.pace() > 0 && diff.pace() < 1 / 1.3)) {
      labelled(
          "pace",
          String.format(
              Locale.ROOT,
              "the whole boot took %.1f times as long in B: a %s host, or a busier one",
              diff.pace(),
              diff.pace() > 1 ? "slower" : "faster"));
    }
  }

  private void log() {
    if (!diff.a().bootRead() || !diff.b().bootRead()) {
      labelled("log", "not compared: the record of the run that booted a clone is gone");
      return;
    }
    List<Difference> chance = diff.chance();
    String same = diff.same() + " kinds of line in both";
    labelled(
        diff.mattering(Difference.Part.LOG).isEmpty() ? "log" : "",
        same
            + (chance.isEmpty()
                ? ""
                : "; " + chance.size() + " differences by chance (timing, lost characters)"));
    if (all) {
      chance.forEach(d -> labelled("", mark(d) + place(d) + text(d)));
    }
    if (diff.a().full() || diff.b().full()) {
      labelled("", "too many kinds of line to tell apart: only the first were compared");
    }
  }

  private void gaps(String name, RunSeen run) {
    run.gaps().forEach(gap -> labelled("missing", name + ": " + gap));
  }

  private void labelled(String label, String text) {
    String padded = label + " ".repeat(Math.max(1, LABEL - label.length()));
    lines.add("  " + padded + style.safe(text, COLUMNS - 2 - LABEL));
  }
}
