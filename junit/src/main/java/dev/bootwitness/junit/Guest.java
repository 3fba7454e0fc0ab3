package dev.bootwitness.junit;

import dev.bootwitness.diagnosis.guest.DiskList;
import dev.bootwitness.diagnosis.guest.ListeningPorts;
import dev.bootwitness.diagnosis.guest.MountTable;
import dev.bootwitness.diagnosis.guest.NetworkLinks;
import dev.bootwitness.diagnosis.guest.PackageList;
import dev.bootwitness.diagnosis.guest.ProcessList;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.check.CheckOutcome;
import dev.bootwitness.engine.check.CheckSpec;
import dev.bootwitness.engine.check.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/**
 * The guest of a test: a root shell, unless the spec logs in somebody else, of whichever boot is
 * the present one. Every limit is stretched on a host where guests run slowly.
 *
 * <p>Thread-safe: commands run one after the other. A command that loses the shell ends the run
 * with a {@link GuestLostError}.
 */
public final class Guest {

  /** How long a command may take when a test does not say. */
  public static final Duration ONCE = CheckSpec.ONCE;

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration COPY = Duration.ofMinutes(2);
  private static final int READABLE = 0644;

  private final MachineSession session;

  Guest(MachineSession session) {
    this.session = session;
  }

  /** Runs a command as {@code sh -c}, with empty stdin, for at most {@link #ONCE}. */
  public CommandAnswer run(String command) {
    return run(command, ONCE);
  }

  /** Runs a command as {@code sh -c}, with empty stdin. */
  public CommandAnswer run(String command, Duration within) {
    return run(command, "", within);
  }

  /** Runs a command as {@code sh -c} that reads {@code stdin}. */
  public CommandAnswer run(String command, String stdin, Duration within) {
    return CommandAnswer.of(session.call(guest -> guest.run(command, stdin, within)));
  }

  /** Runs a command that must exit 0; what it printed, without the white space around it. */
  public String succeed(String command) {
    return run(command).succeeds().text();
  }

  /** A file of the guest. */
  public FileInGuest file(String path) {
    return new FileInGuest(this, path);
  }

  /** A systemd unit of the guest. */
  public UnitInGuest unit(String name) {
    return new UnitInGuest(this, name);
  }

  /** What is mounted. */
  public MountTable mounts() {
    return MountTable.parse(succeeding("cat /proc/self/mounts"));
  }

  /** Disks, partitions and what lies on them; needs {@code lsblk}. */
  public DiskList blockDevices() {
    try {
      return DiskList.parse(succeeding(DiskList.COMMAND));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Network interfaces with their addresses; needs {@code ip}. */
  public List<NetworkLinks.Link> interfaces() {
    return NetworkLinks.parse(succeeding("ip link show && ip addr show")).links();
  }

  /** What runs. */
  public ProcessList processes() {
    // A process may end before cat(1) comes to it.
    return ProcessList.parse(run("cat /proc/[0-9]*/stat 2>/dev/null").stdout());
  }

  /** The ports at which it can be reached. */
  public ListeningPorts ports() {
    return ListeningPorts.parse(succeeding(ListeningPorts.COMMAND));
  }

  /** What is installed; needs dpkg, rpm, pacman or apk. */
  public PackageList packages() {
    return PackageList.parse(succeeding(PackageList.COMMAND));
  }

  /**
   * What a unit has written in this boot; needs journald.
   *
   * @throws AssertionFailedError when the shell's user may not read the journal
   */
  public String journal(String unit) {
    // Without -q, which would hide what the user may not see.
    CommandAnswer answer =
        run("journalctl --no-pager -b -o short-monotonic -u " + ShellWord.quote(unit)).succeeds();
    if (answer.stderr().contains("not seeing messages")
        || answer.stderr().contains("insufficient permissions")) {
      throw new AssertionFailedError(
          "the shell's user may not read the journal of %s: %s"
              .formatted(unit, answer.stderr().strip()));
    }
    return answer
        .stdout()
        .lines()
        .filter(line -> !line.startsWith("-- "))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private String succeeding(String command) {
    return run(command).succeeds().stdout();
  }

  /** Puts a file of this host into the guest, verified by SHA-256, readable by everybody. */
  public void push(Path file, String path) {
    var _ =
        session.call(guest -> {
          try (InputStream bytes = Files.newInputStream(file)) {
            guest.push(bytes, Files.size(file), path, READABLE, COPY);
          }
          return true;
        });
  }

  /** Copies a file of the guest to this host, verified by SHA-256; returns {@code to}. */
  public Path pull(String path, Path to) {
    return session.call(guest -> {
      try (OutputStream bytes = Files.newOutputStream(to)) {
        guest.pull(path, bytes, COPY);
      }
      return to;
    });
  }

  /**
   * Asserts what a check of the spec would: the spec's packs are known to it, and a failure that
   * its quarantine tolerates is in the record only.
   *
   * @param yaml the check, e.g. {@code {port: 22, within: 30s}}
   * @throws IllegalArgumentException when it is none, with every mistake in it
   */
  public Guest check(String yaml) {
    CheckSpec check =
        session.call(guest -> {
          try {
            return guest.parse(yaml);
          } catch (SpecException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
          }
        });
    return check(check);
  }

  /** Asserts a check. A wait ends early when what it waits for cannot come any more. */
  public Guest check(CheckSpec check) {
    if (session.call(guest -> guest.check(check)) instanceof CheckOutcome.Failed failed) {
      throw new GuestAssertionError(check.name(), failed);
    }
    return this;
  }

  /**
   * Waits until a condition holds. An assertion that fails in it counts as not yet, and its message
   * is what the failure of the wait reports.
   *
   * @param what for the message
   * @throws AssertionFailedError when the time is over
   * @throws GuestLostError at once when the guest can no longer fulfil anything
   */
  public void await(String what, Duration within, BooleanSupplier condition) {
    Duration limit = session.call(guest -> guest.stretched(within));
    long end = System.nanoTime() + limit.toNanos();
    String last = "";
    while (true) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
        last = "the condition was false";
      } catch (GuestLostError e) {
        throw e;
      } catch (AssertionError e) {
        last = String.valueOf(e.getMessage());
      }
      if (System.nanoTime() + PAUSE.toNanos() - end >= 0) {
        throw new AssertionFailedError(
            "%s did not come within %.1f s; last: %s".formatted(what, limit.toNanos() / 1e9, last));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during a wait", e);
    }
  }

  /** Lets the guest restart by its own means, and logs in again. */
  public void reboot() {
    new VirtualMachine(session).reboot();
  }

  /** Lets the guest switch itself off, starts the machine again, and logs in. */
  public void powerOff() {
    new VirtualMachine(session).powerOff();
  }

  /** Takes the power away at once, starts the machine again, and logs in. */
  public void powerCut() {
    new VirtualMachine(session).powerCut();
  }
}
