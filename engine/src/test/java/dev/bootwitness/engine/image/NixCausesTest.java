package dev.bootwitness.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.image.nix.NixLog;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.StampedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is blamed for the logs that Debian's Nix 2.8.0 wrote. */
class NixCausesTest {

  private static final Path LOGS = Path.of("../image/src/test/resources/dev/bootwitness/image/nix");

  private final Diagnosis diagnosis = new Diagnosis();
  private final List<Finding> findings = new ArrayList<>();
  private long number;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          features-off      | build/nix-features-off      | Nix feature nix-command is switched off on this host
          no-build-users    | build/nix-no-build-users    | Nix is to build as the members of group nixbld, which this host does not have
          evaluation-failed | build/nix-evaluation-failed | Nix could not evaluate the flake: no such kernel
          input-unreachable | build/nix-fetch-failed      | Nix could not download https://api.github.com/repos/a/b/commits/HEAD: Couldn't resolve host name (6)
          file-untracked    | build/nix-file-untracked    | the flake uses lib.sh, which git does not track
          other-system      | build/nix-system-unsupported| derivation a is built on aarch64-linux, and this host is x86_64-linux
          builder-failed    | build/failed                | It failed.
          """)
  void theFailureOfTheBuildHasThisCause(String log, String cause, String detail) throws Exception {
    hear(log);
    fail();

    Finding primary = diagnosis.primary().orElseThrow();
    assertThat(primary.cause()).isEqualTo(cause);
    assertThat(primary.detail()).isEqualTo(detail);
  }

  @Test
  void bothHashesOfAMismatchAreNamed() throws Exception {
    hear("hash-mismatch");
    fail();

    Finding primary = diagnosis.primary().orElseThrow();
    assertThat(primary.cause()).isEqualTo("build/nix-hash-mismatch");
    assertThat(primary.subject()).isEqualTo("fixed");
    assertThat(primary.advice())
        .startsWith(
            "If the change is wanted, write sha256-mOpuTyFvL7S2n/+bOkSELDhobKaF8/VdxIxdP7EQe+Q=");
  }

  @Test
  void aSyntaxErrorIsToldWithItsPlace() throws Exception {
    hear("syntax-error");
    fail();
    assertThat(diagnosis.primary().orElseThrow().detail())
        .contains("syntax error, unexpected ';' at ")
        .contains("/flake.nix:1:54");
  }

  @Test
  void anUnreachableCacheIsToldAtItsFirstFailureAndBlamedForNothingWhenTheBuildSucceeds()
      throws Exception {
    for (String line : lines("substituter-unreachable")) {
      hearLine(line);
      if (line.contains("retrying in")) {
        break;
      }
    }
    assertThat(findings).extracting(Finding::cause).contains("build/nix-substituter-unreachable");

    hear("substituter-unreachable");
    assertThat(findings)
        .extracting(Finding::cause)
        .containsOnlyOnce("build/nix-substituter-unreachable");
    assertThat(diagnosis.primary()).isEmpty();
  }

  @Test
  void aCacheThatDoesNotAnswerIsNotBlamedForABuilderThatFails() throws Exception {
    hear("substituter-unreachable");
    fail();
    assertThat(diagnosis.primary().orElseThrow().cause()).isEqualTo("build/failed");
  }

  @Test
  void aDownloadIsReportedWhileNixStillTriesAgain() throws Exception {
    for (String line : lines("input-unreachable")) {
      hearLine(line);
      if (line.contains("retrying in")) {
        break;
      }
    }
    assertThat(findings)
        .extracting(Finding::detail)
        .contains(
            "https://api.github.com/repos/a/b/commits/HEAD does not answer (Couldn't resolve host name"
                + " (6)), and Nix tries again");
    assertThat(diagnosis.primary()).isEmpty();
  }

  @Test
  void aDirtyTreeIsANote() throws Exception {
    hear("built");
    assertThat(findings).extracting(Finding::cause).containsExactly("build/nix-dirty-tree");
    assertThat(diagnosis.primary()).isEmpty();
  }

  @Test
  void whatABuilderPrintsIsNotTakenForAWordOfNix() {
    for (String line :
        List.of(
            "image> error: experimental Nix feature 'flakes' is disabled",
            "image> nix evaluation> error: no such kernel",
            "image> error: hash mismatch in fixed-output derivation 'x.drv': specified: a got: b")) {
      tell(new Event.ToolOutput("build", line));
    }
    assertThat(findings).isEmpty();
  }

  private void hear(String log) throws Exception {
    for (String line : lines(log)) {
      hearLine(line);
    }
  }

  private final NixLog nix = new NixLog();

  private void hearLine(String line) {
    nix.read(line).lines().forEach(read -> tell(new Event.ToolOutput("build", read)));
  }

  private void fail() {
    tell(
        new Event.FindingMade(
            FindingBuilder.of("build/failed", "It failed.", "host", "the disk is too small")));
  }

  private void tell(Event event) {
    number++;
    List<Finding> made =
        diagnosis.accept(new StampedEvent(number, number * 1_000_000, Instant.EPOCH, event));
    findings.addAll(made);
    made.forEach(finding -> tell(new Event.FindingMade(finding)));
  }

  private static List<String> lines(String log) throws Exception {
    return Files.readAllLines(LOGS.resolve(log + ".log"));
  }
}
