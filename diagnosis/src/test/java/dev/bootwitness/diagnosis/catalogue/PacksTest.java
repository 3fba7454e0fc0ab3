package dev.bootwitness.diagnosis.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.diagnosis.LogExplainer;
import dev.bootwitness.diagnosis.rules.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacksTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

  private static final String CAUSES =
      """
      after: userspace/crashed
      causes:
        - id: acme/no-licence
          title: the appliance has no licence
          means: acmed looked for its licence and found none, so it does not serve.
          recognised: '"no licence", from acmed.'
          next: Put the licence into /etc/acme/licence.
          fault: image
          severity: failure
          explains: [systemd/unit-failed]
          explained-by: [userspace/file-system-full]
      """;

  private static final String RULES =
      """
      rules:
        - id: acme-licence
          cause: acme/no-licence
          stages: power-on..login
          severity: failure
          pattern: '^acmed: no licence in (\\S+)'
          detail: acmed found no licence in {1}
      """;

  @TempDir Path folder;

  private RuleSet acme(String causes, String rules) throws IOException {
    Path pack = Files.createDirectories(folder.resolve("acme"));
    Files.writeString(pack.resolve("causes.yaml"), causes);
    Files.writeString(pack.resolve("rules.yaml"), rules);
    return RuleSet.with(Packs.find(List.of("acme"), folder), List.of(), TODAY);
  }

  /** A new cause with a pattern needs only these two files, and a log that shows it. */
  @Test
  void aCauseOfAPackIsNamedLikeAnyOther() throws IOException {
    String log =
        """
        [    0.000000] Linux version 6.1.0 (gcc) #1 SMP
        [    1.500000] systemd[1]: systemd 252 running in system mode
        acmed: no licence in /etc/acme
        [FAILED] Failed to start acmed.service - Appliance.

        box login:
        """;
    var primary =
        LogExplainer.explain(
                new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), acme(CAUSES, RULES))
            .primary();

    assertThat(Objects.requireNonNull(primary).cause()).isEqualTo("acme/no-licence");
    assertThat(primary.detail()).isEqualTo("acmed found no licence in /etc/acme");
    assertThat(primary.advice()).isEqualTo("Put the licence into /etc/acme/licence.");
  }

  @Test
  void itStandsInTheCatalogueWhereItSaysAndIsExplainedByWhatItSays() throws IOException {
    Causes causes = acme(CAUSES, RULES).engine().causes();

    assertThat(causes.position("acme/no-licence"))
        .isEqualTo(causes.position("userspace/crashed") + 1);
    assertThat(causes.get("userspace/file-system-full").explains()).contains("acme/no-licence");
    assertThat(Causes.bundled().find("acme/no-licence")).isEmpty();
  }

  @Test
  void aPackAddsAndNeverChanges() {
    assertThatThrownBy(() -> acme(CAUSES.replace("acme/no-licence", "kernel/panic"), RULES))
        .isInstanceOf(DataFileException.class)
        .hasMessage(
            folder
                + "/acme/causes.yaml:3:9: id: kernel/panic is in the catalogue already; the pack acme"
                + " may add causes, not change them.");
    assertThatThrownBy(() -> acme(CAUSES, RULES.replace("acme-licence", "panic")))
        .hasMessage(folder + "/acme/rules.yaml:2:9: id: panic is the id of another rule.");
  }

  @Test
  void aMistakeInAPackIsAnErrorWithItsPlace() {
    assertThatThrownBy(() -> acme(CAUSES.replace("after: userspace", "after: userland"), RULES))
        .hasMessage(
            folder
                + "/acme/causes.yaml:1:8: after: no cause of the catalogue has the id"
                + " \"userland/crashed\".");
    assertThatThrownBy(() -> acme(CAUSES.replace("file-system-full", "full"), RULES))
        .hasMessageContaining("causes.yaml:11:19: explained-by: no cause of the catalogue");
    assertThatThrownBy(() -> acme(CAUSES, RULES.replace("no licence in (", "no licence in ((")))
        .hasMessageContaining("rules.yaml:6:14: pattern: this is not a linear-time pattern");
  }

  @Test
  void aNameThatIsNoPackSaysWhichThereAre() {
    assertThatThrownBy(() -> Packs.find(List.of("acme"), folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("acme is neither a pack of this program (pre-nixos, cloud-init)");
  }

  @Test
  void aPackOfTheProductCountsAnyway() throws IOException {
    assertThat(Packs.find(List.of("pre-nixos"), folder)).isEmpty();
  }

  /** Tests run in the module's folder. */
  @Test
  void everyFolderOfThePacksIsInTheirList() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("../packs"))) {
      assertThat(folders.filter(Files::isDirectory).map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Packs.bundled().stream().map(Pack::name).toList());
    }
  }

  @Test
  void everyPackHasLogsThatTestIt() {
    assertThat(Packs.bundled())
        .allSatisfy(
            pack -> assertThat(Path.of("../packs", pack.name(), "logs")).isNotEmptyDirectory());
  }
}
