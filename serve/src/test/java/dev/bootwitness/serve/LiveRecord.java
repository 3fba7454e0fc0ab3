package dev.bootwitness.serve;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.SecretMask;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.Ledger;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/** A record that the real writer writes, as a run does that goes on. For one thread. */
final class LiveRecord implements AutoCloseable {

  static final Instant BEGAN = Instant.parse("2026-11-22T15:54:30Z");

  /** Stands for the lock that a run holds on its mark. */
  private static final String MARK = "running";

  private static final JsonMapper JSON = new JsonMapper();

  private final AtomicLong nanos = new AtomicLong();
  private final RecordWriter writer;
  private final OutputStream cast;
  private final Path project;
  private long offset;

  LiveRecord(Path project, String name) throws IOException {
    this(project, name, BEGAN);
  }

  LiveRecord(Path project, String name, Instant began) throws IOException {
    this.project = project;
    RunDirectory directory = RunDirectory.create(project, name, began);
    Files.createFile(directory.path().resolve(MARK));
    SecretMask none = SecretMask.of(List.of(), List.of());
    this.writer =
        RecordWriter.open(directory, none, nanos::get, () -> began.plusNanos(nanos.get()));
    this.cast = writer.growing(directory.serialCast());
    cast.write("{\"version\":2,\"width\":240,\"height\":60}\n".getBytes(StandardCharsets.UTF_8));
    event(0, new Event.RunStarted(directory.id(), name, "specs/" + name, "0.1", "a test host"));
  }

  static boolean isGoingOn(Path record) {
    return Files.exists(record.resolve(MARK));
  }

  String id() {
    return writer.directory().id();
  }

  RunDirectory directory() {
    return writer.directory();
  }

  RecordWriter writer() {
    return writer;
  }

  LiveRecord event(double seconds, Event event) {
    nanos.set((long) (seconds * 1e9));
    writer.append(event);
    return this;
  }

  /** The guest prints a line. */
  LiveRecord printed(double seconds, String text) throws IOException {
    nanos.set((long) (seconds * 1e9));
    byte[] raw = (text + "\r\n").getBytes(StandardCharsets.UTF_8);
    writer.received(raw, 0, raw.length);
    String line = text.lines().findFirst().orElse("");
    writer.append(new Event.ConsoleLine(writer.serialText(line), offset, line));
    offset += raw.length;
    String json = JSON.writeValueAsString(new String(raw, StandardCharsets.UTF_8));
    cast.write(("[" + seconds + ",\"o\"," + json + "]\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The machine is on and its kernel prints. */
  LiveRecord booting() throws IOException {
    event(1, new Event.PhaseStarted("boot"));
    event(1.1, new Event.MachineStarted(42, "7.2", "tcg", List.of("qemu", "-m", "256M")));
    event(1.2, new Event.PoweredOn());
    printed(2.2, "[    0.000000] Linux version 6.1.0");
    return event(2.2, new Event.StageReached(Stage.KERNEL, 1, "Linux version 6.1.0"));
  }

  /** And on to a root shell. */
  LiveRecord booted() throws IOException {
    booting();
    event(8, new Event.StageReached(Stage.LOGIN, 0, "login: "));
    event(9, new Event.PhaseEnded("boot", true, 8, "login:"));
    event(9, new Event.PhaseStarted("login"));
    event(10, new Event.StageReached(Stage.READY, 0, "root"));
    return event(10, new Event.PhaseEnded("login", true, 1, "root by sudo -i"));
  }

  LiveRecord check(double seconds, String name, boolean held) {
    event(seconds, new Event.CheckStarted(name));
    return event(
        seconds + 0.5,
        new Event.CheckEnded(
            new CheckResult(
                name, held ? CheckResult.PASSED : CheckResult.FAILED, 0.5, held ? "" : "no")));
  }

  LiveRecord finding(String cause, String text) {
    return event(
        11,
        new Event.FindingMade(
            new Finding(cause, text, text, "serial", 1L, 1L, 1.0, text, text, Fault.IMAGE)));
  }

  /** The run ends: verdict, ledger, and then its mark is gone. */
  Verdict ended(double seconds) throws IOException {
    Diagnosis diagnosis = new Diagnosis();
    new RecordReader(writer.directory())
        .read(event -> {
          var _ = diagnosis.accept(event);
        });
    Verdict verdict = diagnosis.verdict();
    event(seconds, new Event.VerdictReached(verdict));
    writer.verdict(verdict);
    event(seconds, new Event.RunEnded(0));
    Ledger.of(project).add(verdict);
    Files.delete(writer.directory().path().resolve(MARK));
    return verdict;
  }

  @Override
  public void close() {
    writer.close();
  }
}
