package dev.bootwitness.report.story;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.SecretMask;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A record written by the real writer, with a clock that a test moves. */
public final class TestRecord implements AutoCloseable {
  public static final Instant BEGAN = Instant.parse("2026-11-22T15:54:30Z");

  private final AtomicLong nanos = new AtomicLong();
  private final RecordWriter writer;
  private long offset;

  /** A record of a run called {@code name} below a folder. */
  public TestRecord(Path project, String name) throws IOException {
    RunDirectory directory = RunDirectory.create(project, name, BEGAN);
    SecretMask none = SecretMask.of(List.of(), List.of());
    writer = RecordWriter.open(directory, none, nanos::get, () -> BEGAN.plusNanos(nanos.get()));
    event(0, new Event.RunStarted(directory.id(), name, "specs/" + name, "0.1", "a test host"));
  }

  public RunDirectory directory() {
    return writer.directory();
  }

  public RecordWriter writer() {
    return writer;
  }

  /** Something happens at a time of the run, in seconds. */
  public TestRecord event(double seconds, Event event) {
    nanos.set((long) (seconds * 1e9));
    writer.append(event);
    return this;
  }

  /** The guest prints a line: its bytes, and the text that a terminal makes of them. */
  public long printed(double seconds, String bytes, String text) {
    nanos.set((long) (seconds * 1e9));
    byte[] raw = (bytes + "\r\n").getBytes(StandardCharsets.UTF_8);
    writer.received(raw, 0, raw.length);
    long line = writer.serialText(text);
    writer.append(new Event.ConsoleLine(line, offset, text));
    offset += raw.length;
    return line;
  }

  public long printed(double seconds, String text) {
    return printed(seconds, text, text);
  }

  /** The machine boots to a login within seconds 1 to 9, as every sample does. */
  public TestRecord booted() {
    event(1, new Event.PhaseStarted("boot"));
    event(
        1.1,
        new Event.MachineStarted(42, "7.2", "tcg", List.of("qemu", "-m", "256M", "-nodefaults")));
    event(1.2, new Event.PoweredOn());
    long kernel = printed(2.2, "[    0.000000] Linux version 6.1.0");
    event(2.2, new Event.StageReached(Stage.KERNEL, kernel, "[    0.000000] Linux version 6.1.0"));
    long userspace = printed(5, "\u001b[0;1;31mWelcome\u001b[0m to Debian!", "Welcome to Debian!");
    event(5, new Event.StageReached(Stage.USERSPACE, userspace, "Welcome to Debian!"));
    event(8, new Event.StageReached(Stage.LOGIN, 0, "debian login: "));
    event(9, new Event.PhaseEnded("boot", true, 8, "debian login:"));
    event(9, new Event.PhaseStarted("login"));
    event(9.5, new Event.LoginStep("root", "uid 0 verified"));
    event(10, new Event.StageReached(Stage.READY, 0, "root by sudo -i, uid 0 verified"));
    return event(10, new Event.PhaseEnded("login", true, 1, "root by sudo -i, uid 0 verified"));
  }

  /** A check with one command, within a second. */
  public TestRecord check(double from, CheckResult result, String command, String stdout) {
    event(from, new Event.CheckStarted(result.name()));
    int exit = result.passed() ? 0 : 1;
    event(from + 0.5, new Event.CommandRan(command, 0, exit, 0.4, stdout, ""));
    return event(from + 1, new Event.CheckEnded(result));
  }

  /** The run comes to its end, with the verdict that today's rules give. */
  public Verdict ended(double seconds) throws IOException {
    Verdict verdict = judged();
    event(seconds, new Event.VerdictReached(verdict));
    writer.verdict(verdict);
    event(seconds, new Event.RunEnded(0));
    return verdict;
  }

  /** The verdict on what is in the record. */
  public Verdict judged() throws IOException {
    Diagnosis diagnosis = new Diagnosis();
    new RecordReader(directory())
        .read(event -> {
          var _ = diagnosis.accept(event);
        });
    return diagnosis.verdict();
  }

  public Story story() throws IOException {
    return StoryTeller.read(directory(), judged());
  }

  @Override
  public void close() {
    writer.close();
  }
}
