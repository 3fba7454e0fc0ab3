package dev.bootwitness.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {
  private static final int ENOUGH = 2000;

  @TempDir Path project;

  /** The program that is killed: says the number of each event after append has returned. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws Exception {
      try (RecordWriter writer =
          RecordWriter.open(RunDirectory.open(Path.of(args[0])), SecretMask.NONE)) {
        while (!System.out.checkError()) {
          byte[] line = "a line of the guest\n".getBytes(UTF_8);
          writer.received(line, 0, line.length);
          long number = writer.serialText("a line of the guest");
          System.out.println(writer.append(new Event.ConsoleLine(number, 0, "a line")).seq());
        }
      }
    }
  }

  @Test
  void everyEventThatWasAcknowledgedIsThereAfterKillMinus9() throws Exception {
    RunDirectory run = RunDirectory.create(project, "x", Instant.EPOCH);
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
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
        if (acknowledged == ENOUGH) {
          // By its handle: Process.destroyForcibly would close the pipe that is still being read.
          victim.toHandle().destroyForcibly();
        }
      }
    }
    victim.waitFor();
    RecordGaps gaps = new RecordReader(run).read(event -> {});
    assertThat(acknowledged).isGreaterThanOrEqualTo(ENOUGH);
    assertThat(gaps.events()).isGreaterThanOrEqualTo(acknowledged);
    assertThat(gaps.lostEvents()).isZero();
    assertThat(gaps.malformedLines()).isZero();
    assertThat(run.serialText().toFile().length()).isGreaterThanOrEqualTo(acknowledged * 20);
  }
}
