package dev.bootwitness.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AssetsTest {

  /** The files of npm's asciinema-player 3.18.0 (its tarball: sha512-5gpt2ipFcy4N…UUVtw==). */
  @Test
  void thePlayerIsTheReleasedOne() throws Exception {
    assertThat(sha256("asciinema-player-3.18.0.min.js"))
        .isEqualTo("752c9b528b664f5b16f27c68ba22fc7973d1d6063a1c3e4795a4c8015943acf6");
    assertThat(sha256("asciinema-player-3.18.0.css"))
        .isEqualTo("981fe7bc6042048b2a373b6da297f747e324e90a8b6264e833e3a92cec22dfb9");
  }

  @Test
  void nothingInThemEndsItsElement() {
    Assets assets = Assets.ofReport(true);
    assertThat(assets.scripts()).noneMatch(s -> s.contains("</script") || s.contains("<!--"));
    assertThat(assets.styles()).noneMatch(s -> s.contains("</style"));
  }

  @Test
  void theCompiledPolicyAllowsOurOwnAndNothingElse() {
    assertThat(Assets.ofReport(false).policy())
        .matches(
            "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'sha256-[^']+' 'sha256-[^']+'; script-src 'sha256-[^']+'");
  }

  private static String sha256(String name) throws Exception {
    byte[] bytes = Pages.resource(Assets.class, name).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
