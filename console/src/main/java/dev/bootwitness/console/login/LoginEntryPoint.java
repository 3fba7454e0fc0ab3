package dev.bootwitness.console.login;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.captor.ForegroundPrograms;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.safere.Pattern;

/**
 * Finds the entry point that a booting console offers: a login prompt, an autologin, or a shell.
 */
final class LoginEntryPoint {

  /**
   * How long to listen before checking again whether the guest has booted far enough to be typed
   * to.
   */
  private static final Duration PATROL = Duration.ofSeconds(5);

  /** A disk that waits for its passphrase would take an empty line for a wrong passphrase. */
  private static final Pattern UNLOCKS = Pattern.compile("(?i)passphrase|unlock|luks");

  private static final Expectation WAYS =
      Expectation.of(
          "a login prompt or a shell",
          Prompts.EMERGENCY,
          Prompts.AUTOLOGIN,
          Prompts.LOGIN,
          Prompts.LOGIN_TALKED_OVER,
          Prompts.SHELL,
          Prompts.SHELL_TALKED_OVER);

  private final Console console;
  private final ShellProbe probe;
  private final BooleanSupplier userspaceReached;

  LoginEntryPoint(Console console, ShellProbe probe, BooleanSupplier userspaceReached) {
    this.console = console;
    this.probe = probe;
    this.userspaceReached = userspaceReached;
  }

  /** The entry point found; {@code text} is the evidence. */
  sealed interface Entry {
    String text();

    /** A getty asks for a name. */
    record Prompt(String text) implements Entry {}

    /** A getty logged {@code user} in automatically. */
    record Autologin(String text, String user) implements Entry {}

    /** A shell that answered. */
    record OpenShell(String text, ShellProbe.Answer.Shell who) implements Entry {}
  }

  Entry find(Deadline deadline) throws Refusal {
    while (true) {
      ExpectResult result = console.expect(WAYS, deadline.atMost(PATROL));
      Optional<Entry> entry = Optional.empty();
      if (result instanceof ExpectResult.Matched matched) {
        entry = entry(matched, deadline);
      } else if (!(result instanceof ExpectResult.DeadlinePassed) || deadline.expired()) {
        throw Refusal.of(LoginProblem.NO_PROMPT, result);
      } else if (userspaceReached.getAsBoolean() && console.quietNanos() >= PATROL.toNanos()) {
        entry = patrol(deadline);
      }
      if (entry.isPresent()) {
        return entry.get();
      }
    }
  }

  /**
   * A kernel message may have pushed the prompt up; an empty line brings it back. Not typed where a
   * program holds the terminal, since it would take the line for a command or a yes.
   */
  private Optional<Entry> patrol(Deadline deadline) throws Refusal {
    Optional<ForegroundProgram> standing = ForegroundPrograms.on(console.screen());
    if (standing.isPresent() && standing.get().kind() != ForegroundProgram.Kind.PASSWORD) {
      return question(standing.get().quote(), deadline);
    } else if (standing.isPresent() && UNLOCKS.matcher(standing.get().quote()).find()) {
      return Optional.empty();
    }
    console.send("\r");
    return Optional.empty();
  }

  private Optional<Entry> entry(ExpectResult.Matched matched, Deadline deadline) throws Refusal {
    String text = matched.text().strip();
    return switch (matched.index()) {
      case 0 ->
          throw new Refusal(
              LoginProblem.EMERGENCY_MODE,
              "the system stopped and asks for maintenance instead of a login",
              text);
      case 1 -> Optional.of(new Entry.Autologin(text, matched.groups().get(1)));
      case 2, 3 -> Optional.of(new Entry.Prompt(text));
      // A loader's prompt looks the same: before user space nothing is typed at all.
      default -> userspaceReached.getAsBoolean() ? question(text, deadline) : Optional.empty();
    };
  }

  /** The apparent prompt may have been any boot message that ends in such a character. */
  private Optional<Entry> question(String text, Deadline deadline) throws Refusal {
    return switch (probe.askOnce(deadline)) {
      case ShellProbe.Answer.Shell shell -> Optional.of(new Entry.OpenShell(text, shell));
      case ShellProbe.Answer.LoginPrompt login -> Optional.of(new Entry.Prompt(login.prompt()));
      case ShellProbe.Answer.Captured(ForegroundProgram captor) when captor.certain() ->
          throw Refusal.of(captor);
      default -> Optional.empty();
    };
  }
}
