package dev.bootwitness.engine.known;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.Problems;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecYaml;
import dev.bootwitness.machine.config.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code known.yaml}, which stands in the project's folder beside {@code .bootwitness}. */
public final class KnownFile {

  /** Its name. */
  public static final String NAME = "known.yaml";

  private static final List<String> ARCHITECTURES =
      Stream.of(Architecture.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

  private KnownFile() {}

  /** Where a project has it. */
  public static Path of(Path project) {
    return project.resolve(NAME);
  }

  /**
   * The entries of a project; none without the file.
   *
   * @throws SpecException with every mistake in it
   */
  public static List<KnownEntry> read(Path project) throws SpecException {
    Path file = of(project);
    return Files.exists(file) ? parse(file, SpecYaml.read(file, KnownKeys.ALL)) : List.of();
  }

  /**
   * The entries of a text that is to become the file.
   *
   * @throws SpecException with every mistake in it
   */
  public static List<KnownEntry> check(Path file, String text) throws SpecException {
    return parse(file, SpecYaml.of(file, text, KnownKeys.ALL));
  }

  private static List<KnownEntry> parse(Path file, Node root) throws SpecException {
    Problems problems = new Problems(file.toString());
    MappingReader top = new MappingReader(problems, "", root, KnownKeys.ALL);
    List<KnownEntry> entries = new ArrayList<>();
    top.require("known", "[{cause: …, ticket: …, owner: …, expires: 2027-01-31, reason: …}]");
    top.forEachItem(
        "known",
        new Form.Mapping(KnownKeys.ENTRY),
        "entries",
        (item, where) ->
            entry(new MappingReader(problems, where, item, KnownKeys.ENTRY), item)
                .ifPresent(entries::add));
    problems.throwIfAny();
    return List.copyOf(entries);
  }

  private static Optional<KnownEntry> entry(MappingReader entry, Node item) {
    entry.require("cause", "systemd/unit-failed");
    entry.require("ticket", "https://tickets.example/42");
    entry.require("owner", "anna");
    entry.require("expires", "2027-01-31");
    entry.require("reason", "fixed in the next release of the library");
    Optional<String> cause = entry.words("cause");
    cause
        .filter(id -> !id.matches("[a-z0-9-]+/[a-z0-9-]+"))
        .ifPresent(id ->
            entry.problem(
                "cause",
                "\"%s\" is not a cause. Write e.g. systemd/unit-failed, as a verdict shows it; `bootwitness known add` does it."
                    .formatted(id)));
    Optional<MappingReader> where = entry.mapping("where", KnownKeys.WHERE);
    List<String> architectures = where.map(w -> w.texts("architectures")).orElse(List.of());
    architectures.stream()
        .filter(name -> !ARCHITECTURES.contains(name))
        .findFirst()
        .ifPresent(name ->
            where
                .orElseThrow()
                .problem(
                    "architectures",
                    "\"%s\" is not an architecture. Allowed: %s."
                        .formatted(name, String.join(", ", ARCHITECTURES))));
    Optional<String> subject = entry.words("subject");
    Optional<String> quote = entry.regex("quote");
    Optional<String> ticket = entry.words("ticket");
    Optional<String> owner = entry.words("owner");
    Optional<LocalDate> expires = entry.date("expires");
    Optional<String> reason = entry.words("reason");
    if (Stream.of(cause, ticket, owner, expires, reason).anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        new KnownEntry(
            cause.get(),
            subject,
            quote,
            where.map(w -> w.texts("specs")).orElse(List.of()),
            architectures,
            ticket.get(),
            owner.get(),
            expires.get(),
            reason.get(),
            item.getStartMark().map(Mark::getLine).orElse(0) + 1));
  }
}
