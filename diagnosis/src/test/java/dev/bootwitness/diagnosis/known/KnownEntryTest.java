package dev.bootwitness.diagnosis.known;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.record.Finding;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownEntryTest {

  private static final LocalDate LAST = LocalDate.of(2027, 1, 31);

  private static final Finding FAILED =
      FindingBuilder.about(
              "systemd/unit-failed",
              "app.service failed with result exit-code",
              "journal",
              "app.service: Main process exited, code=exited, status=7/NOTRUNNING")
          .subject("app.service")
          .finding();

  @Test
  void causeSubjectEvidenceSpecAndArchitectureMustAllMatch() {
    KnownEntry any = entry("systemd/unit-failed", "", "", List.of(), List.of());

    assertThat(any.matches(FAILED, "demo", "x86_64")).isTrue();
    assertThat(entry("systemd/unit-stuck", "", "", List.of(), List.of()))
        .matches(entry -> !entry.matches(FAILED, "demo", "x86_64"));
    assertThat(about("app.service", "")).isTrue();
    assertThat(about("other.service", "")).isFalse();
    assertThat(about("", "status=7/")).isTrue();
    assertThat(about("", "^app.service failed with")).as("its own sentence").isTrue();
    assertThat(about("", "status=8/")).isFalse();
    assertThat(in(List.of("demo"), List.of("x86_64"))).isTrue();
    assertThat(in(List.of("nightly"), List.of())).isFalse();
    assertThat(in(List.of(), List.of("aarch64"))).isFalse();
  }

  @Test
  void oneThatCountsComesBeforeOneThatHasExpired() {
    KnownEntry early = entry("systemd/unit-failed", "", "", List.of(), List.of());
    KnownEntry late = with(early, "T-2", LAST.plusYears(1));

    assertThat(KnownEntry.of(List.of(early, late), FAILED, "demo", "", LAST)).contains(early);
    assertThat(KnownEntry.of(List.of(early, late), FAILED, "demo", "", LAST.plusDays(1)))
        .contains(late);
    assertThat(KnownEntry.of(List.of(early), FAILED, "demo", "", LAST.plusDays(1)))
        .map(entry -> entry.recorded(LAST.plusDays(1), true))
        .hasValueSatisfying(known -> {
          assertThat(known.expired()).isTrue();
          assertThat(known.excuses()).isFalse();
        });
  }

  private static boolean about(String subject, String quote) {
    return entry("systemd/unit-failed", subject, quote, List.of(), List.of())
        .matches(FAILED, "demo", "x86_64");
  }

  private static boolean in(List<String> specs, List<String> architectures) {
    return entry("systemd/unit-failed", "", "", specs, architectures)
        .matches(FAILED, "demo", "x86_64");
  }

  private static KnownEntry with(KnownEntry entry, String ticket, LocalDate expires) {
    return new KnownEntry(
        entry.cause(),
        entry.subject(),
        entry.quote(),
        entry.specs(),
        entry.architectures(),
        ticket,
        entry.owner(),
        expires,
        entry.reason(),
        entry.line());
  }

  private static KnownEntry entry(
      String cause, String subject, String quote, List<String> specs, List<String> architectures) {
    return new KnownEntry(
        cause,
        Optional.of(subject).filter(text -> !text.isEmpty()),
        Optional.of(quote).filter(text -> !text.isEmpty()),
        specs,
        architectures,
        "T-1",
        "anna",
        LAST,
        "reason",
        1);
  }
}
