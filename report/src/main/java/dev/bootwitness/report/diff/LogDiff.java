package dev.bootwitness.report.diff;

import dev.bootwitness.report.logpattern.LogPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of two console logs by their templates: what appeared in only one run, at another
 * time, or far more often.
 *
 * @param same how many templates both have
 */
record LogDiff(List<Difference> differences, long same) {
  private static final int MOST_COMPARED = 400;
  private static final long OFTEN = 100;
  private static final long TIMES = 10;

  /** This many consecutive lines in only one run are not chance. */
  private static final int TOGETHER = 4;

  LogDiff {
    differences = List.copyOf(differences);
  }

  static LogDiff of(RunSeen a, RunSeen b, Clock toA, double noise, boolean sameInputs) {
    if (!a.bootRead() || !b.bootRead()) {
      return new LogDiff(List.of(), 0);
    }
    List<Difference> all = new ArrayList<>();
    Clock toB = new Clock(a.stages(), b.stages());
    List<Sighting> onlyA = only(a.log(), b.log());
    List<Sighting> onlyB = only(b.log(), a.log());
    appeared(onlyA, onlyB, true, toB, b.watched(), noise, sameInputs, all, toA);
    appeared(onlyB, onlyA, false, toA, a.watched(), noise, sameInputs, all, toA);
    long same = 0;
    for (Map.Entry<LogPattern, Sighting> entry : a.log().entrySet()) {
      Sighting inB = b.log().get(entry.getKey());
      if (inB != null) {
        same++;
        both(entry.getValue(), inB, toB, noise, all);
      }
    }
    return new LogDiff(firstMoved(all), same);
  }

  /** In the order of the log. */
  private static List<Sighting> only(
      Map<LogPattern, Sighting> these, Map<LogPattern, Sighting> those) {
    Set<UnitLine> known =
        those.values().stream().flatMap(s -> s.unit().stream()).collect(Collectors.toSet());
    return these.entrySet().stream()
        .filter(entry -> !those.containsKey(entry.getKey()) && !entry.getValue().late())
        .map(Map.Entry::getValue)
        .filter(seen -> seen.unit().map(unit -> !isTold(unit, known)).orElse(true))
        .sorted(Comparator.comparingLong(Sighting::line))
        .toList();
  }

  /**
   * systemd reports a unit on the console and in the kernel's log, and loses some of the latter.
   */
  private static boolean isTold(UnitLine unit, Set<UnitLine> known) {
    return known.contains(unit)
        || (unit.state() == UnitLine.State.BEGUN
            && known.contains(new UnitLine(UnitLine.State.UP, unit.unit())));
  }

  /**
   * What systemd writes to the kernel's log before the journal runs is rate limited
   * (printk.devkmsg).
   */
  private static boolean isLossy(Sighting seen) {
    return seen.text().contains("] systemd[1]: ")
        && seen.unit().map(unit -> unit.state() != UnitLine.State.FAILED).orElse(false);
  }

  private static void appeared(
      List<Sighting> these,
      List<Sighting> those,
      boolean inA,
      Clock toOther,
      double otherWatched,
      double noise,
      boolean sameInputs,
      List<Difference> all,
      Clock toA) {
    List<String> others =
        those.stream().limit(MOST_COMPARED).map(seen -> Chance.bare(seen.text())).toList();
    Set<Long> together = together(these);
    double order = 0;
    for (int i = 0; i < these.size(); i++) {
      Sighting seen = these.get(i);
      Double at = seen.at();
      order = at == null ? order : inA ? at : toA.of(at);
      boolean notDue = at != null && toOther.of(at) > otherWatched - noise;
      boolean damaged = i < MOST_COMPARED && isDamaged(Chance.bare(seen.text()), others);
      boolean chance =
          Chance.isTiming(seen.text()) || damaged || notDue || (sameInputs && isLossy(seen));
      boolean lone =
          sameInputs
              && !together.contains(seen.line())
              && !Chance.isAlarming(seen.text())
              && seen.unit().isEmpty();
      all.add(difference(seen, inA, !chance && !lone, order));
    }
  }

  /** Whether it lost characters, or one of the others is this line with characters lost. */
  private static boolean isDamaged(String bare, List<String> others) {
    return Chance.isDamaged(bare, others)
        || others.stream().anyMatch(other -> Chance.isDamaged(other, List.of(bare)));
  }

  /** The consecutive lines of one kind. */
  private static Set<Long> together(List<Sighting> lines) {
    Set<Long> together = new HashSet<>();
    for (int i = 0; i < lines.size(); ) {
      int end = i + 1;
      while (end < lines.size() && lines.get(end).line() - lines.get(end - 1).line() <= 1) {
        end++;
      }
      if (end - i >= TOGETHER) {
        lines.subList(i, end).forEach(s -> together.add(s.line()));
      }
      i = end;
    }
    return together;
  }

  private static Difference difference(Sighting seen, boolean inA, boolean matters, double order) {
    String what =
        seen.unit().map(u -> u.unit() + " " + u.state().word()).orElse(Difference.ONLY_IN_ONE);
    return new Difference(
        seen.unit().isPresent() ? Difference.Part.UNIT : Difference.Part.LOG,
        matters,
        order,
        what,
        inA ? seen.text() : null,
        inA ? null : seen.text(),
        inA ? seen.line() : 0,
        inA ? 0 : seen.line(),
        seen.at());
  }

  private static void both(Sighting a, Sighting b, Clock toB, double noise, List<Difference> all) {
    long more = Math.max(a.count(), b.count());
    long fewer = Math.min(a.count(), b.count());
    Double atA = a.at();
    Double atB = b.at();
    if (more - fewer > OFTEN && more > TIMES * fewer) {
      all.add(
          common(
              "came " + b.count() + " times instead of " + a.count(), a, b, atA == null ? 0 : atA));
    } else if (more == 1 && atA != null && atB != null && !a.late() && !b.late()) {
      double moved = atB - toB.of(atA);
      if (Math.abs(moved) > noise) {
        all.add(
            common(
                "%s %s"
                    .formatted(
                        RunDiff.seconds(Math.abs(moved)), moved > 0 ? MOVED_LATER : MOVED_EARLIER),
                a,
                b,
                atA));
      }
    }
  }

  private static final String MOVED_LATER = "later in B than the rest of the boot explains";
  private static final String MOVED_EARLIER = "earlier in B than the rest of the boot explains";

  private static Difference common(String what, Sighting a, Sighting b, @Nullable Double order) {
    return new Difference(
        a.unit().isPresent() ? Difference.Part.UNIT : Difference.Part.LOG,
        !Chance.isTiming(a.text()),
        order == null ? 0 : order,
        what,
        a.text(),
        b.text(),
        a.line(),
        b.line(),
        b.at());
  }

  /**
   * If one thing is late, everything after it is late: the first is reported, the rest counts as
   * chance.
   */
  private static List<Difference> firstMoved(List<Difference> all) {
    List<Difference> moved =
        all.stream()
            .filter(d -> d.what().endsWith(MOVED_LATER) || d.what().endsWith(MOVED_EARLIER))
            .sorted(Comparator.comparingDouble(Difference::order))
            .toList();
    List<Difference> kept = new ArrayList<>(all);
    for (Difference d : moved.stream().skip(1).toList()) {
      kept.remove(d);
      kept.add(
          new Difference(
              d.part(), false, d.order(), d.what(), d.a(), d.b(), d.lineA(), d.lineB(), d.at()));
    }
    return kept;
  }
}
