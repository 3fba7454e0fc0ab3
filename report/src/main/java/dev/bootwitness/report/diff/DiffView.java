package dev.bootwitness.report.diff;

import dev.bootwitness.record.Finding;
import dev.bootwitness.report.html.Assets;
import dev.bootwitness.report.html.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code diff.jte} shows. Every text it returns has passed {@link Pages#safe}. */
public final class DiffView {
  /**
   * The most differences shown of a part; with more than these, other things need attention first.
   */
  private static final int MOST_ROWS = 500;

  private final RunDiff diff;
  private final Assets assets;

  DiffView(RunDiff diff) {
    this.diff = diff;
    this.assets = Assets.of(List.of(Pages.resource(DiffView.class, "diff.css")), List.of());
  }

  /**
   * One of the two runs.
   *
   * @param gaps what its record has lost, one sentence each
   */
  public record RunView(
      String letter, String id, String bootedBy, String outcome, String cause, List<String> gaps) {
    public RunView {
      gaps = List.copyOf(gaps);
    }
  }

  /** A difference; {@code a} or {@code b} is null where the run does not have it. */
  public record Row(String what, String place, @Nullable String a, @Nullable String b) {}

  /**
   * The differences of one part.
   *
   * @param more how many are not shown
   */
  public record PartView(String id, String title, String caption, List<Row> rows, int more) {
    public PartView {
      rows = List.copyOf(rows);
    }
  }

  public Assets assets() {
    return assets;
  }

  public boolean same() {
    return diff.first().isEmpty();
  }

  /** Where the runs diverge, in a few words. */
  public String says() {
    return diff.first()
        .map(first -> "first in " + first.part().word() + when(first.at()))
        .orElse("no difference that matters");
  }

  /** The first divergence; empty when there is none. */
  public String first() {
    return diff.first().map(DiffText::sentence).map(Pages::safe).orElse("");
  }

  public List<RunView> runs() {
    return List.of(view("A", diff.a()), view("B", diff.b()));
  }

  private static RunView view(String letter, RunSeen run) {
    String bootedBy = run.bootedBy();
    Finding primary = run.verdict().primary();
    return new RunView(
        letter,
        Pages.safe(run.id()),
        bootedBy == null ? "" : Pages.safe(bootedBy),
        run.verdict().outcome().name().toLowerCase(Locale.ROOT),
        primary == null ? "" : Pages.safe(primary.cause()),
        run.gaps().stream().map(Pages::safe).toList());
  }

  /** The parts that differ, in causal order. */
  public List<PartView> parts() {
    List<PartView> parts = new ArrayList<>();
    for (Difference.Part part : Difference.Part.values()) {
      List<Difference> all = diff.mattering(part);
      if (!all.isEmpty()) {
        String word = part.word();
        String title = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        parts.add(
            new PartView(
                "part-" + word,
                title,
                caption(part),
                rows(all),
                Math.max(0, all.size() - MOST_ROWS)));
      }
    }
    return parts;
  }

  private static String caption(Difference.Part part) {
    return switch (part) {
      case IMAGE -> "What boots, by its hash";
      case MACHINE -> "QEMU's options, without private paths";
      case KERNEL -> "Release and command line";
      case STAGE, UNIT, LOG -> "In the order of the boot";
      case CHECK -> "Checks, by their names";
      case VERDICT -> "Findings and outcome";
    };
  }

  /** What is the same, and what part of the log could not be compared. */
  public String log() {
    String same = diff.same() + " kinds of log line are in both runs.";
    if (!diff.a().bootRead() || !diff.b().bootRead()) {
      return "The logs were not compared: the record of the run that booted a clone is gone.";
    }
    return diff.a().full() || diff.b().full()
        ? same + " There are too many kinds to tell apart: only the first were compared."
        : same;
  }

  /** How many differences may be chance. */
  public int chances() {
    return diff.chance().size();
  }

  /** What may be chance; the first ones if there are many. */
  public List<Row> chance() {
    return rows(diff.chance());
  }

  private static List<Row> rows(List<Difference> differences) {
    return differences.stream()
        .limit(MOST_ROWS)
        .map(d -> new Row(Pages.safe(what(d)), place(d), safe(d.a()), safe(d.b())))
        .toList();
  }

  private static String what(Difference d) {
    return d.what().equals(Difference.ONLY_IN_ONE) ? d.a() == null ? "only B" : "only A" : d.what();
  }

  private static @Nullable String safe(@Nullable String text) {
    return text == null ? null : Pages.safe(text);
  }

  private static String place(Difference d) {
    List<String> place = new ArrayList<>();
    if (d.lineA() > 0) {
      place.add("A line " + d.lineA());
    }
    if (d.lineB() > 0) {
      place.add("B line " + d.lineB());
    }
    String when = when(d.at());
    return String.join(", ", place) + when;
  }

  private static String when(@Nullable Double at) {
    return at == null ? "" : " at " + RunDiff.seconds(at);
  }
}
