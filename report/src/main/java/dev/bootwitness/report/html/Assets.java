package dev.bootwitness.report.html;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A page's own scripts and styles, and the policy that allows only these.
 *
 * @param styles in order; each an element of its own
 * @param scripts in order
 * @param wasm whether a script brings WebAssembly
 */
public record Assets(List<String> styles, List<String> scripts, boolean wasm) {
  private static final String PLAYER = "asciinema-player-3.18.0";

  public Assets {
    styles = List.copyOf(styles);
    scripts = List.copyOf(scripts);
  }

  /** The assets of a run's page; without a replay the player is omitted. */
  static Assets ofReport(boolean replay) {
    List<String> styles = new ArrayList<>();
    List<String> scripts = new ArrayList<>();
    if (replay) {
      styles.add(own(PLAYER + ".css"));
      scripts.add(own(PLAYER + ".min.js"));
    }
    styles.add(own("page.css"));
    styles.add(own("report.css"));
    scripts.add(own("report.js"));
    return new Assets(styles, scripts, replay);
  }

  /**
   * The assets of another page: the shared style and additional ones.
   *
   * @param styles after the shared one
   */
  public static Assets of(List<String> styles, List<String> scripts) {
    List<String> all = new ArrayList<>(styles);
    all.addFirst(own("page.css"));
    return new Assets(all, scripts, false);
  }

  private static String own(String name) {
    return Pages.resource(Assets.class, name);
  }

  /**
   * The Content-Security-Policy: no network at all, pictures from data URIs, scripts and styles by
   * their hashes. The player's terminal is WebAssembly, from its own script.
   */
  public String policy() {
    return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src "
        + hashes(styles)
        + (scripts.isEmpty()
            ? ""
            : "; script-src " + (wasm ? "'wasm-unsafe-eval' " : "") + hashes(scripts));
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
