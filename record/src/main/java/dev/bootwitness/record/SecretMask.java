package dev.bootwitness.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds the secrets of a run and blanks them in everything that is written.
 *
 * <p>Two kinds. A secret that must appear <em>nowhere</em> (from the environment or a file) is
 * blanked in received bytes, in text and in every event, by as many {@code *} as it has bytes or
 * characters, so that offsets stay valid; its length is therefore visible. A <em>typed</em> secret
 * (a literal password in the spec, which every reader of the spec knows and which may well be
 * {@code root}) is blanked only in what was typed: blanking {@code root} in a serial log would ruin
 * it.
 *
 * <p>A secret shorter than {@value #SHORTEST} characters is blanked only where it is a whole typed
 * line, for the same reason. Each line of a secret of several lines (a private key) is a secret of
 * its own, since a terminal changes the line ends between them. A secret that the guest prints
 * wrapped, encoded or mixed with other output is not recognised.
 *
 * <p>Immutable and thread-safe.
 */
public final class SecretMask {
  /** The minimum length of a secret that is looked for inside other text. */
  public static final int SHORTEST = 4;

  /** A mask for a run without secrets. */
  public static final SecretMask NONE = of(List.of(), List.of());

  /** Of fixed length, so that the record of what was typed does not reveal how long it is. */
  private static final String TYPED = "********";

  private final List<String> everywhere;
  private final List<String> typed;
  private final List<String> wholeLines;

  private SecretMask(List<String> everywhere, List<String> typed, List<String> wholeLines) {
    this.everywhere = everywhere;
    this.typed = typed;
    this.wholeLines = wholeLines;
  }

  /**
   * A mask for these secrets; empty ones are ignored.
   *
   * @param everywhere secrets that must not appear in anything written
   * @param typed secrets that must not appear in typed text
   */
  public static SecretMask of(Collection<String> everywhere, Collection<String> typed) {
    List<String> nowhere = lines(everywhere.stream()).toList();
    List<String> all = lines(Stream.concat(everywhere.stream(), typed.stream())).toList();
    return new SecretMask(
        nowhere.stream().filter(secret -> secret.length() >= SHORTEST).toList(),
        all.stream().filter(secret -> secret.length() >= SHORTEST).toList(),
        all.stream().filter(secret -> secret.length() < SHORTEST).toList());
  }

  /** Blanks the secrets that must not appear anywhere; the result is as long as the argument. */
  public String text(String text) {
    if (everywhere.stream().noneMatch(text::contains)) {
      return text;
    }
    BitSet blank = new BitSet(text.length());
    for (String secret : everywhere) {
      for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
        blank.set(at, at + secret.length());
      }
    }
    StringBuilder masked = new StringBuilder(text);
    blank.stream().forEach(at -> masked.setCharAt(at, '*'));
    return masked.toString();
  }

  /** Blanks all secrets in text that was typed, each to the same eight {@code *}. */
  public String typed(String text) {
    if (wholeLines.contains(text.stripTrailing())) {
      return TYPED + text.substring(text.stripTrailing().length());
    }
    String masked = text;
    for (String secret : typed) {
      masked = masked.replace(secret, TYPED);
    }
    return masked;
  }

  /**
   * A new mask for one stream of received bytes, in which a secret may arrive in pieces. It blanks
   * the secrets that must not appear anywhere.
   */
  public StreamMask stream() {
    return new StreamMask(
        everywhere.stream().map(secret -> secret.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /** Says how many secrets there are, and nothing about them. */
  @Override
  public String toString() {
    return "SecretMask[%d everywhere, %d typed]"
        .formatted(everywhere.size(), typed.size() + wholeLines.size());
  }

  /** Longest first, so that blanking a secret never leaves the end of a longer one behind. */
  private static Stream<String> lines(Stream<String> secrets) {
    List<String> lines = new ArrayList<>();
    secrets.flatMap(String::lines).filter(line -> !line.isBlank()).forEach(lines::add);
    return lines.stream().distinct().sorted(Comparator.comparingInt(String::length).reversed());
  }
}
