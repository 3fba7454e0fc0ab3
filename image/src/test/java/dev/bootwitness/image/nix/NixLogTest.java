package dev.bootwitness.image.nix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What people read of the logs that Debian's Nix 2.8.0 wrote. */
class NixLogTest {

  private final NixLog log = new NixLog();
  private final List<String> lines = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  @Test
  void aBuildIsToldByDerivation() throws Exception {
    read("built");

    assertThat(lines)
        .filteredOn(line -> !line.contains("is dirty"))
        .containsExactly("building img", "img> one again", "img> 20%", "img> two");
    assertThat(steps).containsExactly("evaluation", "building", "building img", "building");
    assertThat(log.built()).isTrue();
  }

  @Test
  void nothingToBuildIsKnown() throws Exception {
    read("nothing-to-do");
    assertThat(log.built()).isFalse();
  }

  @Test
  void theLastLinesAreThoseOfTheDerivationThatFailed() throws Exception {
    read("builder-failed");

    assertThat(log.lastLinesOfFailed())
        .containsExactly("working 1", "working 2", "working 3", "the disk is too small");
    assertThat(lines)
        .anyMatch(
            line -> line.matches("error: builder for '.*-bad\\.drv' failed with exit code 3"));
  }

  @Test
  void anErrorOfTheEvaluationIsMarkedAsOne() throws Exception {
    read("evaluation-failed");
    assertThat(lines).contains("nix evaluation> error: no such kernel");
    read("syntax-error");
    assertThat(lines)
        .anyMatch(line ->
            line.matches(
                "nix evaluation> error: syntax error, unexpected ';' at /\\S+/flake\\.nix:1:54:"));
  }

  @Test
  void aMessageOfAFewLinesIsOne() throws Exception {
    read("hash-mismatch");
    assertThat(lines)
        .anyMatch(line ->
            line.matches(
                "error: hash mismatch in fixed-output derivation '\\S+-fixed\\.drv': specified:"
                    + " sha256-A+= got: sha256-\\S+="));
  }

  @Test
  void hostileLinesStayTextOfBoundedLength() {
    NixLog.Reading started =
        log.read(
            "@nix {\"action\":\"start\",\"type\":105,\"id\":1,\"level\":3,\"text\":\"\",\"fields\":"
                + "[\"/nix/store/x-evil\\u001b[2J.drv\"]}");
    assertThat(started.lines()).containsExactly("building evil\\x1b[2J");
    NixLog.Reading spoken =
        log.read(
            "@nix {\"action\":\"result\",\"type\":101,\"id\":1,\"fields\":[\""
                + "x".repeat(100_000)
                + "\"]}");
    assertThat(spoken.lines().getFirst()).hasSizeLessThan(5000);
    assertThat(log.read("@nix {\"action\":").lines()).isEmpty();
    assertThat(log.read("@nix [1,2]").lines()).isEmpty();
    assertThat(log.read("unshare: no permission").lines())
        .containsExactly("unshare: no permission");
  }

  private void read(String name) throws Exception {
    for (String line : recorded(name)) {
      NixLog.Reading reading = log.read(line);
      lines.addAll(reading.lines());
      String step = (reading.step() + " " + reading.detail()).strip();
      if (steps.isEmpty() || !steps.getLast().equals(step)) {
        steps.add(step);
      }
    }
  }

  static List<String> recorded(String name) throws Exception {
    try (InputStream file =
        Objects.requireNonNull(NixLogTest.class.getResourceAsStream(name + ".log"), name)) {
      return new String(file.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
