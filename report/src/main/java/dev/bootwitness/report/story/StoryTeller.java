package dev.bootwitness.report.story;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordGaps;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a {@link Story} from the events of a record: from its file, or while they are written, so
 * that a run that has just ended need not read what it wrote.
 */
public final class StoryTeller implements RecordListener {
  private static final int MOST_MOMENTS = 1000;
  private static final int MOST_TOOL_LINES = 200;

  /** The QEMU events that a person wants to know about; the others are routine. */
  private static final Set<String> SIGNALS =
      Set.of(
          "RESET",
          "POWERDOWN",
          "SUSPEND",
          "WATCHDOG",
          "GUEST_PANICKED",
          "BLOCK_IO_ERROR",
          "MEMORY_FAILURE");

  private final List<Moment> timeline = new ArrayList<>();
  private final Spans spans = new Spans();
  private final CommandLog commands = new CommandLog();
  private final List<CheckStory> checks = new ArrayList<>();
  private final List<Event.EvidenceKept> evidence = new ArrayList<>();
  private final Deque<Event.ToolOutput> tools = new ArrayDeque<>();
  private final LineTimes lines = new LineTimes();

  private Event.@Nullable RunStarted start;
  private Event.@Nullable AcceleratorChosen accelerator;
  private Event.@Nullable ImageReady image;
  private Event.@Nullable MachineStarted machine;
  private Event.@Nullable Restored restored;
  private Instant began = Instant.EPOCH;
  private double now;
  private double checkFrom;
  private boolean ended;

  /**
   * The story of a record, which may end anywhere.
   *
   * @param verdict the judgement to show
   * @throws IOException when the record cannot be read
   */
  public static Story read(RunDirectory directory, Verdict verdict) throws IOException {
    StoryTeller teller = new StoryTeller();
    RecordGaps gaps = new RecordReader(directory).read(teller::on);
    return teller.told(directory, verdict, gaps.sentences());
  }

  @Override
  public void on(StampedEvent stamped) {
    now = stamped.seconds();
    if (began.equals(Instant.EPOCH)) {
      began = stamped.utc().minusNanos(stamped.nanos());
    }
    switch (stamped.event()) {
      case Event.RunStarted started -> {
        start = started;
        moment("run started", started.spec());
      }
      case Event.PhaseStarted(String phase) -> spans.phaseStarted(phase, now);
      case Event.PhaseEnded ended -> phaseEnded(ended);
      case Event.AcceleratorChosen chosen -> accelerator = chosen;
      case Event.ImageReady ready -> {
        image = ready;
        moment("image ready: " + ready.kind() + (ready.cached() ? ", from the cache" : ""), "");
      }
      case Event.MachineStarted started -> {
        machine = started;
        moment("QEMU " + started.qemu() + " started, accelerator " + started.accelerator(), "");
      }
      case Event.RestartAsked(String how) -> moment("the end of the boot is asked for: " + how, "");
      case Event.BootBegan(int number, String how) -> {
        spans.bootBegan(number);
        moment("boot " + number + " began", "after " + how);
      }
      case Event.PoweredOn _ -> {
        spans.poweredOn(now);
        moment("machine powered on", "");
      }
      case Event.Restored from -> {
        restored = from;
        spans.restored(from);
        moment("restored from a checkpoint", "made " + from.made() + " by run " + from.run());
      }
      case Event.ConsoleLine line -> lines.add(line.line(), line.offset(), now);
      case Event.StageReached reached -> {
        spans.reached(reached, now);
        quote("stage " + reached.stage().id(), reached.evidence(), false);
      }
      case Event.LoginStep(String step, String detail) -> quote("login: " + step, detail, false);
      case Event.CheckpointNoted(String state, String detail, _) when !state.equals("none") ->
          moment("checkpoint " + state, detail);
      case Event.SideChannelTried(boolean open, String detail, _) ->
          moment("side channel " + (open ? "open" : "not open"), detail);
      case Event.MachineSignal(String name, String detail, _) when SIGNALS.contains(name) ->
          quote("QEMU says " + name, detail, false);
      case Event.MachineExited exit when !exit.requested() ->
          quote("QEMU ended with status " + exit.status(), exit.stderr(), true);
      case Event.CheckStarted _ -> {
        checkFrom = now;
        commands.checkBegins();
      }
      case Event.CommandRan ran -> commands.add(now, ran);
      case Event.CheckEnded(CheckResult result) -> checkEnded(result);
      case Event.FindingMade(Finding finding) when !finding.cause().startsWith("check/") ->
          add(new Moment(now, null, "finding " + finding.cause(), finding.detail(), false, true));
      case Event.EvidenceKept kept -> evidence.add(kept);
      case Event.ToolOutput output -> tool(output);
      case Event.ConsoleLinesElided elided ->
          moment("too many console lines", "from line " + elided.fromLine() + " on without times");
      case Event.Interrupted(String by) -> moment("interrupted by " + by, "");
      case Event.RunEnded _ -> ended = true;
      default -> {
        // The other events do not affect the timeline.
      }
    }
  }

  private void phaseEnded(Event.PhaseEnded ended) {
    double from = spans.phaseEnded(ended, now);
    add(new Moment(from, now, ended.phase(), ended.summary(), false, !ended.ok()));
  }

  private void checkEnded(CheckResult result) {
    checks.add(new CheckStory(checkFrom, result, commands.checkEnds()));
    String what = "check " + result.outcome() + ": " + result.name();
    add(new Moment(checkFrom, now, what, result.message(), false, !result.tolerated()));
  }

  private void tool(Event.ToolOutput output) {
    tools.addLast(output);
    if (tools.size() > MOST_TOOL_LINES) {
      tools.removeFirst();
    }
  }

  private void moment(String what, String detail) {
    add(new Moment(now, null, what, detail, false, false));
  }

  private void quote(String what, String detail, boolean bad) {
    add(new Moment(now, null, what, detail.strip(), true, bad));
  }

  private void add(Moment moment) {
    if (timeline.size() < MOST_MOMENTS) {
      timeline.add(moment);
    } else if (timeline.size() == MOST_MOMENTS) {
      timeline.add(
          new Moment(now, null, "further events are left out here", "events.jsonl", false, false));
    }
  }

  /**
   * The story up to here.
   *
   * @param verdict the run's judgement to show
   * @param gaps what the record has lost, one sentence each
   */
  public Story told(RunDirectory directory, Verdict verdict, List<String> gaps) {
    List<Moment> moments = new ArrayList<>(timeline);
    moments.sort(Comparator.comparingDouble(Moment::from));
    if (ended) {
      String outcome = verdict.outcome().name();
      moments.add(new Moment(now, null, "verdict: " + outcome, "", false, false));
    }
    return new Story(
        directory,
        verdict,
        start,
        began,
        now,
        spans.power(),
        gaps,
        moments,
        spans.phases(now, verdict),
        spans.stages(verdict),
        checks,
        commands.outside(),
        evidence,
        List.copyOf(tools),
        accelerator,
        image,
        machine,
        restored,
        lines);
  }
}
