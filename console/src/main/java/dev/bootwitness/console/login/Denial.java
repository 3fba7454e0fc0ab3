package dev.bootwitness.console.login;

import java.util.List;
import java.util.Optional;
import org.safere.Pattern;

/**
 * Why a program did not make a user root, as far as it said so. Sources: sudo(8), doas(1), su(1).
 */
enum Denial {
  MISSING("the program is missing", "(?i)(?:command )?not found|no such file or directory"),
  NOT_PERMITTED(
      "it is not permitted",
      "(?i)not in the sudoers|not allowed to|may not run|operation not permitted"
          + "|no new privileges|must be (?:owned by uid 0|setuid)|is not in the"),
  PASSWORD_REFUSED(
      "the password was refused",
      "(?i)sorry, try again|incorrect password|authentication (?:failure|failed)"
          + "|permission denied"),
  PASSWORD_NEEDED("it asks for a password and the spec gives none", "(?i)password"),
  STILL_UNPRIVILEGED("nothing was refused, yet the shell's uid is not 0", ""),
  NO_ANSWER("no shell answered afterwards", "");

  private static final List<Denial> SPOKEN = List.of(MISSING, NOT_PERMITTED, PASSWORD_REFUSED);

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a safere pattern is immutable, but not marked so
  private final Pattern sign;

  Denial(String words, String sign) {
    this.words = words;
    this.sign = Pattern.compile(sign);
  }

  /** The reason that {@code said} gives, if it gives one. */
  static Optional<Denial> in(String said) {
    return SPOKEN.stream().filter(denial -> denial.sign.matcher(said).find()).findFirst();
  }

  /** For a person. */
  String words() {
    return words;
  }

  /** The line of {@code said} that shows it; the first one is the command's own echo. */
  String quote(String said) {
    List<String> lines = said.lines().skip(1).map(String::strip).filter(l -> !l.isEmpty()).toList();
    return lines.stream()
        .filter(line -> sign.matcher(line).find())
        .findFirst()
        .orElse(lines.isEmpty() ? "" : lines.getFirst());
  }
}
