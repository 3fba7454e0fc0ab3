package dev.bootwitness.console.shell;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A shell in the guest that answers commands with exit status, stdout and stderr, exactly.
 *
 * <p>It depends on no prompt. A small POSIX sh loop ({@code agent.sh}) runs inside the login shell,
 * without echo; each command has a nonce, its replies stand between marks with checksum and length,
 * and what noise damaged is fetched again. Commands run as {@code sh -c}, each on its own, with
 * stdin from /dev/null. One command at a time; not thread-safe.
 */
public final class FramedShell {

  /** Bytes of each output that are fetched; more is cut and said to be. */
  private static final int OUTPUT_LIMIT = 10 * 1024 * 1024;

  private static final int PIECE = 24 * 1024;
  private static final int TRIES = 4;
  private static final Duration REPLY = Duration.ofSeconds(30);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);
  private static final String KILL_LINE = "\025"; // Ctrl-U: whatever a noise put there is gone

  private final Console console;
  private final Nonces nonces;
  private final int uid;

  private FramedShell(Console console, Nonces nonces, int uid) {
    this.console = console;
    this.nonces = nonces;
    this.uid = uid;
  }

  /**
   * Starts the loop in the shell that now reads the console.
   *
   * @throws ShellException when no shell answers, or it has nowhere to keep a command's output
   */
  public static FramedShell start(Console console, Nonces nonces, Deadline deadline) {
    String nonce = nonces.next();
    console.skipToEnd();
    // Works in any login shell, csh and fish included: one single-quoted word, no $ outside of it.
    console.send(
        KILL_LINE
            + " sh -c 'stty -echo 2>/dev/null; printf \"\\n%s%s~\\n\" \"~bw\" \""
            + nonce
            + " sh\"; while read -r l; do eval \"$l\"; done'\r");
    require(console, nonce + " sh", "the shell's first answer", deadline);
    console.send("BW=" + nonce + "\r");
    for (String line : AgentScript.lines()) {
      console.send(line + "\r");
    }
    ExpectResult.Matched ready =
        require(console, nonce + " ready ([0-9]+) ?([^~]*)", "the command loop", deadline);
    if (ready.groups().get(2).isBlank()) {
      throw new ShellException(
          "the guest has no place to keep a command's output: mktemp -d failed in /run, /dev/shm,"
              + " /tmp and /var/tmp");
    }
    return new FramedShell(console, nonces, Integer.parseInt(ready.groups().get(1)));
  }

  private static ExpectResult.Matched require(
      Console console, String mark, String what, Deadline deadline) {
    return switch (console.expect(mark(what, mark), deadline)) {
      case ExpectResult.Matched matched -> matched;
      case ExpectResult.Unmatched unmatched -> throw new ShellException(unmatched.describe());
      case ExpectResult.Interrupted i -> throw new ShellException("interrupted");
    };
  }

  private static Expectation mark(String what, String mark) {
    return Expectation.of(what, TextPattern.regex("~bw" + mark + "~"));
  }

  /** Who this shell is, as the guest's {@code id -u} said when it started. */
  public int uid() {
    return uid;
  }

  /** Runs a command by {@code sh -c} and waits for its end or the deadline. */
  public CommandResult run(String command, Deadline deadline) {
    long began = console.clock().nanos();
    String nonce = nonces.next();
    console.skipToEnd();
    try {
      send(command, nonce, deadline);
      Expectation end =
          mark(
              "the end of `" + abbreviate(command) + "`",
              nonce + " r ([0-9]+) ([0-9]+) ([0-9]+) ([0-9]+) ([0-9]+)");
      ExpectResult result = console.expect(end, deadline);
      boolean timedOut = result instanceof ExpectResult.DeadlinePassed;
      if (timedOut) {
        result = interrupt(end);
      }
      if (!(result instanceof ExpectResult.Matched matched)) {
        return new CommandResult.Unresponsive(command, seen(result), since(began));
      }
      // Both inline texts come first, in one go; only then may a fetch ask for more.
      byte[] inlineOut = inline(nonce, "o");
      byte[] inlineErr = inline(nonce, "e");
      CommandResult.Output stdout = output("o", inlineOut, matched, 2);
      CommandResult.Output stderr = output("e", inlineErr, matched, 4);
      int exit = Integer.parseInt(matched.groups().get(1));
      return timedOut
          ? new CommandResult.TimedOut(command, exit, stdout, stderr, since(began))
          : new CommandResult.Completed(command, exit, stdout, stderr, since(began));
    } catch (ShellException e) {
      return new CommandResult.Unresponsive(command, String.valueOf(e.getMessage()), since(began));
    }
  }

  private Duration since(long began) {
    return Duration.ofNanos(console.clock().nanos() - began);
  }

  private void send(String command, String nonce, Deadline deadline) {
    if (CommandEncoding.plain(command)) {
      type("r " + nonce + " " + command);
      return;
    }
    type("z " + nonce);
    require(console, nonce + " z", "the shell's answer", deadline.atMost(REPLY));
    for (String piece : CommandEncoding.pieces(command)) {
      type("a " + nonce + " " + piece);
      require(
          console, nonce + " a ([0-9]+)", "the receipt of a long command", deadline.atMost(REPLY));
    }
    type("g " + nonce);
  }

  private void type(String line) {
    console.send(KILL_LINE + line + "\r");
  }

  /** Ctrl-C, then Ctrl-\: what ends neither by one nor by the other has captured the terminal. */
  private ExpectResult interrupt(Expectation end) {
    console.send("\003");
    ExpectResult result = console.expect(end, Deadline.in(AFTER_INTERRUPT, console.clock()));
    if (result instanceof ExpectResult.DeadlinePassed) {
      console.send("\034");
      result = console.expect(end, Deadline.in(AFTER_INTERRUPT, console.clock()));
    }
    return result;
  }

  /** What stands between two marks: each mark brings a line end before and behind it. */
  private byte[] inline(String nonce, String file) {
    Deadline deadline = Deadline.in(REPLY, console.clock());
    String between =
        require(console, nonce + " " + file, "the output's end mark", deadline).before();
    String body = between.startsWith("\n") ? between.substring(1) : between;
    body = body.endsWith("\n") ? body.substring(0, body.length() - 1) : body;
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private CommandResult.Output output(
      String file, byte[] inline, ExpectResult.Matched header, int group) {
    long checksum = Long.parseLong(header.groups().get(group));
    long length = Long.parseLong(header.groups().get(group + 1));
    if (inline.length == length && PosixCksum.of(inline) == checksum) {
      return new CommandResult.Output(inline, true);
    }
    return fetch(file, Math.min(length, OUTPUT_LIMIT), length <= OUTPUT_LIMIT);
  }

  private CommandResult.Output fetch(String file, long length, boolean whole) {
    byte[] bytes = new byte[(int) length];
    int done = 0;
    while (done < bytes.length) {
      byte[] piece = piece(file, done, Math.min(PIECE, bytes.length - done));
      System.arraycopy(piece, 0, bytes, done, piece.length);
      done += piece.length;
    }
    return new CommandResult.Output(bytes, whole);
  }

  private byte[] piece(String file, int offset, int count) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      String nonce = nonces.next();
      Deadline deadline = Deadline.in(REPLY, console.clock());
      type("f " + nonce + " " + file + " " + offset + " " + count);
      ExpectResult.Matched header =
          require(console, nonce + " c ([0-9]+) ([0-9]+)", "a piece of output", deadline);
      ExpectResult.Matched end =
          require(console, nonce + " d", "the end of a piece of output", deadline);
      byte[] bytes = Armour.decode(end.before());
      if (bytes.length == count && PosixCksum.of(bytes) == Long.parseLong(header.groups().get(1))) {
        return bytes;
      }
    }
    throw new ShellException(
        "bytes "
            + offset
            + "–"
            + (offset + count)
            + " of a command's output came damaged "
            + TRIES
            + " times: other writers use this console; look at the last lines of it");
  }

  private static String seen(ExpectResult result) {
    return result instanceof ExpectResult.Unmatched unmatched
        ? unmatched.describe()
        : "interrupted";
  }

  private static String abbreviate(String command) {
    List<String> lines = command.lines().toList();
    String first = lines.isEmpty() ? "" : lines.getFirst();
    return first.length() > 60 || lines.size() > 1
        ? first.substring(0, Math.min(60, first.length())) + "…"
        : first;
  }
}
