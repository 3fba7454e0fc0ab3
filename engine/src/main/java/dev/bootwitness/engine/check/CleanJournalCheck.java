package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.Form.oneOf;
import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.safere.Pattern;

/**
 * That the journal of this boot has no line as grave as that.
 *
 * @param priority the least grave that counts
 * @param exemptions lines that do not count
 */
public record CleanJournalCheck(
    String name, Priority priority, List<JournalExemption> exemptions, Optional<Duration> within)
    implements CheckSpec {

  /** Copies the list. */
  public CleanJournalCheck {
    exemptions = List.copyOf(exemptions);
  }

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with cleanJournal",
              required(
                  "cleanJournal",
                  oneOf(Priority.class),
                  "The journal of this boot has no line of this priority or a graver one."),
              CheckKind.NAME,
              optional(
                  "except",
                  Form.listOf(new Form.Mapping(JournalExemption.KEYS)),
                  "none",
                  "Lines that do not count."),
              CheckKind.WITHIN),
          "`cleanJournal: err`",
          CleanJournalCheck::bind);

  /** syslog(3), the gravest first. */
  public enum Priority {
    EMERG,
    ALERT,
    CRIT,
    ERR,
    WARNING
  }

  /** What journalctl says to a user outside its groups: src/shared/journal-util.c of systemd. */
  private static final Pattern UNREADABLE =
      Pattern.compile("(?i)currently not seeing messages|insufficient permissions");

  /** Lines shown as evidence. */
  private static final int SHOWN = 5;

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    Priority priority = check.oneOf("cleanJournal", Priority.class).orElse(Priority.ERR);
    return new CleanJournalCheck(
        check.text("name").orElse("clean journal"),
        priority,
        JournalExemption.all(check),
        check.duration("within"));
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    // Without -q, which would hide that the user may not read the journal, or that there is none.
    String command =
        "journalctl -b --no-pager -o short-monotonic --no-hostname -p "
            + priority.name().toLowerCase(Locale.ROOT);
    return new CommandProbe(
        scene.guest(), command, answer -> compare(answer, LocalDate.now(ZoneOffset.UTC)));
  }

  ProbeResult compare(CommandResult.Completed answer, LocalDate today) {
    if (UNREADABLE.matcher(answer.stderr().text()).find()) {
      String said = Evidence.brief(answer.stderr().text());
      return new ProbeResult.Not(
          "login/unprivileged",
          "the shell's user may not read the whole journal, so it may have anything in it: " + said,
          said,
          true);
    }
    // Exit 1 without a word: nothing matched (journalctl(1)).
    if (answer.exit() > 1 || !answer.stderr().text().isBlank()) {
      return CommandProbe.not(
          "journalctl exited " + answer.exit() + ": " + Evidence.said(answer),
          Evidence.said(answer));
    }
    List<Pattern> harmless =
        exemptions.stream()
            .filter(exemption -> exemption.holds(today))
            .map(exemption -> Pattern.compile(exemption.pattern()))
            .toList();
    List<String> lines =
        answer
            .stdout()
            .text()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("-- "))
            .filter(line -> harmless.stream().noneMatch(pattern -> pattern.matcher(line).find()))
            .toList();
    if (lines.isEmpty()) {
      return new ProbeResult.Holds();
    }
    String expired =
        exemptions.stream()
            .filter(exemption -> !exemption.holds(today))
            .map(exemption ->
                "; the exemption of \"%s\" expired on %s"
                    .formatted(exemption.pattern(), exemption.expires().orElseThrow()))
            .collect(Collectors.joining());
    return CommandProbe.not(
        "%d lines of priority %s or graver, first: %s%s"
            .formatted(
                lines.size(),
                priority.name().toLowerCase(Locale.ROOT),
                Evidence.brief(lines.getFirst()),
                expired),
        lines.stream().limit(SHOWN).collect(Collectors.joining("\n")));
  }
}
