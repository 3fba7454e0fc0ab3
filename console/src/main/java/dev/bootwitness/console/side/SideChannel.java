package dev.bootwitness.console.side;

import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.Nonces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A root shell in the guest behind a virtio-serial port: carries commands and files unaltered, and
 * many times faster than an emulated serial line.
 *
 * <p>The port needs nothing in the image: a root shell that is already there starts a small POSIX
 * sh loop ({@code side.sh}) on it. Commands have no terminal; they can be interrupted only by way
 * of that other shell. One request at a time; not thread-safe, except for {@link #hurry}.
 */
public final class SideChannel implements AutoCloseable {

  /** Bytes kept of each output, as {@code FramedShell} does. */
  static final int MOST_OUTPUT = 10 << 20;

  /** Longest command that fits one argument of a program (MAX_ARG_STRLEN, execve(2)). */
  private static final int MOST_COMMAND = 128 * 1024 - 1;

  /** A longer command, or one that is not plain, is sent as bytes of its own. */
  private static final int SHORT_COMMAND = 2000;

  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

  /** For a command that was given up: its further output does not matter. */
  private static final Duration IN_A_HURRY = Duration.ofMillis(500);

  private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

  private final SideStream stream;
  private final Nonces nonces;
  private final Interrupter interrupter;
  private final Place place;
  private boolean usable = true;
  private volatile boolean running;
  private volatile boolean hurried;

  private SideChannel(SideStream stream, Nonces nonces, Interrupter interrupter, Place place) {
    this.stream = stream;
    this.nonces = nonces;
    this.interrupter = interrupter;
    this.place = place;
  }

  /**
   * Starts the guest's end and waits until it answers.
   *
   * @param channel the host's end of the port; taken over, closed when this fails
   * @param port its name, as in {@code /sys/class/virtio-ports/*}{@code /name}
   * @param root runs the command that starts the guest's end
   * @throws SideException when the guest has no such port, or nothing answers
   */
  public static SideChannel start(
      ConsoleChannel channel, String port, Nonces nonces, Interrupter root, Deadline deadline)
      throws SideException, InterruptedException {
    String nonce = nonces.next();
    byte[] script = SideScript.text(nonce);
    SideStream stream = new SideStream(channel);
    try {
      if (!root.run(SideScript.starter(port, script.length))) {
        throw new SideException("the guest has no virtio port named " + port + ", or no setsid");
      }
      stream.pour(new ByteArrayInputStream(script), script.length);
      String words = stream.mark(nonce, NOWHERE, deadline);
      if (!words.matches("ready [0-9]{1,9} [0-9]{1,10} [0-9a-f-]{1,36}")) {
        throw new SideException("the side channel's shell said \"" + words + "\", not ready");
      }
      return new SideChannel(stream, nonces, root, Place.of(words));
    } catch (IOException e) {
      stream.close();
      throw e instanceof SideException side ? side : new SideException("cannot start it", e);
    } catch (InterruptedException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /**
   * Resumes the guest's end in a restored machine: it is where it was when the machine was frozen,
   * waiting for a request.
   *
   * @param place {@link #place} of then
   */
  public static SideChannel resumed(
      ConsoleChannel channel, Nonces nonces, Interrupter root, Place place) {
    return new SideChannel(new SideStream(channel), nonces, root, place);
  }

  /** Identifies the text of the guest's end: different versions do not understand each other. */
  public static String version() {
    return SideScript.version();
  }

  /**
   * The location of the guest's end in the guest.
   *
   * @param group its process group
   * @param uid who it is
   * @param boot the guest's boot id (proc_sys_kernel(5), random/boot_id); "-" when it is not known
   */
  public record Place(long group, int uid, String boot) {
    /** The boot id that is not known. */
    public static final String NO_BOOT_ID = "-";

    private static Place of(String ready) {
      String[] words = ready.split(" ", -1);
      return new Place(Long.parseLong(words[1]), Integer.parseInt(words[2]), words[3]);
    }
  }

  /** The location of the guest's end, for {@link #resumed}. */
  public Place place() {
    return place;
  }

  /** Whether the guest's end still answers; once false, there is no use in asking it again. */
  public boolean usable() {
    return usable;
  }

  /** Ends the running command, if any, as its deadline would. May be called from any thread. */
  public void hurry() {
    if (running) {
      hurried = true;
      stream.nudge();
    }
  }

  /** Access to the guest's files over this channel. */
  public SideFiles files() {
    return new SideFiles(this, stream, nonces);
  }

  /** Runs a command by {@code sh -c} with stdin from /dev/null. */
  public CommandResult run(String command, Deadline deadline) throws InterruptedException {
    return run(command, new byte[0], deadline);
  }

  /**
   * Runs a command by {@code sh -c} with these bytes as its stdin; none means /dev/null.
   *
   * @throws IllegalArgumentException when the command is longer than 128 KiB less one byte
   */
  public CommandResult run(String command, byte[] stdin, Deadline deadline)
      throws InterruptedException {
    long began = deadline.clock().nanos();
    byte[] bytes = command.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_COMMAND) {
      throw new IllegalArgumentException(
          "a command of " + bytes.length + " bytes: at most " + MOST_COMMAND + " are possible");
    }
    try {
      if (stdin.length > 0) {
        upload("i", stdin, deadline);
      }
      boolean plain = plain(command);
      if (!plain) {
        upload("c", bytes, deadline);
      }
      String nonce = nonces.next();
      stream.line(nonce + (plain ? " r " + command : " c"));
      return result(command, nonce, began, deadline);
    } catch (IOException | NumberFormatException e) {
      return unresponsive(command, String.valueOf(e.getMessage()), began, deadline);
    }
  }

  /**
   * Evaluates a command in the guest's end itself, without output: no shell is started for it,
   * which would take tens of milliseconds under emulation. The command must neither change nor end
   * that shell, and must have no syntax error.
   *
   * @throws IllegalArgumentException when it is not a line of printable ASCII of at most {@value
   *     #SHORT_COMMAND} characters
   */
  public CommandResult evaluate(String command, Deadline deadline) throws InterruptedException {
    if (!plain(command)) {
      throw new IllegalArgumentException("not a plain short line: " + command);
    }
    long began = deadline.clock().nanos();
    try {
      String nonce = nonces.next();
      stream.line(nonce + " e " + command);
      return result(command, nonce, began, deadline);
    } catch (IOException | NumberFormatException e) {
      return unresponsive(command, String.valueOf(e.getMessage()), began, deadline);
    }
  }

  private CommandResult result(String command, String nonce, long began, Deadline deadline)
      throws IOException, InterruptedException {
    KeptOutput out = new KeptOutput(MOST_OUTPUT);
    KeptOutput err = new KeptOutput(MOST_OUTPUT);
    hurried = false;
    running = true;
    boolean late = stream.untilMark(nonce, out, deadline) == null;
    running = false;
    stream.calm();
    if (late && !interrupt(nonce, out, deadline)) {
      return unresponsive(
          command,
          "the end of the command was awaited on the side channel, and could not be forced",
          began,
          deadline);
    }
    String end = stream.mark(nonce, err, Deadline.in(AFTER_INTERRUPT, deadline.clock()));
    int exit = Integer.parseInt(end.substring(end.indexOf(' ') + 1));
    Duration took = took(began, deadline);
    return late
        ? new CommandResult.TimedOut(command, exit, out.output(), err.output(), took)
        : new CommandResult.Completed(command, exit, out.output(), err.output(), took);
  }

  private CommandResult unresponsive(String command, String seen, long began, Deadline deadline) {
    usable = false;
    return new CommandResult.Unresponsive(command, seen, took(began, deadline));
  }

  /** Interrupts as a terminal would, then quits, then kills what the command left. */
  private boolean interrupt(String nonce, OutputStream out, Deadline deadline)
      throws IOException, InterruptedException {
    Duration patience = hurried ? IN_A_HURRY : AFTER_INTERRUPT;
    for (String way : Signals.escalation(place.group())) {
      if (interrupter.run(way)
          && stream.untilMark(nonce, out, Deadline.in(patience, deadline.clock())) != null) {
        return true;
      }
    }
    return false;
  }

  private void upload(String name, byte[] bytes, Deadline deadline)
      throws IOException, InterruptedException {
    String nonce = nonces.next();
    stream.line(nonce + " u " + name + " " + bytes.length);
    stream.mark(nonce, NOWHERE, deadline);
    stream.pour(new ByteArrayInputStream(bytes), bytes.length);
    stream.mark(nonce, NOWHERE, deadline);
  }

  /** Whether {@code read -r} reads it unchanged from a line. */
  private static boolean plain(String command) {
    return !command.isEmpty()
        && command.length() <= SHORT_COMMAND
        && command.equals(command.strip())
        && command.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private static Duration took(long began, Deadline deadline) {
    return Duration.ofNanos(deadline.clock().nanos() - began);
  }

  @Override
  public void close() {
    stream.close();
  }
}
