package dev.bootwitness.diagnosis;

import dev.bootwitness.diagnosis.guest.StorageStatus;
import dev.bootwitness.diagnosis.guest.UnitState;
import dev.bootwitness.diagnosis.guest.UnitStates;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/** Draws the conclusions from a log that was read to its end. */
final class LogConclusion {
  /** What systemd itself gives a unit to start (DefaultTimeoutStartSec=). */
  private static final Duration STUCK = Duration.ofSeconds(90);

  private final LogDiagnosis log;
  private final Diagnosis diagnosis;
  private final GuestEvidence guest;
  private final Session session;
  private final Causes causes = Causes.bundled();
  private final List<String> unknown = new ArrayList<>();
  private double order = Double.MAX_VALUE / 2;

  LogConclusion(LogDiagnosis log) {
    this.log = log;
    this.diagnosis = log.diagnosis();
    this.guest = log.guest();
    this.session = log.session();
  }

  Explanation explain(List<String> notes) {
    failures();
    storage();
    units();
    guest
        .network()
        .ifPresent(found -> add(found.cause(), found.detail(), "guest", found.line(), Stage.LOGIN));
    user();
    console();
    return explanation(notes);
  }

  /** What programs complained of counts when a unit failed, or storage did. */
  private void failures() {
    List<JournalWatch.FailedUnit> failed = log.journal().failed();
    for (JournalWatch.FailedUnit unit : failed) {
      String cause = unit.crashed() ? "userspace/crashed" : "systemd/unit-failed";
      Finding finding =
          Findings.about(
                  cause,
                  "%s failed: %s".formatted(unit.unit(), unit.how()),
                  "journal",
                  ConsoleText.quote(unit.line().text()))
              .line(unit.line().number(), unit.line().offset())
              .advice(
                  "Read what it says before that: `journalctl -b -u %s`.".formatted(unit.unit()))
              .finding();
      diagnosis.conclude(finding, Severity.FAILURE, Stage.LOGIN, order);
    }
    boolean storageFailed =
        guest.storage().map(seen -> seen.value().state().equals("failed")).orElse(false);
    boolean counts =
        !failed.isEmpty() || storageFailed || diagnosis.log().has("systemd/unit-failed");
    for (JournalWatch.Complaint complaint : log.journal().complaints()) {
      RuleMatch match = complaint.match();
      Severity severity = counts ? match.rule().severity() : Severity.INFO;
      Findings finding =
          Findings.about(
                  match.rule().cause().id(),
                  complaint.identifier() + ": " + match.detail(),
                  "journal",
                  quote(complaint.quote()))
              .line(complaint.line().number(), complaint.line().offset());
      if (counts) {
        diagnosis.conclude(
            match.advice().map(finding::advice).orElse(finding).finding(),
            severity,
            Stage.LOGIN,
            order);
      }
    }
  }

  private static String quote(String lines) {
    return String.join("\n", lines.lines().map(ConsoleText::quote).toList());
  }

  private void storage() {
    guest
        .storage()
        .ifPresent(seen -> {
          StorageStatus status = seen.value();
          String reason = status.reason().isEmpty() ? "" : ": " + status.reason();
          status
              .cause()
              .ifPresent(cause ->
                  add(
                      cause,
                      "storage provisioning says STATE=%s DETAIL=%s%s"
                          .formatted(status.state(), status.detail(), reason),
                      "guest",
                      seen.line(),
                      Stage.LOGIN));
          if (status.state().equals("applied")) {
            guest
                .nothingThere()
                .ifPresent(line ->
                    add(
                        "storage/vacuous",
                        "storage provisioning says STATE=applied (line %d), and nothing was written"
                            .formatted(seen.line().number()),
                        "guest",
                        line,
                        Stage.LOGIN));
          }
        });
  }

  private void units() {
    guest
        .deadlock()
        .ifPresent(seen ->
            add(
                "systemd/ordering-deadlock",
                seen.value().sentence(),
                "guest",
                seen.line(),
                Stage.LOGIN));
    for (GuestEvidence.Seen<UnitState> seen : guest.units()) {
      UnitState unit = seen.value();
      if (unit.isFailed() && log.journal().failed(unit.unit()).isEmpty()) {
        add(
            "systemd/unit-failed",
            unit.unit()
                + " failed"
                + (unit.result().isEmpty() ? "" : " with result " + unit.result())
                + (unit.exitStatus().isPresent()
                    ? ", exit status " + unit.exitStatus().getAsInt()
                    : ""),
            "guest",
            seen.line(),
            Stage.LOGIN);
        if (!complained()) {
          unknown.add("why %s failed: its journal is not in this log".formatted(unit.unit()));
        }
      } else if (unit.isActivating()) {
        activating(seen);
      }
    }
  }

  private boolean complained() {
    return !log.journal().complaints().isEmpty();
  }

  /** Still starting in the last that was seen of it: too long, or cut off. */
  private void activating(GuestEvidence.Seen<UnitState> seen) {
    UnitState unit = seen.value();
    String since = unit.since().map(span -> " for " + span.toSeconds() + " s").orElse("");
    if (unit.sub().equals("auto-restart")) {
      add(
          "systemd/unit-failed",
          unit.unit() + " fails again and again: systemd restarts it",
          "guest",
          seen.line(),
          Stage.LOGIN);
    } else if (unit.since().map(span -> span.compareTo(STUCK) >= 0).orElse(false)) {
      add(
          "systemd/unit-stuck",
          unit.unit() + " is activating" + since,
          "guest",
          seen.line(),
          Stage.LOGIN);
    } else if (guest.storage().isEmpty() && guest.storageAsked()) {
      add(
          "storage/unfinished",
          "%s was still running%s when the log ended, and there was no storage status yet"
              .formatted(unit.unit(), since),
          "guest",
          seen.line(),
          Stage.READY);
    } else {
      add(
          "run/capture-incomplete",
          "%s was still starting%s when the log ended".formatted(unit.unit(), since),
          "guest",
          seen.line(),
          Stage.READY);
    }
  }

  private static final Pattern PAGER =
      Pattern.compile(
          "^(?:lines \\d+-\\d+(?:/\\d+)?(?: .*)?|\\(END\\)|--More--.*|:|Manual page .* line \\d+.*)$");

  /** vi, nano, and programs that ask yes or no (apt, dnf, pacman, ssh). */
  private static final Pattern ASKS =
      Pattern.compile(
          "^\"[^\"]+\" (?:\\[[^\\]]+\\] ?)?(?:\\d+L, \\d+[BC])?$|^-- INSERT --|^\\^G Help|\\[[Yy]/[Nn]\\]:? ?$|\\((?:yes/no|y/n)[^)]*\\)\\?? ?$");

  private static final Pattern ASKS_PASSWORD =
      Pattern.compile("^(?:\\[sudo\\] password for |\\[sudo: |doas \\(|Password: ?$)");

  private void user() {
    LoginTrouble trouble = log.loginTrouble();
    if (trouble != null) {
      add(trouble.cause(), trouble.detail(), "serial", trouble.line(), Stage.LOGIN);
    }
    LogLine last = log.last();
    if (log.inSession() && last != null && !last.ended()) {
      String text = last.text().strip();
      if (PAGER.matcher(text).find()) {
        add(
            "shell/captured-by-program",
            "a pager holds the terminal; `%s` opened it".formatted(session.lastCommand()),
            "serial",
            last,
            Stage.READY);
      } else if (ASKS.matcher(text).find()) {
        add(
            "shell/captured-by-program",
            "a program waits for keys; `%s` started it".formatted(session.lastCommand()),
            "serial",
            last,
            Stage.READY);
      } else if (ASKS_PASSWORD.matcher(text).find()) {
        add(
            "login/escalation-refused",
            "`%s` asks for a password".formatted(session.lastCommand()),
            "serial",
            last,
            Stage.READY);
        return;
      }
    }
    LogLine broken = session.broken();
    if (broken != null) {
      // Whoever typed it is not the image.
      diagnosis.conclude(
          Findings.about(
                  "spec/check-broken",
                  "what was typed could not work: " + ConsoleText.quote(broken.text()),
                  "guest",
                  ConsoleText.quote(broken.text()))
              .line(broken.number(), broken.offset())
              .finding(),
          Severity.WARNING,
          Stage.READY,
          order);
    }
    LogLine refused = session.escalationRefused();
    LogLine line = session.uidLine();
    if (session.isRoot()) {
      return;
    }
    if (refused != null) {
      add(
          "login/escalation-refused",
          "%s refused: %s".formatted(session.escalatedBy(), refused.text().strip()),
          "guest",
          refused,
          Stage.READY);
    } else if (line != null && session.uid().isPresent()) {
      long uid = session.uid().getAsLong();
      add(
          "login/unprivileged",
          (uid == Session.UNKNOWN_USER
                  ? "the shell answered that its user is not root"
                  : "the shell is uid " + uid)
              + "; every later answer is that user's",
          "guest",
          line,
          Stage.READY);
      if (!session.askedSinceUid()) {
        // The session ended at that question. Storage left alone leaves a machine that works, so
        // it is not why nothing more was asked.
        diagnosis.log().lighten("storage/detection-error");
        diagnosis.log().lighten("storage/refused-existing");
      }
    } else if (session.refusedAsUser() != null) {
      LogLine denied = session.refusedAsUser();
      if (denied != null) {
        add(
            "login/unprivileged",
            "the guest refused something for want of root: " + denied.text().strip(),
            "guest",
            denied,
            Stage.READY);
      }
    }
  }

  /** What the console shows at its end, when nobody got as far as a login. */
  private void console() {
    LogLine menu = log.waitingMenu();
    if (menu != null && diagnosis.facts().highest.compareTo(Stage.LOADER) <= 0) {
      add(
          "loader/waiting-at-menu",
          "the log ends at a loader's menu that counts nothing down",
          "serial",
          menu,
          Stage.LOADER);
    }
    boolean login = diagnosis.facts().highest.compareTo(Stage.LOGIN) >= 0;
    LogDiagnosis.StuckJob job = log.stuck();
    if (job != null && !login && seconds(job.elapsed()) >= STUCK.toSeconds()) {
      add(
          "systemd/unit-stuck",
          "systemd has waited for %s for %s (limit: %s)"
              .formatted(job.what(), job.elapsed(), job.limit()),
          "serial",
          job.line(),
          Stage.USERSPACE);
    }
    log.repeated()
        .filter(line -> diagnosis.facts().highest.compareTo(Stage.KERNEL) >= 0)
        .ifPresent(line ->
            add(
                "console/flooded",
                "the log ends in one message that is said again and again",
                "serial",
                line,
                diagnosis.facts().highest));
    LogLine target = log.multiUser();
    if (target != null && !login && !log.gettyStarted() && !log.ended()) {
      add(
          "console/no-getty",
          "systemd reached its last target without starting a login on a serial console",
          "serial",
          target,
          Stage.USERSPACE);
    }
  }

  private static long seconds(String span) {
    return UnitStates.duration(span).map(Duration::toSeconds).orElse(0L);
  }

  private void add(String cause, String detail, String channel, LogLine line, Stage stage) {
    if (diagnosis.log().has(cause) && !cause.startsWith("systemd/unit-")) {
      return;
    }
    Finding finding =
        Findings.about(cause, ConsoleText.quote(detail), channel, ConsoleText.quote(line.text()))
            .line(line.number(), line.offset())
            .finding();
    diagnosis.conclude(finding, causes.get(cause).severity(), stage, order);
  }

  private Explanation explanation(List<String> notes) {
    FirstCause firstCause = new FirstCause(causes);
    Optional<Weighed> primary = firstCause.primary(diagnosis.log().all());
    Stage stage = diagnosis.facts().highest;
    List<String> missing = new ArrayList<>();
    boolean whole = isWhole(stage);
    if (primary.isEmpty() && !whole) {
      cutShort(stage, missing);
      primary = firstCause.primary(diagnosis.log().all());
    }
    List<Finding> findings =
        firstCause.inOrder(diagnosis.log().all()).stream().map(Weighed::finding).toList();
    Finding first = primary.map(Weighed::finding).orElse(null);
    if (first != null && outcome(first) == Outcome.INCONCLUSIVE && missing.isEmpty()) {
      missing.addAll(undecided(first));
    }
    whatFailedIsUnknown(first);
    return new Explanation(
        first == null ? Outcome.PASSED : outcome(first),
        stage,
        first,
        findings,
        spans(),
        reachedText(stage),
        missing,
        List.copyOf(new LinkedHashSet<>(unknown)),
        notes,
        log.last() == null ? 0 : log.last().number());
  }

  private static Outcome outcome(Finding first) {
    if (first.cause().equals("storage/unfinished")
        || first.cause().equals("run/capture-incomplete")) {
      return Outcome.INCONCLUSIVE;
    }
    Fault fault = first.fault();
    return switch (fault) {
      case IMAGE -> Outcome.FAILED;
      case SPEC, HOST, HARNESS -> Outcome.BROKEN;
      case null -> Outcome.INCONCLUSIVE;
    };
  }

  private static List<String> undecided(Finding first) {
    return switch (first.cause()) {
      case "storage/unfinished" -> List.of("the storage status after provisioning has ended");
      case "run/capture-incomplete" -> List.of("the same log, kept until the unit has started");
      case "kernel/lockup" ->
          List.of("a run on an idle host: it would tell a stuck guest from a starved one");
      default -> List.of("evidence of who is at fault for " + first.cause());
    };
  }

  /** Whether the log goes as far as such a log can go. */
  private boolean isWhole(Stage stage) {
    if (log.everInSession() || stage.compareTo(Stage.LOGIN) >= 0) {
      return true;
    }
    boolean kernelOnly = log.onlyKernel();
    return log.onlyJournal()
        ? log.startedUp() || stage.compareTo(Stage.USERSPACE) >= 0
        : kernelOnly && stage.compareTo(Stage.USERSPACE) >= 0 && !suspectedOfStopping();
  }

  /** Whether something was seen behind which a boot that does not go on would stand. */
  private boolean suspectedOfStopping() {
    return diagnosis.log().all().stream()
        .filter(weighed -> weighed.severity() == Severity.SUSPICION)
        .anyMatch(weighed ->
            causes.get(weighed.finding().cause()).behind().contains("run/capture-incomplete"));
  }

  private void cutShort(Stage stage, List<String> missing) {
    LogLine last = log.last();
    String where =
        last == null
            ? "the log is empty"
            : "the log ends at \"%s\"".formatted(ConsoleText.quote(last.text()));
    if (stopped(stage)) {
      return;
    }
    missing.add(toDecide(stage));
    if (last == null) {
      last = new LogLine(1, 0, "", true, null, null);
    }
    add(
        "run/capture-incomplete",
        "%s, at stage %s, and up to there nothing was wrong".formatted(where, stage.id()),
        "serial",
        last,
        stage);
  }

  /** Names where the machine stood still, if the end of the log shows that it did. */
  private boolean stopped(Stage stage) {
    Optional<LogLine> left = log.end().leftTheConsole();
    if (left.isPresent() && stage == Stage.KERNEL) {
      add(
          "kernel/no-serial-console",
          "the kernel left its early console, and its words name no serial one",
          "serial",
          left.get(),
          stage);
      return true;
    }
    Optional<LogEnd.Ended> ended = log.end().ended();
    if (ended.isEmpty() || stage == Stage.POWER_ON || log.ended()) {
      return false;
    }
    LogLine word = ended.get().lastWord();
    boolean handedOver = LogEnd.handsOver(word) && !log.kernelSpoke();
    if (handedOver) {
      add(
          "loader/silent-after-load",
          "nothing came behind the loader's \"%s\" until the recording was ended"
              .formatted(word.text().strip()),
          "serial",
          word,
          Stage.LOADER);
      return true;
    }
    if (!ended.get().isSilent() || log.stuck() != null) {
      return false;
    }
    add(
        "console/stalled",
        "the console said nothing for %.0f s at stage %s, until the recording was ended"
            .formatted(ended.get().silence(), stage.id()),
        "serial",
        word,
        stage);
    return true;
  }

  private String toDecide(Stage stage) {
    LogDiagnosis.StuckJob job = log.stuck();
    if (job != null) {
      return "the console until systemd's wait for %s ends (limit: %s)"
          .formatted(job.what(), job.limit());
    }
    return switch (stage) {
      case POWER_ON -> "a log from power-on: nothing in this one shows a stage of a boot";
      case FIRMWARE -> "what the firmware started next, or a picture of the screen";
      case LOADER ->
          "the kernel's own output: add console=ttyS0 earlyprintk=ttyS0 to its words, or take a"
              + " picture of the screen";
      case KERNEL, INITRD ->
          "the console after that line for another minute, and the processor's registers";
      case USERSPACE -> "the console until a login prompt, or `systemctl list-jobs`";
      default -> "the rest of the console";
    };
  }

  private void whatFailedIsUnknown(@Nullable Finding first) {
    if (first != null
        && first.cause().equals("systemd/unit-failed")
        && !complained()
        && unknown.isEmpty()) {
      unknown.add("why it failed: the unit's journal is not in this log");
    }
  }

  private String reachedText(Stage stage) {
    StringBuilder text = new StringBuilder(log.everInSession() ? "a shell" : stage.id());
    if (!log.tty().isEmpty()) {
      text.append(" on ").append(log.tty());
    }
    log.reached().stream()
        .filter(reached -> reached.stage() == stage)
        .map(LogDiagnosis.Reached::at)
        .filter(at -> at != null)
        .findFirst()
        .ifPresent(at -> text.append(String.format(Locale.ROOT, " at %.1f s", at)));
    return text.toString();
  }

  private List<Explanation.StageSpan> spans() {
    var spans = new ArrayList<Explanation.StageSpan>();
    List<LogDiagnosis.Reached> reached = log.reached();
    for (int i = 0; i < reached.size(); i++) {
      LogDiagnosis.Reached now = reached.get(i);
      LogDiagnosis.Reached next = i + 1 < reached.size() ? reached.get(i + 1) : null;
      Double start = now.at();
      Double end = next == null ? log.seconds() : next.boot() == now.boot() ? next.at() : null;
      Double lasted = start == null || end == null ? null : Math.max(0, end - start);
      spans.add(
          new Explanation.StageSpan(now.stage(), now.boot(), now.line().number(), start, lasted));
    }
    return List.copyOf(spans);
  }
}
