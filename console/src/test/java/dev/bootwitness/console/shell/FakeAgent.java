package dev.bootwitness.console.shell;

import dev.bootwitness.console.fake.ScriptedGuest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * What agent.sh does, in memory: gathers itself, runs prepared commands, answers by the protocol.
 *
 * <p>Strict: a command that was not prepared fails. What it prints and what it hears can be
 * damaged.
 */
public final class FakeAgent implements ScriptedGuest.Program {

  private static final Pattern GATHER =
      Pattern.compile(" sh -c 'stty -echo .*\"~bw\" \"(\\w+) \\$1\".*", Pattern.DOTALL);

  private record Run(String command, int exit, String stdout, String stderr) {}

  private final int uid;
  private final Deque<Run> prepared = new ArrayDeque<>();
  private final Deque<UnaryOperator<String>> damages = new ArrayDeque<>();
  private final Deque<UnaryOperator<String>> mishearings = new ArrayDeque<>();
  private final List<String> ran = new ArrayList<>();
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private String agent = "";
  private String nonce = "";
  private String announced = "";
  private String last = "";
  private Run lastRun = new Run("", 0, "", "");
  private int pieces;
  private boolean looping;

  public FakeAgent(int uid) {
    this.uid = uid;
  }

  /** Prepares the next command's result. */
  public FakeAgent runs(String command, int exit, String stdout, String stderr) {
    prepared.add(new Run(command, exit, stdout, stderr));
    return this;
  }

  /** Damages the next thing printed that was not yet claimed by an earlier call. */
  FakeAgent prints(UnaryOperator<String> damage) {
    damages.add(damage);
    return this;
  }

  /** Damages the second typing of the next request that was not yet claimed by an earlier call. */
  FakeAgent hears(UnaryOperator<String> mishearing) {
    mishearings.add(mishearing);
    return this;
  }

  /** The commands that ran, in order. */
  List<String> ran() {
    return ran;
  }

  @Override
  public String answer(String line) {
    if (!looping) {
      return gather(line);
    }
    if (line.startsWith("= ")) {
      announced = line.substring(2);
      return "";
    }
    String heard = mishearings.isEmpty() ? line : mishearings.poll().apply(line);
    String printed = heard.isEmpty() || heard.startsWith("^") ? "" : repeated(heard);
    return printed.isEmpty() || damages.isEmpty() ? printed : damages.poll().apply(printed);
  }

  private String gather(String line) {
    Matcher start = GATHER.matcher(line);
    if (start.matches()) {
      nonce = start.group(1);
      agent = "";
      return line + "\r\n" + mark(nonce, "sh");
    }
    switch (line.substring(0, 1)) {
      case "z" -> agent = "";
      case "a" -> agent = agent + line.substring(2) + "; ";
      case "k" -> {
        return mark(nonce, "k " + cksum(bytes(agent)));
      }
      case "g" -> {
        looping = true;
        return mark(nonce, "ready " + uid + " /run/.bootwitness.abc");
      }
      default -> throw new AssertionError("no agent runs yet, but was typed: " + line);
    }
    return "";
  }

  /** A request is typed twice; what came by itself is named as not heard. */
  private String repeated(String line) {
    boolean twice = line.equals(announced);
    String other = id(announced);
    String id = id(line);
    announced = "";
    if (twice) {
      return verb(line);
    }
    return (other.isEmpty() || other.equals(id) ? "" : heardOf(other)) + heardOf(id);
  }

  private static String id(String request) {
    String[] words = request.split(" ", 3);
    return words.length > 1 ? words[1] : "";
  }

  private String heardOf(String id) {
    if (id.isEmpty()) {
      return "";
    }
    return id.equals(last) ? end() : mark(id, "u");
  }

  private String verb(String line) {
    String[] words = line.split(" ", 3);
    String id = words[1];
    return switch (words[0]) {
      case "r" -> plain(id, words[2]);
      case "z" -> {
        gathered.reset();
        pieces = 0;
        yield mark(id, "a 0");
      }
      case "a" -> piece(id, words[2]);
      case "g" ->
          words[2].equals(String.valueOf(pieces))
              ? run(id, gathered.toString(StandardCharsets.UTF_8))
              : mark(id, "u");
      case "l" -> heardOf(id);
      case "f" -> fetch(id, words[2].split(" "));
      default -> throw new AssertionError("no such verb: " + line);
    };
  }

  private String plain(String id, String rest) {
    String[] words = rest.split(" ", 2);
    boolean whole = words[1].length() == Integer.parseInt(words[0]);
    return whole ? run(id, words[1]) : mark(id, "u");
  }

  private String piece(String id, String rest) {
    String[] words = rest.split(" ", 3);
    if (Integer.parseInt(words[0]) == pieces && words[2].length() == Integer.parseInt(words[1])) {
      Matcher escapes = Pattern.compile("\\\\0([0-7]{3})|(.)").matcher(words[2]);
      while (escapes.find()) {
        String octal = escapes.group(1);
        gathered.write(octal == null ? escapes.group(2).charAt(0) : Integer.parseInt(octal, 8));
      }
      pieces++;
    }
    return mark(id, "a " + pieces);
  }

  private String run(String id, String command) {
    Run run = prepared.poll();
    if (run == null || !run.command.equals(command)) {
      throw new AssertionError("prepared was " + run + ", but runs " + command);
    }
    ran.add(command);
    last = id;
    lastRun = run;
    return mark(id, "s") + end();
  }

  private String end() {
    byte[] out = bytes(lastRun.stdout);
    byte[] err = bytes(lastRun.stderr);
    return mark(last, "r " + lastRun.exit + " " + cksum(out) + " " + cksum(err))
        + (out.length > 4000 ? "" : terminal(lastRun.stdout))
        + mark(last, "o")
        + (err.length > 4000 ? "" : terminal(lastRun.stderr))
        + mark(last, "e");
  }

  private String fetch(String id, String[] words) {
    byte[] all = bytes(words[0].equals("o") ? lastRun.stdout : lastRun.stderr);
    int from = Integer.parseInt(words[1]);
    byte[] piece = Arrays.copyOfRange(all, from, from + Integer.parseInt(words[2]));
    return mark(id, "c " + cksum(piece))
        + terminal(Base64.getMimeEncoder(76, bytes("\n")).encodeToString(piece) + "\n")
        + mark(id, "d");
  }

  private static String cksum(byte[] bytes) {
    return PosixCksum.of(bytes) + " " + bytes.length;
  }

  private static String mark(String id, String text) {
    return "\r\n~bw" + id + " " + text + "~\r\n";
  }

  private static String terminal(String text) {
    return text.replace("\n", "\r\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
