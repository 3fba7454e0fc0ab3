package dev.bootwitness.diagnosis.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Finding;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CauseDocsTest {

  private static CauseDocs of(String site) {
    return CauseDocs.of(Map.of(CauseDocs.VARIABLE, site));
  }

  @Test
  void everyCauseHasAPageOnTheSiteOfThisVersion() {
    for (Cause cause : Causes.bundled().all()) {
      String page = CauseDocs.of(Map.of()).page(cause.id()).orElseThrow();
      assertThat(URI.create(page).normalize()).hasToString(page);
      assertThat(page).isEqualTo("https://bootwitness.dev/causes/" + cause.id() + "/");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme/own-cause",
        "",
        "/",
        "..",
        "../../kernel/panic",
        "kernel/panic/",
        "\u001b[2J"
      })
  void whatIsNotInTheCatalogueHasNone(String id) {
    assertThat(CauseDocs.of(Map.of()).page(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mirror.example.org/bw",
        "https://mirror.example.org/bw/",
        "https://mirror.example.org/bw//",
        " https://mirror.example.org/bw "
      })
  void anotherSiteCanBeNamed(String site) {
    assertThat(of(site).page("kernel/panic"))
        .contains("https://mirror.example.org/bw/causes/kernel/panic/");
    assertThat(CauseDocs.mistake(Map.of(CauseDocs.VARIABLE, site))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mirror.example.org",
        "javascript:alert(1)",
        "file:///srv/docs",
        "https://",
        "https://user@example.org/",
        "https://example.org/?q=",
        "https://example.org/#x",
        "https://example.org/a b",
        "https://example.org/)",
        "https://example.org/\"",
        "https://example.org/\u001b[2J"
      })
  void whatIsNoAddressIsReportedAndGivesNoLink(String site) {
    assertThat(of(site).page("kernel/panic")).isEmpty();
    assertThat(CauseDocs.mistake(Map.of(CauseDocs.VARIABLE, site)))
        .hasValueSatisfying(
            words -> assertThat(words).contains("BOOTWITNESS_DOCS", "Write e.g. https://"));
  }

  @Test
  void linksCanBeSwitchedOff() {
    assertThat(of("none").page("kernel/panic")).isEmpty();
    assertThat(CauseDocs.mistake(Map.of(CauseDocs.VARIABLE, "none"))).isEmpty();
    assertThat(of("").page("kernel/panic")).isPresent();
  }

  @Test
  void theAddressInARecordCountsForNothing() {
    Finding known =
        FindingBuilder.of("kernel/panic", "", "serial", "").withDocsUrl("https://evil.invalid/");
    Finding unknown =
        new Finding("acme/own", "", "", "serial", null, null, null, "", "", null)
            .withDocsUrl("https://evil.invalid/");
    assertThat(CauseDocs.of(Map.of()).linked(known).docsUrl())
        .isEqualTo("https://bootwitness.dev/causes/kernel/panic/");
    assertThat(CauseDocs.of(Map.of()).linked(unknown).docsUrl()).isNull();
  }
}
