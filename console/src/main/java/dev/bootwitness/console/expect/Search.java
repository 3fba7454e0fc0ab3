package dev.bootwitness.console.expect;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.console.terminal.Screen;
import dev.bootwitness.console.terminal.Terminal;
import dev.bootwitness.console.terminal.TextFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One wait's progress through the text: text already searched is not searched again.
 *
 * <p>Holds no clock and no lock; its console calls {@link #look} under its own lock whenever
 * something changed.
 */
public final class Search {

  /** The number of bytes from which one scan for all patterns pays off. */
  private static final int FLOOD = 8192;

  private static final Step NOTHING_NEW = new Step.NotYet(Long.MAX_VALUE);

  private final Expectation expectation;
  private final TextFlow flow;
  private final Supplier<Screen> screen;
  private final Arrivals arrivals;
  private final long from;
  private final long began;
  private final List<Slot> slots;

  /** Whether silence makes no difference. */
  private final boolean impatient;

  private boolean looked;
  private List<Slot> scanned = List.of();
  private List<Slot> others = List.of();
  private boolean flood;
  private @Nullable LineCandidates candidates;
  private @Nullable Step decided;
  private long searched;

  /**
   * A search for {@code expectation} that starts at a position of the text's flow.
   *
   * @param now nanoseconds, when the wait begins
   */
  public Search(Expectation expectation, Terminal text, Arrivals arrivals, long from, long now) {
    this.expectation = expectation;
    this.flow = text.flow();
    this.screen = text::screen;
    this.arrivals = arrivals;
    this.from = from;
    this.began = now;
    this.searched = from;
    this.slots = slots(expectation);
    this.impatient = slots.stream().allMatch(s -> s.pattern.quiet().isZero());
  }

  /** What a look found. */
  public sealed interface Step {

    /** The awaited text is there. */
    record Found(ExpectResult.Matched matched) implements Step {}

    /** Something was seen after which the awaited text cannot come. */
    record Against(String why) implements Step {}

    /** Look again when something arrives, or after this many nanoseconds of silence. */
    record NotYet(long lookAgainNanos) implements Step {}
  }

  /** One of the expectation's patterns; negatives come first and win at the same place. */
  private record Slot(TextPattern pattern, int index, boolean negative) {}

  private record Candidate(TextPattern.Match match, Slot slot) {}

  private static List<Slot> slots(Expectation expectation) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < expectation.unless().size(); i++) {
      slots.add(new Slot(expectation.unless().get(i), i, true));
    }
    for (int i = 0; i < expectation.any().size(); i++) {
      slots.add(new Slot(expectation.any().get(i), i, false));
    }
    return slots;
  }

  /**
   * Searches what just arrived. The console's reader must do this before it reads on: in a flood,
   * unsearched text may be dropped.
   *
   * @return whether the waiting thread must look, too
   */
  public boolean arrived() {
    return !(look(0) instanceof Step.NotYet(long lookAgainNanos))
        || lookAgainNanos < Long.MAX_VALUE;
  }

  /**
   * Searches what arrived since the last look.
   *
   * @param quietNanos how long nothing has arrived
   */
  public Step look(long quietNanos) {
    Step known = decided;
    if (known != null) {
      return known;
    }
    if (impatient && searched == flow.end() && looked) {
      return NOTHING_NEW;
    }
    looked = true;
    long lookAgain = Long.MAX_VALUE;
    @Nullable Candidate first = null;
    LineCandidates scan = scanForFlood();
    LineCandidates.Hit hit = scan == null ? null : scan.find(flow, from, searched);
    if (hit != null) {
      first = new Candidate(hit.match(), scanned.get(hit.pattern()));
    }
    for (Slot slot : scan == null ? slots : others) {
      long missing = slot.pattern.quiet().toNanos() - quietNanos;
      if (missing > 0) {
        lookAgain = Math.min(lookAgain, missing);
      } else {
        first = earlier(first, slot);
      }
    }
    searched = flow.end();
    return first == null ? new Step.NotYet(lookAgain) : decide(first);
  }

  /**
   * Inspects the screen although output has not been quiet, for a wait that is over. To be called
   * when {@link #look} found nothing.
   */
  public Step lastLook() {
    @Nullable Candidate first = null;
    for (Slot slot : slots) {
      if (slot.pattern instanceof ScreenPattern) {
        first = earlier(first, slot);
      }
    }
    return first == null ? NOTHING_NEW : decide(first);
  }

  private Step decide(Candidate first) {
    Step step =
        first.slot.negative
            ? new Step.Against("seen: " + seenText(first))
            : new Step.Found(matched(first));
    decided = step;
    return step;
  }

  private static String seenText(Candidate found) {
    TextPattern pattern = found.slot.pattern;
    return pattern instanceof ScreenPattern
        ? pattern.source()
        : VisibleText.of(found.match.groups().getFirst());
  }

  private @Nullable LineCandidates scanForFlood() {
    if (!flood && flow.end() - from >= FLOOD) {
      flood = true;
      scanned = slots.stream().filter(s -> LineCandidates.fits(s.pattern)).toList();
      others = slots.stream().filter(s -> !LineCandidates.fits(s.pattern)).toList();
      candidates =
          scanned.isEmpty()
              ? null
              : new LineCandidates(scanned.stream().map(Slot::pattern).toList());
    }
    return candidates;
  }

  private @Nullable Candidate earlier(@Nullable Candidate best, Slot slot) {
    TextPattern.@Nullable Match match = match(slot.pattern);
    if (match == null || (best != null && !precedes(match, slot, best))) {
      return best;
    }
    return new Candidate(match, slot);
  }

  private TextPattern.@Nullable Match match(TextPattern pattern) {
    return pattern instanceof ScreenPattern onScreen
        ? onScreen.find(screen.get(), flow.end())
        : pattern.find(flow, Math.max(from, pattern.resume(flow, searched)));
  }

  private boolean precedes(TextPattern.Match match, Slot slot, Candidate best) {
    return match.start() < best.match.start()
        || (match.start() == best.match.start() && slots.indexOf(slot) < slots.indexOf(best.slot));
  }

  private ExpectResult.Matched matched(Candidate found) {
    TextPattern.Match match = found.match;
    return new ExpectResult.Matched(
        expectation,
        found.slot.index,
        flow.text(from, match.start()),
        match.groups(),
        match.start(),
        match.end(),
        flow.rawOffset(match.start()),
        arrivals.arrivalOf(match.end()));
  }

  /** Whether nothing has arrived since this search began. */
  public boolean silent() {
    return flow.end() == from;
  }

  /**
   * Nanoseconds from the start of the search to the first output that it saw; 0 if that was there
   * before.
   */
  public long firstOutput() {
    return silent() ? 0 : Math.max(0, arrivals.arrivalOf(from + 1) - began);
  }

  /** When this search began, in nanoseconds. */
  public long began() {
    return began;
  }

  /** What came close to a match, each a sentence for a person. */
  public List<String> nearMisses() {
    List<String> misses = new ArrayList<>();
    for (TextPattern pattern : expectation.any()) {
      TextPattern.@Nullable Match before = pattern.find(flow, flow.start());
      if (before != null && before.end() <= from) {
        misses.add(
            String.format(
                Locale.ROOT,
                "`%s` was seen %.1f s before this wait began",
                pattern.source(),
                (began - arrivals.arrivalOf(before.end())) / 1e9));
      } else {
        pattern.almost().stream()
            .filter(almost -> almost.pattern().find(flow, from) != null)
            .findFirst()
            .ifPresent(a -> misses.add("`" + pattern.source() + "` was seen, " + a.why()));
      }
    }
    return misses;
  }
}
