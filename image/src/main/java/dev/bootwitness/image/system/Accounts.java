package dev.bootwitness.image.system;

import dev.bootwitness.image.facts.Account;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts with a shell, by passwd(5) and shadow(5). */
final class Accounts {

  private static final int MOST = 200;

  private Accounts() {}

  static List<Account> read(String passwd, Optional<String> shadow, LocalDate today) {
    Map<String, String[]> secrets = new HashMap<>();
    shadow
        .orElse("")
        .lines()
        .map(line -> line.split(":", -1))
        .forEach(fields -> secrets.put(fields[0], fields));
    List<Account> accounts = new ArrayList<>();
    for (String line : passwd.lines().limit(10_000).toList()) {
      String[] fields = line.split(":", -1);
      if (fields.length < 7 || !fields[2].matches("[0-9]{1,10}") || accounts.size() >= MOST) {
        continue;
      }
      String shell = fields[6].strip();
      if (!shell.endsWith("nologin") && !shell.endsWith("/false") && !shell.endsWith("/sync")) {
        accounts.add(account(fields, shell, secrets.get(fields[0]), today));
      }
    }
    return accounts;
  }

  private static Account account(
      String[] fields, String shell, String @Nullable [] secret, LocalDate today) {
    String password = fields[1].equals("x") ? secret == null ? null : secret[1] : fields[1];
    return new Account(
        fields[0],
        Long.parseLong(fields[2]),
        shell.isEmpty() ? "/bin/sh" : shell,
        state(password),
        secret != null && expired(secret, today.toEpochDay()));
  }

  private static String state(@Nullable String password) {
    if (password == null) {
      return "unknown";
    }
    if (password.isEmpty()) {
      return "empty";
    }
    return password.startsWith("!") || password.startsWith("*") ? "locked" : "set";
  }

  /**
   * shadow(5): a last change on day 0 means that it must be changed; then the account's own end.
   */
  private static boolean expired(String[] secret, long today) {
    boolean change = secret.length > 2 && secret[2].equals("0");
    boolean over =
        secret.length > 7 && secret[7].matches("[0-9]{1,9}") && Long.parseLong(secret[7]) <= today;
    boolean old =
        secret.length > 4
            && secret[2].matches("[1-9][0-9]{0,8}")
            && secret[4].matches("[0-9]{1,9}")
            && Long.parseLong(secret[2]) + Long.parseLong(secret[4]) < today;
    return change || over || old;
  }
}
