package dev.bootwitness.console.login;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.safere.Pattern;

/**
 * Makes a root shell out of a user's: sudo, else doas, else su, whichever the guest has.
 *
 * <p>Each way is believed only when the shell itself says uid 0. What a way said when it refused is
 * kept, and its reason is named apart: missing, not permitted, a password needed, a password wrong.
 */
final class Escalation {

  private static final Duration STEP = Duration.ofSeconds(20);

  /** After this much silence the command has said what it says before a shell. */
  private static final Duration SETTLED = Duration.ofMillis(700);

  private static final Pattern NOT_FOUND =
      Pattern.compile("(?i)(?:command )?not found|no such file or directory");
  private static final Pattern NOT_PERMITTED =
      Pattern.compile(
          "(?i)not in the sudoers|not allowed to|may not run|operation not permitted"
              + "|no new privileges|must be (?:owned by uid 0|setuid)|is not in the");
  private static final Pattern WRONG_PASSWORD =
      Pattern.compile(
          "(?i)sorry, try again|incorrect password|authentication (?:failure|failed)|permission denied");

  private final Console console;
  private final LoginPlan plan;
  private final ShellProbe probe;
  private final LoginListener listener;

  Escalation(Console console, LoginPlan plan, ShellProbe probe, LoginListener listener) {
    this.console = console;
    this.plan = plan;
    this.probe = probe;
    this.listener = listener;
  }

  /** How it ended. */
  sealed interface Result {
    /** uid 0 was shown. */
    record Root(String by) implements Result {}

    /** It was not; why, and what the console said. */
    record Not(LoginProblem problem, String detail, String quote) implements Result {}
  }

  private record Way(String program, String command, Optional<String> password) {}

  private record Refusal(Way way, String reason, String quote) {}

  Result toRoot(ShellProbe.Identity user, Deadline deadline) {
    List<Refusal> refusals = new ArrayList<>();
    for (Way way : ways(user)) {
      listener.step("escalate", way.command);
      Optional<Refusal> refusal = attempt(way, deadline.atMost(STEP));
      if (refusal.isEmpty()) {
        return new Result.Root(way.command);
      }
      refusals.add(refusal.get());
    }
    return notRoot(user, refusals);
  }

  private List<Way> ways(ShellProbe.Identity user) {
    List<Way> ways = new ArrayList<>();
    if (has(user, "sudo")) {
      ways.add(new Way("sudo", "sudo -i", plan.password()));
    }
    if (has(user, "doas")) {
      ways.add(new Way("doas", "doas -s", plan.password()));
    }
    if (has(user, "su") && plan.rootPassword().isPresent()) {
      ways.add(new Way("su", "su -", plan.rootPassword()));
    }
    return ways;
  }

  private static boolean has(ShellProbe.Identity user, String program) {
    return user.escalators().stream().anyMatch(p -> p.equals(program) || p.endsWith("/" + program));
  }

  /** Empty when the shell that answers afterwards is root's. */
  private Optional<Refusal> attempt(Way way, Deadline deadline) {
    console.skipToEnd();
    console.send("\025 " + way.command + "\r");
    Expectation settled =
        Expectation.of(
            "a password prompt or a shell after `" + way.command + "`",
            Prompts.PASSWORD,
            TextPattern.prompt("[\\s\\S]", SETTLED));
    String said = "";
    int asked = 0;
    ExpectResult result = console.expect(settled, deadline);
    while (result instanceof ExpectResult.Matched matched && matched.index() == 0) {
      said = said + matched.before() + matched.text();
      Optional<String> answer = asked++ == 0 ? way.password : Optional.empty();
      if (answer.isEmpty()) {
        console.send("\003");
        return Optional.of(new Refusal(way, passwordReason(asked, said), said.strip()));
      }
      console.send(answer.get() + "\r");
      result = console.expect(settled, deadline);
    }
    Optional<ShellProbe.Identity> who = probe.ask(deadline);
    if (who.isPresent() && who.get().uid() == 0) {
      return Optional.empty();
    }
    said = said + text(result) + who.map(ShellProbe.Identity::before).orElse("");
    return Optional.of(new Refusal(way, reason(said, who), evidence(said)));
  }

  private static String passwordReason(int asked, String said) {
    return asked > 1 || WRONG_PASSWORD.matcher(said).find()
        ? "the password was refused"
        : "it asks for a password and the spec gives none";
  }

  private static String text(ExpectResult result) {
    return result instanceof ExpectResult.Matched matched ? matched.before() + matched.text() : "";
  }

  private static String reason(String said, Optional<ShellProbe.Identity> who) {
    if (NOT_FOUND.matcher(said).find()) {
      return "the program is missing";
    } else if (NOT_PERMITTED.matcher(said).find()) {
      return "it is not permitted";
    } else if (WRONG_PASSWORD.matcher(said).find()) {
      return "the password was refused";
    }
    return who.map(w -> "the shell's uid is still " + w.uid()).orElse("no shell answered");
  }

  private static String evidence(String said) {
    // The first line is the command's own echo.
    List<String> lines = said.lines().skip(1).map(String::strip).filter(l -> !l.isEmpty()).toList();
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  private Result notRoot(ShellProbe.Identity user, List<Refusal> refusals) {
    if (refusals.isEmpty()) {
      String su =
          has(user, "su") ? " su is there, but the spec gives no root password for it." : "";
      return new Result.Not(
          LoginProblem.ESCALATION_REFUSED,
          "uid " + user.uid() + " found neither sudo nor doas on its PATH." + su,
          "");
    }
    Refusal first = refusals.getFirst();
    boolean unverified =
        first.reason.startsWith("the shell's uid") || first.reason.startsWith("no ");
    StringBuilder detail = new StringBuilder();
    for (Refusal refusal : refusals) {
      detail
          .append(detail.isEmpty() ? "" : "; ")
          .append('`')
          .append(refusal.way.command)
          .append("` as uid ")
          .append(user.uid())
          .append(": ")
          .append(refusal.reason);
    }
    return new Result.Not(
        unverified ? LoginProblem.ESCALATION_UNVERIFIED : LoginProblem.ESCALATION_REFUSED,
        detail.toString(),
        first.quote);
  }
}
