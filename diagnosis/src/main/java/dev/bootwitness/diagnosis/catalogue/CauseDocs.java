package dev.bootwitness.diagnosis.catalogue;

import dev.bootwitness.base.Lazy;
import dev.bootwitness.diagnosis.pattern.BundledFile;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Verdict;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The addresses of the pages about causes in the documentation's site, which {@code scripts/site}
 * makes: {@code causes/ID/} below the site's address.
 *
 * <p>Only causes of the bundled catalogue have a page. An address is never taken from a record,
 * since a record may come from anybody.
 *
 * @param base the site's address with a slash at its end; empty for none
 */
public record CauseDocs(String base) {

  /** The variable that names another site, such as a mirror; {@value #OFF} for no links. */
  public static final String VARIABLE = "BOOTWITNESS_DOCS";

  private static final String OFF = "none";

  private static final Supplier<CauseDocs> BUNDLED =
      Lazy.of(() -> new CauseDocs(BundledFile.text("docs-address.txt").strip()));

  /** No pages. */
  public static final CauseDocs NONE = new CauseDocs("");

  /** The site that the environment names, or that of this version. A wrong one is none. */
  public static CauseDocs of(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "").strip();
    if (named.isEmpty()) {
      return BUNDLED.get();
    }
    return isAddress(named) ? new CauseDocs(named.replaceAll("/+$", "") + "/") : NONE;
  }

  /** What is wrong with the site that the environment names, in a sentence for its user. */
  public static Optional<String> mistake(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "").strip();
    return named.isEmpty() || named.equals(OFF) || isAddress(named)
        ? Optional.empty()
        : Optional.of(
            "%s is \"%s\", which is no address of a site. Write e.g. https://docs.example.org/bootwitness/, or %s for no links."
                .formatted(VARIABLE, named, OFF));
  }

  /** Text that may stand in every kind of report as it is: a link there, and nothing else. */
  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && text.matches("[A-Za-z0-9:/._~%+\\[\\]-]+");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The page about a cause; empty if it is not of the bundled catalogue. */
  public Optional<String> page(String cause) {
    return base.isEmpty()
        ? Optional.empty()
        : Causes.bundled().find(cause).map(known -> base + "causes/" + known.id() + "/");
  }

  /** The finding with its cause's page, whatever it had before. */
  public Finding linked(Finding finding) {
    return finding.withDocsUrl(page(finding.cause()).orElse(null));
  }

  /** The verdict with the page of each cause. */
  public Verdict linked(Verdict verdict) {
    return verdict.withEachFinding(this::linked);
  }
}
