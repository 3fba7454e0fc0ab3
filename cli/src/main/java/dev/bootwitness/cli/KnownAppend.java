package dev.bootwitness.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Appends an entry to the text of known.yaml, whose other lines stay as they are. Pure. */
final class KnownAppend {

  private static final String HEAD =
      """
      # Failures that somebody knows and deals with; see docs/guides/known.md.
      # `bootwitness known check` says which entries are no longer needed.
      known:
      """;

  private static final Pattern ITEM = Pattern.compile("(?m)^( *)- +\\S");
  private static final Pattern EMPTY = Pattern.compile("(?m)^known: *\\[ *\\] *$");
  private static final Pattern LIST = Pattern.compile("(?m)^known: *(#.*)?$");

  private KnownAppend() {}

  /**
   * What is to be known.
   *
   * @param subject may be empty
   * @param spec the name of the only spec; empty for all
   */
  record Entry(
      String cause,
      String subject,
      Optional<String> quote,
      String spec,
      String ticket,
      String owner,
      LocalDate expires,
      String reason) {}

  /** The whole text; empty when the list is written in a way that lines cannot continue. */
  static Optional<String> to(String before, Entry entry) {
    if (before.isBlank()) {
      return Optional.of(HEAD + lines("  ", entry));
    }
    if (EMPTY.matcher(before).find()) {
      String list = EMPTY.matcher(before).replaceFirst("known:");
      return Optional.of(ended(list) + lines("  ", entry));
    }
    Matcher item = ITEM.matcher(before);
    return LIST.matcher(before).find() && item.find()
        ? Optional.of(ended(before) + lines(String.valueOf(item.group(1)), entry))
        : Optional.empty();
  }

  private static String ended(String text) {
    return text.endsWith("\n") ? text : text + "\n";
  }

  private static String lines(String indent, Entry entry) {
    List<String> lines = new ArrayList<>();
    lines.add("- cause: " + YamlScalar.of(entry.cause()));
    if (!entry.subject().isEmpty()) {
      lines.add("  subject: " + YamlScalar.of(entry.subject()));
    }
    entry.quote().ifPresent(regex -> lines.add("  quote: " + YamlScalar.of(regex)));
    if (!entry.spec().isEmpty()) {
      lines.add("  where: {specs: [" + YamlScalar.of(entry.spec()) + "]}");
    }
    lines.add("  ticket: " + YamlScalar.of(entry.ticket()));
    lines.add("  owner: " + YamlScalar.of(entry.owner()));
    lines.add("  expires: " + entry.expires());
    lines.add("  reason: " + YamlScalar.of(entry.reason()));
    return indent + String.join("\n" + indent, lines) + "\n";
  }
}
