package dev.bootwitness.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records whose writer was killed at an arbitrary moment. For more kills than a build has time for,
 * use {@code -Dbootwitness.kills=200}, see {@code bench/record/kills}.
 */
class KilledWriterTest {
  private static final int KILLS = Integer.getInteger("bootwitness.kills", 5);
  private static final int MOST_ACKNOWLEDGED = 3000;
  private static final String SECRET = "hunter2-hunter2";

  @TempDir Path project;

  /**
   * The program that is killed: writes everything a run writes as fast as it can, and prints the
   * number of each event after append has returned.
   */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws Exception {
      SecretMask mask = SecretMask.of(List.of(SECRET), List.of());
      List<Event> samples = SampleEvents.all().toList();
      Verdict verdict = SampleEvents.verdict();
      try (RecordWriter writer = RecordWriter.open(RunDirectory.open(Path.of(args[0])), mask)) {
        System.out.println(0);
        for (int i = 0; !System.out.checkError(); i++) {
          byte[] line = ("a line of the guest with " + SECRET + "\r\n").getBytes(UTF_8);
          int cut = i % line.length;
          writer.received(line, 0, cut);
          writer.received(line, cut, line.length - cut);
          writer.serialText("a line of the guest with " + SECRET);
          writer.append(samples.get(i % samples.size()));
          if (i % 40 == 0) {
            var _ = writer.evidence().text("journal.txt", SECRET, (SECRET + i + "\n").repeat(2000));
            writer.verdict(verdict);
          }
          System.out.println(writer.sent("a command " + SECRET + "\r").seq());
        }
      }
    }
  }

  @Test
  void aRecordIsReadableWheneverItsWriterWasKilled() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      RunDirectory run = RunDirectory.create(project, "x", Instant.EPOCH);
      long acknowledged = killed(run, random.nextInt(MOST_ACKNOWLEDGED));
      assertReadable(run, acknowledged, "kill " + kill + " of seed " + seed);
    }
  }

  private static long killed(RunDirectory run, long enough) throws Exception {
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path", ""),
                Victim.class.getName(),
                run.path().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = 0;
    try (BufferedReader out = victim.inputReader(UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        acknowledged = Long.parseLong(line);
        if (acknowledged >= enough) {
          // By its handle: Process.destroyForcibly would close the pipe that is still being read.
          victim.toHandle().destroyForcibly();
        }
      }
    }
    victim.waitFor();
    return acknowledged;
  }

  private static void assertReadable(RunDirectory run, long acknowledged, String which)
      throws Exception {
    List<StampedEvent> events = new ArrayList<>();
    RecordGaps gaps = new RecordReader(run).read(events::add);
    assertThat(gaps.events()).as(which).isGreaterThanOrEqualTo(acknowledged);
    assertThat(gaps.lostEvents()).as(which).isZero();
    assertThat(gaps.malformedLines()).as(which).isZero();
    assertThat(RecordReader.verdict(run).isPresent())
        .as(which)
        .isEqualTo(acknowledged > 0 || Files.exists(run.verdict()));
    for (StampedEvent event : events) {
      if (event.event() instanceof Event.EvidenceKept kept && kept.file().startsWith("evidence/")) {
        assertThat(sha256(run.path().resolve(kept.file()))).as(which).isEqualTo(kept.sha256());
      }
    }
    // Two events per acknowledged round, and one line.
    assertThat(Files.readAllLines(run.serialText()).size())
        .as(which)
        .isGreaterThanOrEqualTo((int) acknowledged / 3);
    try (var files = Files.walk(run.path()).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file, UTF_8)).as(which + " " + file).doesNotContain(SECRET);
      }
    }
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
