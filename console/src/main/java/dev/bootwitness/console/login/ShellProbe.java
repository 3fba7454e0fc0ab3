package dev.bootwitness.console.login;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.console.shell.Nonces;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks whoever reads the console who it is.
 *
 * <p>One line that any shell understands; its answer is joined in the guest from two halves, so
 * neither the echo of the line nor an answer to an earlier one can be taken for it.
 */
final class ShellProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final int TRIES = 3;

  private final Console console;
  private final Nonces nonces;

  ShellProbe(Console console, Nonces nonces) {
    this.console = console;
    this.nonces = nonces;
  }

  /**
   * Who answered.
   *
   * @param uid -1 when the guest has no {@code id}
   * @param escalators which of sudo, doas and su it finds on its PATH, as paths
   * @param before what the console showed before the answer
   */
  record Identity(int uid, List<String> escalators, String before) {}

  /** The answer, or empty with the last wait's result in {@link #lastSeen}. */
  Optional<Identity> ask(Deadline deadline) {
    StringBuilder before = new StringBuilder();
    for (int attempt = 0; attempt < TRIES && !deadline.expired(); attempt++) {
      String nonce = nonces.next();
      // Ctrl-U drops what may stand in the line; a leading blank keeps it out of the history.
      console.send(
          "\025 sh -c 'printf \"\\n%s%s:%s:%s~\\n\" \"~bw\" \""
              + nonce
              + "\" \"$(id -u)\" \"$(echo $(for p in sudo doas su; do command -v $p; done))\"'\r");
      Expectation answer =
          Expectation.of(
                  "an answer of the shell",
                  TextPattern.regex("~bw" + nonce + ":([0-9]*):([^~\\n]*)~"))
              .unless(Prompts.LOGIN);
      ExpectResult result = console.expect(answer, deadline.atMost(PATIENCE));
      if (result instanceof ExpectResult.Matched matched) {
        before.append(matched.before());
        return Optional.of(identity(matched, before.toString()));
      }
      lastSeen = result;
      if (!(result instanceof ExpectResult.DeadlinePassed)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private @Nullable ExpectResult lastSeen;

  /** How the last wait in vain ended, for the message. */
  @Nullable ExpectResult lastSeen() {
    return lastSeen;
  }

  private static Identity identity(ExpectResult.Matched matched, String before) {
    String uid = matched.groups().get(1);
    String tools = matched.groups().get(2).strip();
    return new Identity(
        uid.isEmpty() ? -1 : Integer.parseInt(uid),
        tools.isEmpty() ? List.of() : List.of(tools.split(" +")),
        before);
  }
}
