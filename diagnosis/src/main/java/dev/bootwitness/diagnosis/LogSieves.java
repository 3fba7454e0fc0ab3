package dev.bootwitness.diagnosis;

import dev.bootwitness.console.expect.LineSieve;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a long log are worth reading: those a rule, a stage or a detector may look for.
 */
final class LogSieves {
  /** What detectors look for on the console. */
  private static final List<String> CONSOLE =
      List.of(
          "login: ",
          "Welcome to ",
          "\\[  OK  \\]",
          "\\[FAILED\\]",
          "Running in ",
          "running in system mode",
          "Switch Root",
          "Switching root",
          "initrd-switch-root",
          "job is running",
          "/start running",
          "Reached target",
          "Startup finished",
          "Getty on ",
          "reboot: ",
          "The system ",
          "SIGTERM",
          "Requesting system",
          "shutting down",
          "PS1=",
          "~bw",
          "/ # ",
          "~ # ",
          ":~# ",
          ":~\\$ ",
          "\\]# ",
          "\\]\\$ ");

  /** What they look for in what commands print; a journal's entries of process 1 among it. */
  private static final List<String> SESSION =
      List.of(
          "Active: ",
          "STATE=",
          "JOB UNIT",
          "uid=",
          "After=",
          "systemd\\[\\d+\\]: ",
          "Traceback",
          "kernel: ",
          ": state ",
          "devices");

  private final List<String> rules;
  private final List<String> journal;
  private @Nullable LineSieve console;
  private @Nullable LineSieve session;
  private int learnedSoFar = -1;

  LogSieves(RuleEngine engine) {
    this.rules =
        engine.rules().stream()
            .filter(rule -> rule.channel() == Rule.Channel.SERIAL)
            .map(rule -> rule.pattern().pattern())
            .toList();
    this.journal =
        engine.rules().stream()
            .filter(rule -> rule.channel() == Rule.Channel.JOURNAL)
            .map(rule -> rule.pattern().pattern())
            .toList();
  }

  /**
   * The sieve for what is read now; null when a rule may match anywhere.
   *
   * @param inSession whether commands print
   * @param prompts learned prompts
   */
  @Nullable LineSieve of(boolean inSession, List<String> prompts) {
    if (!inSession) {
      console = console == null ? make(List.of(), List.of()) : console;
      return usable(console);
    }
    if (session == null || learnedSoFar != prompts.size()) {
      learnedSoFar = prompts.size();
      session = make(SESSION, prompts.stream().map(LogSieves::escaped).toList());
    }
    return usable(session);
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (c < 0x80 && !Character.isLetterOrDigit(c) && c != ' ') {
            escaped.append('\\');
          }
          escaped.appendCodePoint(c);
        });
    return escaped.toString();
  }

  private static @Nullable LineSieve usable(LineSieve sieve) {
    return sieve.unknown().length == 0 ? sieve : null;
  }

  private LineSieve make(List<String> more, List<String> prompts) {
    var all = new ArrayList<>(rules);
    all.addAll(StageSigns.texts());
    all.addAll(CONSOLE);
    if (!more.isEmpty()) {
      all.addAll(journal);
    }
    all.addAll(more);
    all.addAll(prompts);
    return new LineSieve(all);
  }
}
