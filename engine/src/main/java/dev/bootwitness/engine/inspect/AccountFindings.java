package dev.bootwitness.engine.inspect;

import dev.bootwitness.image.facts.Account;
import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.facts.SystemFacts;
import dev.bootwitness.image.facts.TerminalLogin;
import dev.bootwitness.record.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether somebody can log in on the serial console and become root. */
final class AccountFindings {

  private AccountFindings() {}

  static List<Finding> of(ImageFacts facts, Circumstances circumstances) {
    if (facts.system().isEmpty()) {
      return List.of();
    }
    SystemFacts system = facts.system().get();
    List<TerminalLogin> here = ConsoleFindings.here(facts, system, circumstances.line());
    if (here.isEmpty() || here.stream().anyMatch(TerminalLogin::shell)) {
      return List.of();
    }
    Optional<String> automatic =
        here.stream().map(TerminalLogin::user).filter(user -> !user.isEmpty()).findFirst();
    if (automatic.isPresent()) {
      return circumstances.root() ? unprivileged(system, automatic.get()) : List.of();
    }
    return prompt(system);
  }

  private static List<Finding> prompt(SystemFacts system) {
    List<Account> accounts = system.accounts();
    if (accounts.isEmpty() || accounts.stream().anyMatch(a -> a.password().equals("unknown"))) {
      return List.of();
    }
    List<Account> open = accounts.stream().filter(a -> !a.password().equals("locked")).toList();
    if (open.isEmpty()) {
      return List.of(
          ImageFindings.about(
                  "login/rejected",
                  "a password logs nobody in: %s"
                      .formatted(
                          accounts.stream()
                              .map(a -> a.name() + " is locked")
                              .collect(Collectors.joining(", "))),
                  "")
              .advice(
                  "Give one account a password in the image (`chpasswd`), or log it in without one"
                      + " (`agetty --autologin`).")
              .finding());
    }
    if (open.stream().allMatch(Account::expired)) {
      return List.of(
          ImageFindings.about(
                  "login/password-expired",
                  "%s must change the password, or has expired"
                      .formatted(
                          open.stream().map(Account::name).collect(Collectors.joining(", "))),
                  "")
              .subject(open.getFirst().name())
              .advice("In the image: `chage -E -1 -M -1 -d $(date +%F) USER`.")
              .finding());
    }
    return List.of();
  }

  /** Without sudo, doas and a password of root, nothing makes a user root. */
  private static List<Finding> unprivileged(SystemFacts system, String user) {
    boolean rootLocked =
        system.account("root").map(root -> root.password().equals("locked")).orElse(false);
    boolean sudo =
        system
            .sudo()
            .map(rules -> rules.users().contains(user) || rules.passwordless().contains(user))
            .orElse(false);
    if (user.equals("root") || !rootLocked || sudo || system.doas()) {
      return List.of();
    }
    return List.of(
        ImageFindings.about(
                "login/unprivileged",
                "%s is logged in, root is locked, and %s"
                    .formatted(
                        user,
                        system.sudo().isEmpty()
                            ? "there is neither sudo nor doas"
                            : "sudo does not allow " + user + " everything"),
                "")
            .subject(user)
            .finding());
  }
}
