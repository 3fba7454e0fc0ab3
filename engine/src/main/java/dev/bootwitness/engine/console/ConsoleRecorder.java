package dev.bootwitness.engine.console;

import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.stage.StageChange;
import dev.bootwitness.diagnosis.stage.StageTracker;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Records what a console prints, and reports the stages it shows.
 *
 * <p>The console's reader calls it under the console's lock, so in order; {@link #stage} and {@link
 * #quiet} may be called by any thread.
 */
public final class ConsoleRecorder implements ConsoleListener {

  /** A line longer than this is cut in its event; serial.txt has all of it. */
  private static final int LONGEST_LINE = 4096;

  /** The number of lines worth an event each; later ones are only in serial.raw and serial.txt. */
  private static final int MOST_LINES = 20_000;

  private final RunContext context;
  private final StageTracker tracker = new StageTracker();
  private volatile Stage stage = Stage.POWER_ON;
  private volatile Optional<Event.ConsoleLine> standing = Optional.empty();
  private volatile boolean onlyInit;
  private final AtomicInteger menuSeconds = new AtomicInteger();
  private final LineHistory recent = new LineHistory();
  private final Novelty novelty = new Novelty(System.nanoTime());
  private final CountDownLatch ended = new CountDownLatch(1);

  /** The bytes of serial.raw that earlier boots of the machine have filled. */
  private final long before;

  private long elidedFrom;
  private long lastLine;
  private volatile long bytes;

  /**
   * A recorder of one boot's console.
   *
   * @param before the bytes that earlier boots have sent
   */
  public ConsoleRecorder(RunContext context, long before) {
    this.context = context;
    this.before = before;
    this.bytes = before;
  }

  /** The bytes of serial.raw so far; to be called when the line has ended. */
  public long bytes() {
    return bytes;
  }

  /** How far the boot has come. */
  public Stage stage() {
    return stage;
  }

  /** The finding, with the line that it quotes, if that is one of the last lines. */
  public FindingBuilder placed(FindingBuilder finding) {
    return recent.placed(finding);
  }

  /** A boot menu was entered with that much left of its countdown. */
  void menuEntered(int seconds) {
    menuSeconds.addAndGet(seconds);
  }

  /** How long the console has shown nothing that it had not shown before, again and again. */
  public Duration sameOld() {
    return Duration.ofNanos(novelty.since(System.nanoTime()));
  }

  /** What entering boot menus saved, to be added to a summary; empty when none was entered. */
  public String menuNote() {
    int seconds = menuSeconds.get();
    return seconds == 0 ? "" : "; boot menu entered, " + seconds + " s saved";
  }

  /** Whether an init runs in the initramfs and nothing indicates that it looks for another root. */
  public boolean onlyInit() {
    return onlyInit;
  }

  @Override
  public void received(byte[] data, int length, long offset) {
    bytes = before + offset + length;
    context.record().received(data, 0, length);
  }

  @Override
  public void line(long number, long offset, String text) {
    long line = context.record().serialText(text);
    lastLine = line;
    standing = Optional.empty();
    String shown = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) : text;
    tracker.line(shown).ifPresent(change -> reached(change, line));
    onlyInit = tracker.onlyInit();
    Event.ConsoleLine event = new Event.ConsoleLine(line, before + offset, shown);
    recent.add(event);
    novelty.line(shown, System.nanoTime());
    if (line <= MOST_LINES) {
      context.record().append(event);
    } else {
      elidedFrom = elidedFrom == 0 ? line : elidedFrom;
      report(context.diagnosis().unrecordedLine(unrecorded(event)));
    }
  }

  @Override
  public void unfinishedLine(String text) {
    context.record().unfinishedText(text);
    if (text.isEmpty() || stage == Stage.READY) {
      return;
    }
    String shown = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) : text;
    tracker.unfinished(shown).ifPresent(change -> reached(change, 0));
    Event.ConsoleLine unfinished = new Event.ConsoleLine(lastLine + 1, bytes, shown);
    recent.add(unfinished);
    novelty.unfinished(shown, System.nanoTime());
    standing = Optional.of(unfinished);
  }

  /**
   * The unfinished line was quiet for a while, so it may be a prompt; called by {@link
   * PromptWatch}, not by the console.
   */
  void quiet() {
    Optional<Event.ConsoleLine> line = standing;
    standing = Optional.empty();
    line.ifPresent(l -> report(context.diagnosis().unfinished(unrecorded(l))));
  }

  @Override
  public void sent(byte[] data) {
    context.record().sent(new String(data, StandardCharsets.UTF_8));
  }

  @Override
  public void closed(String reason) {
    ended.countDown();
  }

  /**
   * Waits until all remaining output of the line has been processed; to be called when its machine
   * is gone.
   */
  public void awaitEnd() {
    try {
      // The line has ended, so this is a matter of milliseconds; the limit is for a listener that
      // hangs.
      boolean _ = ended.await(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From here on the console belongs to commands. */
  public void ready(String evidence) {
    tracker.ready(evidence).ifPresent(change -> reached(change, 0));
  }

  /** Reports which lines have no event of their own; to be called once, at the end. */
  public void finish() {
    if (elidedFrom > 0) {
      context.record().append(new Event.ConsoleLinesElided(elidedFrom, lastLine));
    }
  }

  private void reached(StageChange change, long line) {
    stage = change.stage();
    context.record().append(new Event.StageReached(change.stage(), line, change.evidence()));
  }

  private void report(List<Finding> findings) {
    findings.forEach(context::report);
  }

  private StampedEvent unrecorded(Event.ConsoleLine line) {
    return new StampedEvent(0, context.elapsedNanos(), Instant.now(), line);
  }

  /** The last lines of the console, for a message; empty when it never printed anything. */
  public static Optional<String> last(List<String> lines) {
    return lines.reversed().stream().filter(l -> !l.isBlank()).findFirst();
  }
}
