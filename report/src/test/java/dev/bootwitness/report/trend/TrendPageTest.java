package dev.bootwitness.report.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.report.history.Trend;
import dev.bootwitness.report.html.Pages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendPageTest {

  /** From uplot-1.6.32.tgz of npm, sha256 4b8a8191e425658e3ea8c8c1314b0fc679c861ee…; MIT. */
  @ParameterizedTest
  @CsvSource({
    "uPlot-1.6.32.iife.min.js,19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
    "uPlot-1.6.32.min.css,df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
    "uPlot-1.6.32.LICENSE,8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd"
  })
  void uPlotIsThatOfNpm(String file, String sha256) throws Exception {
    byte[] content = Pages.resource(TrendPage.class, file).getBytes(StandardCharsets.UTF_8);

    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
        .isEqualTo(sha256);
  }

  @Test
  void thePageLoadsNothingAndItsPolicyAllowsNothingElse() {
    String page = TrendPage.of(trend("demo"));

    assertThat(page)
        .contains("default-src &#39;none&#39;")
        .doesNotContain("unsafe-inline")
        .doesNotContain(" src=")
        .doesNotContain(" href=\"http");
    assertThat(page.length()).isLessThan(200_000);
  }

  @Test
  void aNameIsTextWhereverItStands() {
    String hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u202e";
    String page = TrendPage.of(trend(hostile));

    assertThat(page)
        .doesNotContain("alert(1)</script>")
        .doesNotContain("<img")
        .doesNotContain("\u202e")
        .contains("&lt;script&gt;alert(1)");
    assertThat(page.split("<script", -1)).hasSize(4);
  }

  @Test
  void aRunWithoutATimeIsAGapAndNoZero() {
    assertThat(TrendPage.of(trend("demo"))).contains("\"values\":[[1.5,null]]");
  }

  private static Trend trend(String name) {
    return new Trend(
        name,
        2,
        2,
        List.of(
            new Trend.Kind(
                name,
                "boot",
                List.of("a", "b"),
                List.of("2026-11-22T15:00:00Z", "2026-11-22T16:00:00Z"),
                List.of(new Trend.Series("phase", name, List.of(1.5, Double.NaN))))),
        List.of(new Trend.Flake(name, 2, 1, 1)));
  }
}
