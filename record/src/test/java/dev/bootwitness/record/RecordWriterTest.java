package dev.bootwitness.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T15:54:30.123456789Z");

  @TempDir Path project;
  private RunDirectory run = new RunDirectory(Path.of("."));
  private final AtomicLong nanos = new AtomicLong(1_000);

  @BeforeEach
  void makeDirectory() throws IOException {
    run = RunDirectory.create(project, "x", NOW);
  }

  @Test
  void eventsAreStampedInOrder() throws Exception {
    try (RecordWriter writer = open(SecretMask.NONE)) {
      StampedEvent first = writer.append(new Event.PoweredOn());
      nanos.addAndGet(42);
      StampedEvent second = writer.append(new Event.PhaseStarted("boot"));
      Instant utc = Instant.parse("2026-11-22T15:54:30.123Z");
      assertThat(first).isEqualTo(new StampedEvent(1, 0, utc, new Event.PoweredOn()));
      assertThat(second).isEqualTo(new StampedEvent(2, 42, utc, new Event.PhaseStarted("boot")));
      assertThat(RecordReader.all(run)).containsExactly(first, second);
    }
  }

  @Test
  void anEventIsInTheFileBeforeAListenerHearsOfIt() throws Exception {
    List<String> fileWhenHeard = new ArrayList<>();
    try (RecordWriter writer = open(SecretMask.NONE)) {
      writer.listen(event -> fileWhenHeard.add(read(run.events())));
      writer.append(new Event.RunEnded(0));
    }
    assertThat(fileWhenHeard).singleElement().asString().contains("run-ended").endsWith("\n");
  }

  @Test
  void aListenerMayAppendAndAllHearItAfterwardsInOrder() throws Exception {
    List<Long> early = new ArrayList<>();
    List<Long> late = new ArrayList<>();
    try (RecordWriter writer = open(SecretMask.NONE)) {
      writer.listen(event -> {
        early.add(event.seq());
        if (event.event() instanceof Event.ConsoleLine) {
          writer.append(new Event.Awaiting("the rest of the trace", 2));
          writer.awaitDelivery();
        }
      });
      writer.listen(event -> late.add(event.seq()));
      writer.append(new Event.ConsoleLine(1, 0, "Kernel panic"));
      writer.append(new Event.RunEnded(1));
    }
    assertThat(early).containsExactly(1L, 2L, 3L);
    assertThat(late).containsExactly(1L, 2L, 3L);
  }

  @Test
  void manyThreadsAppendWithoutGapsAndListenersHearThemInTheOrderOfTheFile() throws Exception {
    List<StampedEvent> heard = new ArrayList<>();
    try (RecordWriter writer = open(SecretMask.NONE)) {
      writer.listen(heard::add);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        IntStream.range(0, 8)
            .forEach(thread ->
                threads.execute(() -> {
                  for (int i = 0; i < 250; i++) {
                    writer.append(new Event.ToolOutput("build", thread + "/" + i));
                  }
                }));
      }
      writer.awaitDelivery();
      assertThat(heard.stream().map(StampedEvent::seq))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 2000).boxed().toList());
    }
    assertThat(RecordReader.all(run)).isEqualTo(heard);
  }

  @Test
  void aListenerThatWaitsForAnotherThreadsAppendDoesNotDeadlock() throws Exception {
    CountDownLatch appended = new CountDownLatch(1);
    List<Event> heard = new ArrayList<>();
    try (RecordWriter writer = open(SecretMask.NONE);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      writer.listen(event -> {
        heard.add(event.event());
        if (event.event() instanceof Event.PoweredOn) {
          threads.execute(() -> {
            writer.append(new Event.RunEnded(0));
            appended.countDown();
          });
          await(appended);
        }
      });
      writer.append(new Event.PoweredOn());
    }
    assertThat(heard).containsExactly(new Event.PoweredOn(), new Event.RunEnded(0));
  }

  @Test
  void aFailingListenerNeitherStopsTheRunNorTheOthers() throws Exception {
    List<Long> heard = new ArrayList<>();
    try (RecordWriter writer = open(SecretMask.NONE)) {
      writer.listen(event -> {
        throw new IllegalStateException("boom");
      });
      writer.listen(event -> heard.add(event.seq()));
      writer.append(new Event.PoweredOn());
      assertThat(heard).containsExactly(1L);
      assertThat(writer.failures().getFirst().sentence()).contains("listener", "boom");
    }
  }

  @Test
  void anInterruptedThreadCanStillWriteAndSoCanTheNext() throws Exception {
    try (RecordWriter writer = open(SecretMask.NONE)) {
      Thread.currentThread().interrupt();
      writer.append(new Event.Interrupted("SIGINT"));
      writer.received(new byte[] {'x'}, 0, 1);
      assertThat(Thread.interrupted()).isTrue();
      writer.append(new Event.RunEnded(130));
      assertThat(writer.failures()).isEmpty();
    }
    assertThat(RecordReader.all(run)).hasSize(2);
    assertThat(run.serialRaw()).hasContent("x");
  }

  @Test
  void aFullDiskEndsNothingAndIsReportedOnce() throws Exception {
    Files.createSymbolicLink(run.events(), Path.of("/dev/full"));
    List<Long> heard = new ArrayList<>();
    try (RecordWriter writer = open(SecretMask.NONE)) {
      writer.listen(event -> heard.add(event.seq()));
      nanos.addAndGet(12_300_000_000L);
      writer.append(new Event.PoweredOn());
      nanos.addAndGet(1);
      writer.append(new Event.RunEnded(0));
      assertThat(heard).containsExactly(1L, 2L);
      assertThat(writer.failures())
          .containsExactly(
              RecordFailure.of("events.jsonl", "No space left on device", 12_300_000_000L));
      assertThat(writer.loss()).hasValueSatisfying(loss -> assertThat(loss.isOfRoom()).isTrue());
      assertThat(writer.failures().getFirst().sentence())
          .isEqualTo("events.jsonl is incomplete from 12.3 s on: No space left on device");
    }
  }

  @Test
  void theRoomKeptForTheEndLeavesNoFile() throws Exception {
    try (RecordWriter writer = open(SecretMask.NONE);
        Stream<Path> files = Files.list(run.path())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .doesNotContain(".reserve")
          .contains("events.jsonl");
      writer.freeReserve();
    }
  }

  @Test
  void aRemovedFolderIsMadeAnewWithAllItHadAndIsReported() throws Exception {
    RecordWriter writer = open(SecretMask.NONE);
    writer.append(new Event.PoweredOn());
    writer.received("one\r\n".getBytes(UTF_8), 0, 5);
    writer.serialText("one");
    var kept = writer.evidence().text("units.txt", "units", "a.service\n").orElseThrow();
    OutputStream cast = writer.growing(run.serialCast());
    cast.write("header\n".getBytes(UTF_8));
    remove(project.resolve(".bootwitness"));
    nanos.addAndGet(3_210_000_000L);
    writer.append(new Event.RunEnded(3));
    writer.received("two".getBytes(UTF_8), 0, 3);
    cast.write("event\n".getBytes(UTF_8));
    writer.close();
    assertThat(RecordReader.all(run))
        .extracting(StampedEvent::event)
        .containsExactly(new Event.PoweredOn(), kept, new Event.RunEnded(3));
    assertThat(read(run.serialRaw())).isEqualTo("one\r\ntwo");
    assertThat(read(run.serialText())).isEqualTo("one\n");
    assertThat(read(run.serialCast())).isEqualTo("header\nevent\n");
    assertThat(run.path().resolveSibling("latest").toRealPath()).isEqualTo(run.path());
    assertThat(writer.loss()).isPresent();
    assertThat(writer.failures())
        .extracting(RecordFailure::sentence)
        .containsExactly(
            "the folder of the record was removed 3.2 s after the run began; what came from the console and all events were written anew; gone are evidence/001-units.txt");
  }

  @Test
  void aFolderThatCannotBeMadeAnewIsReportedAndEndsNothing() throws Exception {
    RecordWriter writer = open(SecretMask.NONE);
    remove(run.path());
    Files.writeString(run.path(), "somebody's own file");
    writer.append(new Event.PoweredOn());
    writer.verdict(SampleEvents.verdict());
    writer.close();
    assertThat(run.path()).content().isEqualTo("somebody's own file");
    assertThat(writer.failures().getFirst().sentence())
        .contains("the folder of the record was removed 0.0 s", "it cannot be made anew: ");
  }

  @Test
  void aFileRemovedWithoutAnyErrorIsNoticedAtTheEnd() throws Exception {
    RecordWriter writer = open(SecretMask.NONE);
    writer.append(new Event.PoweredOn());
    Files.delete(run.events());
    writer.close();
    assertThat(writer.failures().getFirst().sentence())
        .startsWith("events.jsonl of the record was removed 0.0 s after the run began; ");
    assertThat(RecordReader.all(run)).hasSize(1);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void whatComesAfterTheEndIsNotKeptAndIsReported() throws Exception {
    RecordWriter writer = open(SecretMask.NONE);
    writer.close();
    writer.close();
    assertThat(writer.failures()).isEmpty();
    writer.append(new Event.PoweredOn());
    writer.received(new byte[] {'x'}, 0, 1);
    assertThat(run.events()).isEmptyFile();
    assertThat(run.serialRaw()).isEmptyFile();
    assertThat(writer.failures().getFirst().reason()).contains("after the end");
  }

  @Test
  void theSerialConsoleIsKeptAsBytesAndAsNumberedLines() throws Exception {
    try (RecordWriter writer = open(SecretMask.NONE)) {
      byte[] bytes = "\u001b[0mone\r\ntwo\r\nspark login: ".getBytes(UTF_8);
      writer.received(bytes, 0, 4);
      writer.received(bytes, 4, bytes.length - 4);
      assertThat(run.serialRaw()).hasBinaryContent(bytes);
      assertThat(writer.serialText("one")).isEqualTo(1);
      writer.unfinishedText("tw");
      assertThat(writer.serialText("t\nwo")).isEqualTo(2);
      writer.unfinishedText("spark login: ");
      assertThat(read(run.serialText())).isEqualTo("one\nt␊wo\n");
    }
    assertThat(read(run.serialText())).isEqualTo("one\nt␊wo\nspark login: ");
  }

  @Test
  void noSecretReachesAnyFileOrListener() throws Exception {
    SecretMask mask = SecretMask.of(List.of("hunter2"), List.of("root"));
    List<StampedEvent> heard = new ArrayList<>();
    try (RecordWriter writer = open(mask)) {
      writer.listen(heard::add);
      writer.append(new Event.CommandRan("echo hunter2", 0, 0, 0.1, "hunter2\n", ""));
      writer.append(new Event.MachineStarted(1, "qemu", "tcg", List.of("-fw_cfg", "x=hunter2")));
      writer.sent("hunter2\r");
      writer.sent("root\r");
      writer.received("hunter2\r\nroot@x".getBytes(UTF_8), 0, 15);
      writer.serialText("hunter2");
      writer.unfinishedText("hunter2");
      Verdict verdict = SampleEvents.verdict();
      Finding leak =
          new Finding("a/b", "t", "d", "serial", 1L, 0L, 1.0, "hunter2", "", Fault.IMAGE);
      writer.verdict(
          new Verdict(
              Verdict.FORMAT,
              verdict.run(),
              verdict.spec(),
              Outcome.FAILED,
              Fault.IMAGE,
              Stage.LOGIN,
              leak,
              List.of(leak),
              List.of("hunter2"),
              List.of(),
              List.of(),
              List.of(),
              null,
              null,
              null,
              null));
      assertThat(writer.failures()).isEmpty();
    }
    try (Stream<Path> files = Files.walk(run.path()).filter(Files::isRegularFile)) {
      assertThat(files.toList())
          .hasSize(4)
          .allSatisfy(file -> assertThat(read(file)).isNotEmpty().doesNotContain("hunter2"));
    }
    assertThat(heard.toString()).doesNotContain("hunter2").contains("text=********\\r");
    assertThat(RecordReader.all(run)).isEqualTo(heard);
    assertThat(read(run.serialRaw())).isEqualTo("*******\r\nroot@x");
    assertThat(read(run.serialText())).isEqualTo("*******\n*******");
  }

  @Test
  void whatWasTypedIsReadable() throws Exception {
    try (RecordWriter writer = open(SecretMask.NONE)) {
      assertThat(writer.sent("\u0003a\tb\u001b[6nä\r\n").event())
          .isEqualTo(new Event.ConsoleSent("\\x03a\\tb\\e[6nä\\r\\n"));
    }
  }

  @Test
  void aVerdictReplacesTheOneBefore() throws Exception {
    try (RecordWriter writer = open(SecretMask.NONE)) {
      assertThat(RecordReader.verdict(run)).isEmpty();
      Files.writeString(run.verdict(), "older");
      writer.verdict(SampleEvents.verdict());
      assertThat(RecordReader.verdict(run)).hasValue(SampleEvents.verdict());
    }
    try (Stream<Path> entries = Files.list(run.path())) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "events.jsonl", "serial.raw", "serial.txt", "verdict.json", "evidence");
    }
  }

  @Test
  void anInterruptDoesNotCostTheVerdict() throws Exception {
    try (RecordWriter writer = open(SecretMask.NONE)) {
      Thread.currentThread().interrupt();
      writer.verdict(SampleEvents.verdict());
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(RecordReader.verdict(run)).hasValue(SampleEvents.verdict());
  }

  @Test
  void aVerdictThatCannotBeWrittenIsToldAndLeavesNoHalf() throws Exception {
    try (RecordWriter writer = open(SecretMask.NONE)) {
      Files.createDirectories(run.verdict().resolve("in the way"));
      writer.verdict(SampleEvents.verdict());
      assertThat(writer.failures())
          .singleElement()
          .satisfies(failure -> {
            assertThat(failure.isOfVerdict()).isTrue();
            assertThat(failure.sentence()).startsWith("verdict.json was not kept, ");
          });
    }
    try (Stream<Path> entries = Files.list(run.path())) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "events.jsonl", "serial.raw", "serial.txt", "verdict.json", "evidence");
    }
  }

  private RecordWriter open(SecretMask mask) throws IOException {
    return RecordWriter.open(run, mask, nanos::get, InstantSource.fixed(NOW));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
