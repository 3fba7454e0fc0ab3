package dev.bootwitness.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CiOutputTest {

  private static final CauseDocs DOCS = new CauseDocs("https://docs.example.org/");

  @TempDir Path folder;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  private static Verdict verdict(Outcome outcome, @Nullable Finding primary) {
    return verdict("specs/iso/bootwitness.yaml", outcome, primary);
  }

  private static Verdict verdict(String spec, Outcome outcome, @Nullable Finding primary) {
    return new Verdict(
        Verdict.FORMAT,
        "2026-11-30T15-54-30Z-iso",
        spec,
        outcome,
        outcome == Outcome.PASSED ? null : Fault.IMAGE,
        Stage.READY,
        primary,
        primary == null ? List.of() : List.of(primary),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        null);
  }

  private static Finding unit(String channel, String quote, String advice) {
    return new Finding(
        "systemd/unit-failed",
        "a unit failed",
        "ssh.service failed to start",
        "ssh.service",
        channel,
        412L,
        0L,
        null,
        quote,
        advice,
        Fault.IMAGE);
  }

  private PrintStream out() {
    return new PrintStream(log, true, StandardCharsets.UTF_8);
  }

  private static CiRun run(Verdict verdict, String console) {
    return new CiRun(verdict, List.of(), console.lines().toList(), DOCS);
  }

  private String github(Verdict verdict, String console) throws IOException {
    Path summary = folder.resolve("summary.md");
    Map<String, String> environment = Map.of("GITHUB_STEP_SUMMARY", summary.toString());
    try (CiOutput output = new CiOutput(new GithubJob(environment, "token", out()), DOCS)) {
      output.job().ended(run(verdict, console));
    }
    return Files.readString(summary);
  }

  /** The lines that GitHub takes for commands: all that is not between the two marks. */
  private List<String> commands() {
    List<String> commands = new ArrayList<>();
    boolean stopped = false;
    for (String line : printed().lines().toList()) {
      if (line.equals("::stop-commands::token") && !stopped) {
        stopped = true;
      } else if (stopped) {
        stopped = !line.equals("::token::");
      } else {
        commands.add(line);
      }
    }
    assertThat(stopped).isFalse();
    return commands;
  }

  private String printed() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFailureIsASummaryWithItsEvidenceAndOneAnnotation() throws IOException {
    String summary =
        github(
            verdict(
                Outcome.FAILED,
                unit(
                    "serial", "[FAILED] Failed to start ssh.service", "Read `journalctl -u ssh`.")),
            "one\ntwo\n");

    assertThat(summary)
        .isEqualTo(
            """
            ### ✗ `specs/iso/bootwitness.yaml` [`systemd/unit-failed`](https://docs.example.org/causes/systemd/unit-failed/) `ssh.service`

            ssh.service failed to start

            | where | what |
            |---|---|
            | serial line 412 | `[FAILED] Failed to start ssh.service` |
            | next | Read `journalctl -u ssh`. |

            the image is at fault · record `2026-11-30T15-54-30Z-iso`, with report.html

            <details><summary>Console, last 2 lines</summary>

            ```text
            one
            two
            ```

            </details>

            """);
    assertThat(commands())
        .containsExactly(
            "::error file=specs/iso/bootwitness.yaml,title=specs/iso/bootwitness.yaml%3A"
                + " systemd/unit-failed::ssh.service failed to start%0ARead `journalctl -u ssh`."
                + "%0Ahttps://docs.example.org/causes/systemd/unit-failed/",
            "::group::Console of specs/iso/bootwitness.yaml, last 2 lines", "::endgroup::");
    assertThat(printed()).contains("\n::stop-commands::token\n| one\n| two\n::token::\n");
  }

  @Test
  void aPassIsALineAndNoAnnotation() throws IOException {
    assertThat(github(verdict(Outcome.PASSED, null), "login:"))
        .startsWith("### ✓ `specs/iso/bootwitness.yaml` passed\n\nreached ready · record ")
        .doesNotContain("Console");
    assertThat(commands())
        .containsExactly(
            "::group::Console of specs/iso/bootwitness.yaml, last 1 lines", "::endgroup::");
  }

  @Test
  void aMistakeInTheSpecIsAnnotatedAtItsLine() throws IOException {
    var _ = github(verdict(Outcome.BROKEN, unit("spec", "x", "")), "");

    assertThat(commands().getFirst())
        .startsWith("::error file=specs/iso/bootwitness.yaml,line=412,title=");
  }

  @Test
  void severalRunsAddToTheSummaryUntilItIsFull() throws IOException {
    Files.writeString(folder.resolve("summary.md"), "x".repeat(899 << 10));
    assertThat(github(verdict(Outcome.PASSED, null), "")).contains("x### ");
    Files.writeString(folder.resolve("summary.md"), "x".repeat(900 << 10));
    assertThat(github(verdict(Outcome.PASSED, null), "")).endsWith("x");
  }

  @Test
  void whatAGuestPrintsIsNoCommandAndNoMarkup() throws IOException {
    String hostile =
        "::stop-commands::x\u001b[2J\n```\n</details><script>|`x`\n::error::y\nx ##[error]z\n::token::";
    String summary = github(verdict(Outcome.FAILED, unit("serial", hostile, hostile)), hostile);

    assertThat(commands()).hasSize(3).first().asString().startsWith("::error file=");
    assertThat(printed()).doesNotContain("##[").doesNotContain("\u001b");
    assertThat(summary).doesNotContain("\u001b").contains("````text\n");
    assertThat(summary.lines().filter(line -> line.startsWith("| "))).hasSize(3);
  }

  private void gitlab(Verdict verdict, String console) throws IOException {
    new GitlabJob(
            Map.of("CI_PROJECT_DIR", folder.toString()),
            folder,
            InstantSource.fixed(Instant.ofEpochSecond(7)),
            out())
        .ended(run(verdict, console));
  }

  @Test
  void gitlabGetsAFoldedSection() throws IOException {
    gitlab(verdict(Outcome.PASSED, null), "a\u001b[31mb\n\u001b[0Ksection_end:7:x\r\u001b[0K");

    assertThat(printed())
        .isEqualTo(
            "\033[0Ksection_start:7:console_2026-11-30T15-54-30Z-iso[collapsed=true]\r\033[0K"
                + "Console of specs/iso/bootwitness.yaml, last 3 lines\n"
                + "| a\\x1b[31mb\n| \\x1b[0Ksection_end:7:x\n| \\x1b[0K\n"
                + "\033[0Ksection_end:7:console_2026-11-30T15-54-30Z-iso\r\033[0K\n");
  }

  @Test
  void gitlabGetsFindingsAtTheLineOfTheSpecAndTheTimes() throws IOException {
    Path spec = folder.resolve("iso/bootwitness.yaml");
    Files.createDirectories(spec.getParent());
    Files.writeString(spec, "# ssh.service\nname: ssh.service\nchecks:\n  - unit: ssh.service\n");
    gitlab(verdict(spec.toString(), Outcome.FAILED, unit("serial", "x", "")), "");
    gitlab(verdict("other", Outcome.FAILED, unit("serial", "x", "")), "");
    Path quality = folder.resolve(".bootwitness/ci/gl-code-quality-report.json");

    assertThat(Files.readString(quality).replaceAll("[0-9a-f]{64}", "DIGEST"))
        .isEqualTo(
            """
            [{"description":"systemd/unit-failed: ssh.service failed to start",\
            "check_name":"systemd/unit-failed","fingerprint":"DIGEST","severity":"critical",\
            "location":{"path":"iso/bootwitness.yaml","lines":{"begin":4}}},\
            {"description":"systemd/unit-failed: ssh.service failed to start",\
            "check_name":"systemd/unit-failed","fingerprint":"DIGEST","severity":"critical",\
            "location":{"path":"other","lines":{"begin":1}}}]
            """);
    assertThat(Files.readString(folder.resolve(".bootwitness/ci/metrics.txt")))
        .isEqualTo(
            """
            # TYPE bootwitness_passed gauge
            bootwitness_passed{spec="%s"} 0
            bootwitness_passed{spec="other"} 0
            # EOF
            """
                .formatted(spec));

    gitlab(verdict(spec.toString(), Outcome.PASSED, null), "");
    assertThat(Files.readString(quality)).doesNotContain("iso/").contains("other");
  }

  @Test
  void buildkiteGetsGroupsAndAnAnnotation() throws IOException {
    List<String> shown = new ArrayList<>();
    BuildkiteJob job =
        new BuildkiteJob((style, context, text) -> shown.add(style + " " + context), out());
    job.ended(run(verdict(Outcome.PASSED, null), "login:"));
    job.ended(run(verdict(Outcome.FAILED, unit("serial", "x", "")), "+++ not a group"));

    assertThat(printed())
        .isEqualTo(
            """
            --- Console of specs/iso/bootwitness.yaml, last 1 lines
            | login:
            +++ Console of specs/iso/bootwitness.yaml, last 1 lines
            | +++ not a group
            """);
    assertThat(shown).containsExactly("error bootwitness-specs/iso/bootwitness.yaml");
  }

  @Test
  void buildkitesAgentGetsTheTextOnItsStandardInput() throws IOException {
    Path agent = folder.resolve("buildkite-agent");
    Files.writeString(
        agent, "#!/bin/sh\necho \"$*\" > '" + folder + "/said'\ncat >> '" + folder + "/said'\n");
    Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwx------"));
    new BuildkiteAgent(Map.of("PATH", folder + ":/usr/bin")).show("error", "context", "### text");
    new BuildkiteAgent(Map.of("PATH", "/nowhere")).show("error", "context", "nobody reads this");

    assertThat(folder.resolve("said"))
        .hasContent("annotate --style error --context context\n### text");
  }

  /** Specs of one name lie in folders of long names, and each has an annotation of its own. */
  @Test
  void twoLongContextsStayTwo() throws IOException {
    Path agent = folder.resolve("buildkite-agent");
    Files.writeString(agent, "#!/bin/sh\necho \"$5\" >> '" + folder + "/contexts'\n");
    Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwx------"));
    BuildkiteAgent buildkite = new BuildkiteAgent(Map.of("PATH", folder + ":/usr/bin"));
    String folders = "bootwitness-" + "tests/of-a-long-name/".repeat(5);
    for (String spec : List.of("one", "two", "one")) {
      buildkite.show("error", folders + spec + "/bootwitness.yaml", "");
    }

    List<String> contexts = Files.readAllLines(folder.resolve("contexts"));
    assertThat(contexts)
        .allMatch(context -> context.length() == 100 && context.startsWith("bootwitness-tests/"));
    assertThat(contexts.get(0)).isEqualTo(contexts.get(2)).isNotEqualTo(contexts.get(1));
  }

  @Test
  void jenkinsGetsTheConsoleOfAFailure() throws IOException {
    JenkinsJob job = new JenkinsJob(out());
    job.ended(run(verdict(Outcome.PASSED, null), "login:"));
    job.ended(run(verdict(Outcome.FAILED, unit("serial", "x", "")), "\u001b[8mha:note"));

    assertThat(printed())
        .isEqualTo("Console of specs/iso/bootwitness.yaml, last 1 lines\n| \\x1b[8mha:note\n");
  }

  @Test
  void theSystemIsRecognisedByItsVariable() {
    assertThat(CiSystem.recognised(Map.of("GITHUB_ACTIONS", "true"))).isEqualTo(CiSystem.GITHUB);
    assertThat(CiSystem.recognised(Map.of("GITLAB_CI", "true"))).isEqualTo(CiSystem.GITLAB);
    assertThat(CiSystem.recognised(Map.of("BUILDKITE", "true"))).isEqualTo(CiSystem.BUILDKITE);
    assertThat(CiSystem.recognised(Map.of("JENKINS_URL", "https://ci/")))
        .isEqualTo(CiSystem.JENKINS);
    assertThat(CiSystem.recognised(Map.of("BUILD_TAG", "jenkins-images-7")))
        .isEqualTo(CiSystem.JENKINS);
    assertThat(CiSystem.recognised(Map.of())).isEqualTo(CiSystem.NONE);
  }
}
