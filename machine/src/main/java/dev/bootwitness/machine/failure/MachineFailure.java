package dev.bootwitness.machine.failure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Why a machine could not start, or ended without being asked to. The cause is always the host or
 * QEMU, never the guest.
 */
public sealed interface MachineFailure {

  /** What happened, with the names and values of this case, in a sentence for a person. */
  String describe();

  /**
   * A program is not on PATH.
   *
   * @param debianPackage the package that brings it
   * @param searchedPath the PATH that was searched
   */
  record ToolMissing(String program, String debianPackage, String searchedPath)
      implements MachineFailure {
    @Override
    public String describe() {
      return "%s is not on PATH (%s); Debian has it in the package %s"
          .formatted(program, searchedPath, debianPackage);
    }
  }

  /** A firmware file is missing. */
  record FirmwareMissing(Path file, String debianPackage) implements MachineFailure {
    @Override
    public String describe() {
      return "UEFI firmware %s is missing; Debian has it in the package %s"
          .formatted(file, debianPackage);
    }
  }

  /** An image, kernel or initrd cannot be used. */
  record ImageUnreadable(Path file, String reason) implements MachineFailure {
    @Override
    public String describe() {
      return file + ": " + reason;
    }
  }

  /** The host cannot give the guest its memory. */
  record OutOfMemory(String stderr) implements MachineFailure {
    @Override
    public String describe() {
      return "the host cannot give the guest its memory: " + stderr;
    }
  }

  /**
   * The machine waited for its turn until its time was over.
   *
   * @param awaited what it needs, and how much of it others hold
   * @param holders the machines that hold it, with their processes
   */
  record NoRoom(String awaited, Duration waited, List<String> holders) implements MachineFailure {

    /** Copies the list. */
    public NoRoom {
      holders = List.copyOf(holders);
    }

    @Override
    public String describe() {
      String time =
          waited.toSeconds() < 120 ? waited.toSeconds() + " s" : waited.toMinutes() + " min";
      return holders.isEmpty()
          ? "the machine waited %s for %s; no machine of Bootwitness is known to hold it"
              .formatted(time, awaited)
          : "the machine waited %s for %s, and none of these machines ended: %s"
              .formatted(time, awaited, String.join(", ", holders));
    }
  }

  /** The host's disk is full. */
  record DiskFull(String stderr) implements MachineFailure {
    @Override
    public String describe() {
      return "no space left on the host: " + stderr;
    }
  }

  /** An accelerator is offered, or was requested, and does not run guests. */
  record AcceleratorBroken(String accelerator, String reason) implements MachineFailure {
    @Override
    public String describe() {
      return accelerator + " does not run guests here: " + reason;
    }
  }

  /**
   * QEMU or qemu-img ended without being asked to. The diagnosis interprets its message.
   *
   * @param status its exit status, 128+n for signal n
   * @param stderr the end of what it wrote; may be empty
   */
  record Died(int status, String stderr) implements MachineFailure {
    @Override
    public String describe() {
      return "QEMU exited with status %d%s"
          .formatted(status, stderr.isBlank() ? " and no message" : ": " + stderr);
    }
  }

  /**
   * QEMU is running but does not answer.
   *
   * @param stopped whether its process is stopped by a signal (SIGSTOP) or a tracer
   */
  record Unresponsive(String awaited, Duration waited, boolean stopped) implements MachineFailure {
    @Override
    public String describe() {
      return "QEMU did not answer: %s did not come within %d s%s"
          .formatted(
              awaited,
              waited.toSeconds(),
              stopped ? "; its process is stopped, for example by SIGSTOP or a debugger" : "");
    }
  }

  /**
   * QEMU was stopped by a signal, and the guest with it.
   *
   * @param traced whether a debugger holds it
   */
  record Stopped(long pid, boolean traced) implements MachineFailure {
    @Override
    public String describe() {
      return "QEMU, process %d, was stopped by %s: the guest has stopped with it"
          .formatted(pid, traced ? "a debugger" : "a signal (SIGSTOP or SIGTSTP)");
    }
  }

  /**
   * QEMU is running but has been silent on its monitor for a long time.
   *
   * @param state the process's state from proc(5), e.g. {@code D} for waiting for the host's disk
   */
  record Silent(long pid, char state, Duration silence) implements MachineFailure {
    @Override
    public String describe() {
      String doing =
          switch (state) {
            case 'D' -> "it waits for the host's disk";
            case 'R' -> "it is busy";
            case 'S' -> "it waits for something";
            default -> "its state is " + state;
          };
      return "QEMU, process %d, has not answered for %d s: %s"
          .formatted(pid, silence.toSeconds(), doing);
    }
  }

  /** QEMU is running but refused a command that it must accept. */
  record MonitorRefused(String reason) implements MachineFailure {
    @Override
    public String describe() {
      return "QEMU refused a command: " + reason;
    }
  }

  /** The host refused something every host grants: a directory, a socket, a process. */
  record HostRefused(String what, String reason) implements MachineFailure {
    @Override
    public String describe() {
      return "could not " + what + ": " + reason;
    }
  }
}
