package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.history.LedgerEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** {@code known check} on a ledger of 200 runs of two specs, in the ledger's own format. */
@ResourceLock(Resources.SYSTEM_OUT)
class KnownCommandTest {

  private static final Instant FIRST = Instant.parse("2026-10-01T00:00:00Z");
  private final LocalDate future = LocalDate.now(ZoneOffset.UTC).plusYears(1);

  @TempDir Path project;

  /**
   * Every tenth nightly run panics up to the last; a unit failed in half of the release runs up to
   * the 60th of them; a check of another name failed once.
   */
  @BeforeEach
  void twoHundredRuns() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int n = i / 2;
      boolean nightly = i % 2 == 0;
      LedgerEntry run =
          nightly
              ? n % 10 == 9
                  ? failed(i, "nightly", "kernel/panic", "", "T-panic")
                  : passed(i, "nightly")
              : n < 60 && n % 2 == 0
                  // The first ones are from before the entry was written.
                  ? failed(
                      i, "release", "systemd/unit-failed", "app.service", n < 20 ? "" : "T-unit")
                  : n == 70
                      ? failed(i, "release", "check/failed", "who", "")
                      : passed(i, "release");
      lines.add(Ledger.line(run));
    }
    Path ledger = project.resolve(".bootwitness/ledger.jsonl");
    Files.createDirectories(ledger.getParent());
    Files.write(ledger, lines);
  }

  @Test
  void whatIsNoLongerNeededIsNamed() throws Exception {
    known(
        """
        known:
          - {cause: kernel/panic, ticket: T-panic, owner: anna, expires: %1$s, reason: a}
          - {cause: systemd/unit-failed, subject: app.service, where: {specs: [release]}, ticket: T-unit, owner: bob, expires: %1$s, reason: b}
          - {cause: check/failed, subject: whom, ticket: T-check, owner: bob, expires: %1$s, reason: c}
          - {cause: check/failed, subject: who, ticket: T-old, owner: carol, expires: 2026-10-10, reason: d}
        """
            .formatted(future));

    Said said = run("known", "check", "--project", project.toString());

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text())
        .isEqualTo(
            """
            check/failed  who  known.yaml line 5
              expired on 2026-10-10; 1 of the last 100 runs failed with it, last run-141
              next: ask carol about T-old; renew the entry, or remove it
            systemd/unit-failed  app.service  in release  known.yaml line 3
              cured: 30 of the last 100 runs failed with it, last run-117, and 40 runs have passed since
              next: close T-unit and remove the entry
            check/failed  whom  known.yaml line 4
              never matched in the last 100 runs
              next: remove the entry, or correct what it says of the failure
            kernel/panic  known.yaml line 2
              needed: 5 of the last 100 runs failed with it, last run-198
            """);
  }

  @Test
  void tooFewRunsSayNothing() throws Exception {
    known(
        """
        known:
          - {cause: check/failed, subject: whom, ticket: T, owner: bob, expires: %s, reason: c}
        """
            .formatted(future));

    Said said = run("known", "check", "--runs", "500", "--project", project.toString());

    assertThat(said.exit()).isZero();
    assertThat(said.text()).contains("no match yet, in 200 runs of the 500 that would show it");
  }

  @Test
  void aMistakeInTheFileIsReported() throws Exception {
    known("known: 1\n");

    assertThat(run("known", "check", "--project", project.toString()).exit()).isEqualTo(2);
    assertThat(run("known", "list", "--project", project.toString()).exit()).isEqualTo(2);
  }

  private void known(String text) throws IOException {
    Files.writeString(project.resolve("known.yaml"), text);
  }

  private static LedgerEntry passed(int n, String spec) {
    return entry(n, spec, Outcome.PASSED, null, "", "", "");
  }

  private static LedgerEntry failed(
      int n, String spec, String cause, String subject, String ticket) {
    return entry(n, spec, Outcome.FAILED, Fault.IMAGE, cause, subject, ticket);
  }

  private static LedgerEntry entry(
      int n,
      String spec,
      Outcome outcome,
      @org.jspecify.annotations.Nullable Fault fault,
      String cause,
      String subject,
      String ticket) {
    return new LedgerEntry(
        "run-" + n,
        spec,
        spec + ".yaml",
        FIRST.plusSeconds(3600L * n).toString(),
        outcome,
        fault,
        cause,
        cause.isEmpty() ? "" : "it failed",
        "tcg",
        "boot",
        "abc",
        false,
        9,
        List.of(new LedgerEntry.Time("boot", 8)),
        List.of(),
        List.of(),
        null,
        subject,
        "x86_64",
        ticket,
        1,
        "",
        "");
  }

  private record Said(int exit, String text) {}

  private static Said run(String... words) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int exit = Main.commandLine().execute(words);
      return new Said(exit, out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }
}
