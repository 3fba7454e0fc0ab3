package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShutdownSignalsTest {

  /** A program that is told by a signal to stop while it writes what its runs left. */
  static final class Writing {
    private Writing() {}

    public static void main(String[] args) throws Exception {
      ShutdownSignals signals =
          ShutdownSignals.of(() -> say("stopping"), Duration.ZERO); // No patience with the runs.
      signals.keeping();
      say("writing");
      int go = System.in.read();
      say("whole " + (char) go);
      signals.done(7);
    }

    private static void say(String line) {
      System.out.println(line);
      System.out.flush();
    }
  }

  @Test
  @Timeout(60)
  void whatIsBeingWrittenIsWrittenToItsEnd() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    "/usr/bin/env",
                    "--default-signal=INT",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Writing.class.getName()))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("writing");
      assertThat(new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor()).isZero();
      assertThat(said.readLine()).isEqualTo("stopping");
      process.getOutputStream().write('g');
      process.getOutputStream().flush();

      assertThat(said.readLine()).isEqualTo("whole g");
      assertThat(process.waitFor()).isEqualTo(7);
    } finally {
      process.destroyForcibly();
    }
  }
}
