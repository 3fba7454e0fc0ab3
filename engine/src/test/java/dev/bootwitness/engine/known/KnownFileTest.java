package dev.bootwitness.engine.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecProblem;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownFileTest {

  private static final Path FILE = Path.of("known.yaml");

  @Test
  void anEntrySaysWhatAndWhereAndForHowLong() throws Exception {
    assertThat(
            KnownFile.check(
                FILE,
                """
                # Ours.
                known:
                  - cause: systemd/unit-failed
                    subject: app.service
                    quote: 'status=\\d+'
                    where: {specs: [nightly], architectures: [x86_64]}
                    ticket: https://tickets.example/42
                    owner: anna
                    expires: 2027-01-31
                    reason: the library is fixed in 2.1
                """))
        .containsExactly(
            new KnownEntry(
                "systemd/unit-failed",
                Optional.of("app.service"),
                Optional.of("status=\\d+"),
                List.of("nightly"),
                List.of("x86_64"),
                "https://tickets.example/42",
                "anna",
                LocalDate.of(2027, 1, 31),
                "the library is fixed in 2.1",
                3));
  }

  @Test
  void everyMistakeIsReportedWithItsPlace() {
    assertThat(
            said(
                """
                known:
                  - cause: unit failed
                    tikcet: a
                    owner: anna
                    expires: soon
                    reason: x
                    where: {architectures: [arm]}
                """))
        .containsExactlyInAnyOrder(
            "known.yaml:2:12  known[0].cause: \"unit failed\" is not a cause. Write e.g."
                + " systemd/unit-failed, as a verdict shows it; `bootwitness known add` does it.",
            "known.yaml:3:5  known[0].tikcet: no such key here. Did you mean `ticket`? Allowed: cause,"
                + " subject, quote, where, ticket, owner, expires, reason.",
            "known.yaml:2:5  known[0].ticket: this key is missing. Write e.g. `ticket:"
                + " https://tickets.example/42`.",
            "known.yaml:5:14  known[0].expires: \"soon\" is not a date. Write e.g. 2027-01-31.",
            "known.yaml:7:28  known[0].where.architectures: \"arm\" is not an architecture. Allowed:"
                + " x86_64, aarch64.");
  }

  @Test
  void ownerReasonAndLastDayAreRequired() {
    assertThat(said("known: [{cause: a/b, ticket: T-1}]\n"))
        .hasSize(3)
        .allMatch(problem -> problem.contains("this key is missing"));
  }

  @Test
  void aProjectWithoutTheFileKnowsNothing(@TempDir Path project) throws Exception {
    assertThat(KnownFile.read(project)).isEmpty();
  }

  private static List<String> said(String yaml) {
    return catchThrowableOfType(SpecException.class, () -> KnownFile.check(FILE, yaml))
        .problems()
        .stream()
        .map(SpecProblem::toString)
        .toList();
  }
}
