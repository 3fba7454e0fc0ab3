package dev.bootwitness.serve.http;

/**
 * The Content-Security-Policy under which a browser shows an answer. None of them allows a request
 * to another host.
 */
public enum Policy {
  /** Our own pages: scripts and styles from this server only, nothing inline. */
  PAGE(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),

  /** The page with the player, whose terminal is WebAssembly out of its own script. */
  PLAYER(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),

  /**
   * A {@code report.html} as it is in its record, which may come from anywhere. It is shown in an
   * origin of its own, so a script in it can read no other page and use no cookie. Its own policy,
   * which names its scripts by their hashes, applies as well.
   */
  REPORT(
      "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval';"
          + " style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none';"
          + " frame-ancestors 'none'"),

  /** Any other file: it is only shown. The style is that of the browser's own viewer. */
  FILE(
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action"
          + " 'none'; base-uri 'none'; frame-ancestors 'none'");

  private final String header;

  Policy(String header) {
    this.header = header;
  }

  /** The header's value. */
  public String header() {
    return header;
  }
}
