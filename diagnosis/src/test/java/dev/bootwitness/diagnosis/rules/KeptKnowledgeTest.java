package dev.bootwitness.diagnosis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.Pack;
import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run by a pack and a folder of rules that are gone when its report is made. */
class KeptKnowledgeTest {
  private static final LocalDate TODAY = LocalDate.of(2030, 1, 1);

  private static final String CAUSES =
      """
      after: userspace/crashed
      causes:
        - id: acme/no-licence
          title: the appliance has no licence
          means: acmed found no licence, so it does not serve.
          recognised: '"no licence", from acmed.'
          next: Put the licence into /etc/acme/licence.
          fault: image
          severity: failure
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
          except:
            - pattern: '/opt'
              reason: an old appliance
              owner: me
              expires: 2026-12-01
      """;

  @TempDir Path folder;
  private RunDirectory run = new RunDirectory(Path.of("none"));

  @BeforeEach
  void aRunThatWasJudged() throws IOException {
    Path pack = Files.createDirectories(folder.resolve("acme"));
    Files.writeString(pack.resolve("causes.yaml"), CAUSES);
    Path rules = Files.createDirectories(folder.resolve("rules"));
    Files.writeString(rules.resolve("acme.yaml"), RULES);
    run = RunDirectory.create(folder, "x", Instant.parse("2026-11-25T12:00:00Z"));
    RuleSet judged =
        RuleSet.with(
            Packs.find(List.of("acme"), folder), List.of(rules), LocalDate.of(2026, 11, 25));
    KeptKnowledge.keep(judged, run);
    Files.delete(pack.resolve("causes.yaml"));
    Files.delete(rules.resolve("acme.yaml"));
  }

  private static List<String> found(RuleSet rules, String line) {
    return rules.engine().line(Stage.USERSPACE, line).stream()
        .map(match -> match.rule().cause().id())
        .toList();
  }

  @Test
  void aLaterReportJudgesByThePacksAndRulesOfTheRun() throws IOException {
    RuleSet kept = KeptKnowledge.of(run, TODAY);

    assertThat(found(kept, "acmed: no licence in /etc")).containsExactly("acme/no-licence");
    assertThat(kept.engine().causes().get("acme/no-licence").next()).contains("/etc/acme/licence");
  }

  @Test
  void anExemptionThatHeldOnTheDayOfTheRunStillHolds() throws IOException {
    RuleSet kept = KeptKnowledge.of(run, TODAY);

    assertThat(found(kept, "acmed: no licence in /opt")).isEmpty();
    assertThat(kept.notes()).isEmpty();
  }

  @Test
  void aPackOfTheSameNameTakesItsPlace() throws IOException {
    Pack newer =
        new Pack("acme", "acme", Map.of("causes.yaml", CAUSES.replace("/etc/acme/", "/run/")));

    RuleSet kept = KeptKnowledge.of(run, List.of(newer), List.of(), TODAY);
    assertThat(kept.engine().causes().get("acme/no-licence").next()).contains("/run/licence");
  }

  @Test
  void aKeptFileThatCannotBeUsedIsNoted() throws IOException {
    Path causes = run.knowledge().resolve("packs/0001-acme/causes.yaml");
    Files.writeString(causes, CAUSES.replace("severity: failure", "severity: grave"));

    RuleSet kept = KeptKnowledge.of(run, TODAY);
    assertThat(found(kept, "acmed: no licence in /etc")).isEmpty();
    assertThat(kept.notes())
        .singleElement()
        .asString()
        .startsWith("The packs and rules kept with this run cannot be used. " + causes + ":9:15:");
  }

  @Test
  void aRunByTheProductsOwnKnowledgeKeepsNothing() throws IOException {
    RunDirectory plain = RunDirectory.create(folder, "y", Instant.parse("2026-11-25T12:00:00Z"));
    KeptKnowledge.keep(RuleSet.bundled(), plain);

    assertThat(plain.knowledge()).doesNotExist();
    assertThat(KeptKnowledge.of(plain, TODAY).notes()).isEmpty();
  }
}
