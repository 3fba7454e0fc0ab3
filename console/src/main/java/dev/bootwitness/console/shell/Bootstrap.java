package dev.bootwitness.console.shell;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the agent into the shell that reads the console, checks that it arrived, and starts it.
 */
final class Bootstrap {

  private static final int TRIES = 3;
  private static final Duration QUIET = Duration.ofSeconds(2);

  /**
   * Works in any login shell, csh and fish included: one single-quoted word without {@code !}. It
   * collects the agent's lines, reports their checksum on request and runs them.
   */
  private static final String GATHER =
      " sh -c 'stty -echo 2>/dev/null; m() { printf \"\\n%s%s~\\n\" \"~bw\" \"NONCE $1\"; }; a=; m"
          + " sh; while read -r k l; do case $k in a) a=\"$a$l; \";; z) a=;; k) m \"k $(printf %s"
          + " \"$a\" | { cksum || md5sum; } 2>/dev/null)\";; g) break;; esac; done; eval \"$a\"'";

  private final Console console;
  private final AgentLine agent;
  private final String nonce;

  Bootstrap(Console console, AgentLine agent, String nonce) {
    this.console = console;
    this.agent = agent;
    this.nonce = nonce;
  }

  /**
   * Starts the agent.
   *
   * @return the uid it runs as
   * @throws ShellException when no shell answers, or it has nowhere to keep a command's output
   */
  int run(Deadline deadline) {
    console.skipToEnd();
    agent.typeOnce(GATHER.replace("NONCE", nonce));
    require("the shell's first answer", AgentLine.Form.SHELL, deadline);
    type(deadline);
    console.send("g\r");
    List<String> ready = require("the command loop", AgentLine.Form.READY, deadline);
    if (ready.get(2).isBlank()) {
      throw new ShellException(
          "the guest has no place to keep a command's output: nothing can be written in a new folder"
              + " of /run, /dev/shm, /tmp, /var/tmp and $HOME");
    }
    return Integer.parseInt(ready.get(1));
  }

  private void type(Deadline deadline) {
    List<String> lines = new ArrayList<>();
    lines.add("BW=" + nonce);
    lines.addAll(AgentScript.lines());
    byte[] whole = AgentScript.gathered(lines);
    String got = "";
    for (int attempt = 0; attempt < TRIES; attempt++) {
      console.send("z\r");
      lines.forEach(line -> console.send("a " + line + "\r"));
      got = checksum(deadline);
      if (Checksum.matches(got, whole)) {
        return;
      }
    }
    throw new ShellException(
        "what is typed does not arrive: the guest's checksum of it is `"
            + got
            + "`, not that of what was typed; either the guest has neither cksum nor md5sum, or its"
            + " console loses input");
  }

  private String checksum(Deadline deadline) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      console.send("k\r");
      AgentLine.Heard heard =
          agent.hear(
              "the command loop's checksum", AgentLine.Form.GATHERED, nonce, QUIET, deadline);
      if (heard instanceof AgentLine.Heard.Mark(List<String> groups)) {
        return groups.get(1);
      } else if (heard instanceof AgentLine.Heard.Nothing(ExpectResult.DeadlinePassed passed)) {
        throw new ShellException(passed.describe());
      }
    }
    return "";
  }

  /** The shell's own echo and prompt come first and are not noise to act upon. */
  private List<String> require(String what, AgentLine.Form mark, Deadline deadline) {
    while (true) {
      switch (agent.hear(what, mark, nonce, QUIET, deadline)) {
        case AgentLine.Heard.Mark(List<String> groups) -> {
          return groups;
        }
        case AgentLine.Heard.Noise() -> {}
        case AgentLine.Heard.Nothing(ExpectResult.DeadlinePassed passed) ->
            throw new ShellException(passed.describe());
      }
    }
  }
}
