package dev.bootwitness.image.system;

import dev.bootwitness.image.facts.Account;
import dev.bootwitness.image.facts.Sudo;
import dev.bootwitness.image.filesystem.TreeFiles;
import dev.bootwitness.image.filesystem.TreeNode;
import dev.bootwitness.image.tool.ToolFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who becomes root by sudo, as far as plain rules of sudoers(5) say: a user or a group, all hosts,
 * all commands. Aliases and rules for single commands do not make anybody root.
 */
final class SudoRules {

  private static final Pattern RULE =
      Pattern.compile(
          "(%?[A-Za-z_][A-Za-z0-9_.-]*|ALL)\\s+ALL\\s*=\\s*(?:\\([^)]*\\)\\s*)?((?:[A-Z_]+:\\s*)*)ALL\\s*");

  private static final List<String> PLACES =
      List.of("/usr/bin/sudo", "/bin/sudo", "/usr/local/bin/sudo", "/run/wrappers/bin/sudo");

  private SudoRules() {}

  static Optional<Sudo> read(
      TreeFiles files, String etc, List<Account> accounts, Map<String, List<String>> groups)
      throws ToolFailure, InterruptedException {
    boolean there = false;
    for (String place : PLACES) {
      there |= files.exists(place);
    }
    if (!there && etc.equals("/etc")) {
      return Optional.empty();
    }
    List<String> paths = new ArrayList<>(List.of(etc + "/sudoers"));
    for (TreeNode node : files.children(etc + "/sudoers.d")) {
      // sudoers(5): names with a dot or a tilde at the end are skipped.
      if (!node.name().contains(".") && !node.name().endsWith("~")) {
        paths.add(etc + "/sudoers.d/" + node.name());
      }
    }
    Map<String, String> texts = files.texts(paths, SystemReader.LONGEST);
    if (texts.isEmpty()) {
      return there ? Optional.of(new Sudo(List.of(), List.of())) : Optional.empty();
    }
    return Optional.of(rules(String.join("\n", texts.values()), accounts, groups));
  }

  private static Sudo rules(String text, List<Account> accounts, Map<String, List<String>> groups) {
    TreeSet<String> users = new TreeSet<>();
    TreeSet<String> free = new TreeSet<>();
    boolean never = text.lines().anyMatch(l -> l.strip().matches("Defaults\\s+!authenticate"));
    for (String line : text.lines().map(String::strip).limit(10_000).toList()) {
      Matcher rule = RULE.matcher(line);
      if (rule.matches()) {
        List<String> whom = whom(rule.group(1), accounts, groups);
        boolean password = rule.group(2).contains("NOPASSWD:") || never;
        users.addAll(whom);
        if (password) {
          free.addAll(whom);
        }
      }
    }
    users.remove("root");
    free.remove("root");
    return new Sudo(List.copyOf(users), List.copyOf(free));
  }

  private static List<String> whom(
      String who, List<Account> accounts, Map<String, List<String>> groups) {
    if (who.equals("ALL")) {
      return accounts.stream().map(Account::name).toList();
    }
    return who.startsWith("%")
        ? groups.getOrDefault(who.substring(1), List.of()).stream()
            .filter(name -> !name.isEmpty())
            .toList()
        : List.of(who);
  }
}
