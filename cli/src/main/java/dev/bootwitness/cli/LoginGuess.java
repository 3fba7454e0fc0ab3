package dev.bootwitness.cli;

import dev.bootwitness.image.facts.Account;
import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.facts.SystemFacts;
import dev.bootwitness.image.facts.TerminalLogin;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The login that an image is expected to allow on its serial console.
 *
 * @param user to log in as
 * @param password whether one must be given
 * @param become whether root is reached by sudo or doas
 * @param why a few words for a comment
 */
record LoginGuess(String user, boolean password, boolean become, String why) {

  /** Empty when nothing is known of its system, or when no login is offered there. */
  static Optional<LoginGuess> of(ImageFacts facts, String line) {
    if (facts.system().isEmpty()) {
      return Optional.empty();
    }
    SystemFacts system = facts.system().get();
    List<TerminalLogin> here =
        system.logins().stream()
            .filter(login -> login.line().equals(line) || login.line().equals("console"))
            .toList();
    if (here.isEmpty()) {
      return Optional.empty();
    }
    if (here.stream().anyMatch(TerminalLogin::shell)) {
      return Optional.of(
          new LoginGuess("root", false, false, "a shell is opened there without a login"));
    }
    Optional<String> user =
        here.stream().map(TerminalLogin::user).filter(name -> !name.isEmpty()).findFirst();
    return user.isPresent() ? Optional.of(automatic(system, user.get())) : prompt(system);
  }

  private static LoginGuess automatic(SystemFacts system, String user) {
    String why = "logged in without being asked";
    if (user.equals("root")) {
      return new LoginGuess(user, false, false, why);
    }
    boolean free = system.sudo().map(sudo -> sudo.passwordless().contains(user)).orElse(false);
    boolean sudo = system.sudo().map(rules -> rules.users().contains(user)).orElse(false);
    return new LoginGuess(user, sudo && !free, sudo || free || system.doas(), why);
  }

  /** Root, if a password opens it; otherwise whoever becomes root; otherwise anybody. */
  private static Optional<LoginGuess> prompt(SystemFacts system) {
    return system.accounts().stream()
        .filter(account -> !account.expired())
        .filter(account -> account.password().equals("set") || account.password().equals("empty"))
        .min(
            Comparator.comparing((Account account) -> !account.name().equals("root"))
                .thenComparing(account -> !isSudoer(system, account)))
        .map(account -> of(system, account));
  }

  private static boolean isSudoer(SystemFacts system, Account account) {
    return system.sudo().map(sudo -> sudo.users().contains(account.name())).orElse(false);
  }

  private static LoginGuess of(SystemFacts system, Account account) {
    boolean password = account.password().equals("set");
    boolean root = account.uid() == 0;
    return new LoginGuess(
        account.name(),
        password,
        !root && (isSudoer(system, account) || system.doas()),
        password ? "its password is not readable from the image" : "has no password");
  }
}
