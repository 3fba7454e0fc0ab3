package dev.bootwitness.report.html;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page's own scripts and styles, and the policy that allows these and nothing else.
 *
 * @param styles in order; each an element of its own
 * @param scripts in order
 */
public record Assets(List<String> styles, List<String> scripts) {
  private static final String PLAYER = "asciinema-player-3.18.0";

  public Assets {
    styles = List.copyOf(styles);
    scripts = List.copyOf(scripts);
  }

  /** Those of a page; without a replay the player is left out. */
  static Assets of(boolean replay) {
    String style = HtmlReport.resource("report.css");
    String script = HtmlReport.resource("report.js");
    return replay
        ? new Assets(
            List.of(HtmlReport.resource(PLAYER + ".css"), style),
            List.of(HtmlReport.resource(PLAYER + ".min.js"), script))
        : new Assets(List.of(style), List.of(script));
  }

  /**
   * The Content-Security-Policy: no network at all, pictures from data URIs, scripts and styles by
   * their hashes. The player's terminal is WebAssembly, from its own script.
   */
  public String policy() {
    return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src "
        + hashes(styles)
        + "; script-src 'wasm-unsafe-eval' "
        + hashes(scripts);
  }

  private static String hashes(List<String> texts) {
    return texts.stream().map(Assets::hash).collect(Collectors.joining(" "));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
