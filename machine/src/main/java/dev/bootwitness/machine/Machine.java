package dev.bootwitness.machine;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.host.OwnedProcess;
import dev.bootwitness.machine.host.ProgramPath;
import dev.bootwitness.machine.qemu.CredentialArguments;
import dev.bootwitness.machine.qemu.QemuArguments;
import dev.bootwitness.machine.qmp.QmpClient;
import dev.bootwitness.machine.qmp.QmpCommand;
import dev.bootwitness.machine.storage.FreezeResult;
import dev.bootwitness.machine.storage.FrozenMachine;
import dev.bootwitness.machine.storage.MachineDisks;
import dev.bootwitness.machine.storage.MachineStart;
import dev.bootwitness.machine.storage.MachineStorage;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running QEMU that this program owns: it ends by {@link #shutdown} or {@link #close}, by the
 * guest's own power-off, or with this program, however the program ends.
 *
 * <p>A machine is launched paused, with its serial line connected, so that no guest output is lost;
 * {@link #powerOn} lets it run. Thread-safe.
 */
public final class Machine implements AutoCloseable {

  private final List<String> argv;
  private final List<Path> disks;
  private final String qemuVersion;
  private final SerialLine serial;
  private final List<SocketChannel> moreSerials;
  private final SocketChannel side;
  private final QmpClient qmp;
  private final OwnedProcess process;
  private final MachineParts parts;
  private final MachineInspector windows;
  private final Freezer freezer;
  private final MachineStorage storage;
  private final DiskSlots slots;
  private final CompletableFuture<MachineExit> exited;
  private volatile boolean requested;
  private volatile boolean poweredOn;

  Machine(
      List<String> argv,
      List<Path> disks,
      String qemuVersion,
      SerialLine serial,
      List<SocketChannel> moreSerials,
      SocketChannel side,
      QmpClient qmp,
      OwnedProcess process,
      ShutdownReason reason,
      MachineParts parts,
      MachineStorage storage,
      Freezer freezer,
      DiskSlots slots) {
    this.argv = List.copyOf(argv);
    this.disks = List.copyOf(disks);
    this.qemuVersion = qemuVersion;
    this.serial = serial;
    this.moreSerials = List.copyOf(moreSerials);
    this.side = side;
    this.qmp = qmp;
    this.process = process;
    this.parts = parts;
    this.freezer = freezer;
    this.storage = storage;
    this.slots = slots;
    this.windows =
        new MachineInspector(new MachineInspector.QemuMonitor(qmp, process), storage.scratch());
    // Both: the exit is reported only after the last event.
    this.exited =
        process
            .ended()
            .thenCombine(
                qmp.ended(),
                (end, _) -> new MachineExit(end.status(), requested, reason.get(), end.output()));
  }

  /**
   * Starts QEMU with the guest paused.
   *
   * @param listener must not block
   * @throws MachineException when it cannot start; nothing of it is left then
   * @throws InterruptedException likewise
   */
  public static Machine launch(
      MachineConfig config, Accelerator accelerator, MachineListener listener)
      throws MachineException, InterruptedException {
    return launch(config, accelerator, listener, ProgramPath.ofProcess());
  }

  /** The same, with the programs looked up in the caller's path. */
  public static Machine launch(
      MachineConfig config, Accelerator accelerator, MachineListener listener, ProgramPath path)
      throws MachineException, InterruptedException {
    return launch(config, accelerator, listener, path, Optional.empty(), MachineStart.COLD);
  }

  /**
   * The same, with a text in the guest's firmware tables and a choice of how the machine starts; a
   * clone has its guest paused where it was frozen, and must be given the same text.
   *
   * @param oemString 1 to {@link CredentialArguments#LONGEST} bytes of UTF-8 without NUL
   * @throws MachineException also when the frozen files are damaged in a way that QEMU notices
   */
  public static Machine launch(
      MachineConfig config,
      Accelerator accelerator,
      MachineListener listener,
      ProgramPath path,
      Optional<String> oemString,
      MachineStart origin)
      throws MachineException, InterruptedException {
    return launch(config, accelerator, listener, path, oemString, origin, Optional.empty());
  }

  /**
   * The same, with a VNC server.
   *
   * @param vnc the Unix socket that it listens at; must not exist
   */
  public static Machine launch(
      MachineConfig config,
      Accelerator accelerator,
      MachineListener listener,
      ProgramPath path,
      Optional<String> oemString,
      MachineStart origin,
      Optional<Path> vnc)
      throws MachineException, InterruptedException {
    return new MachineLauncher(path).launch(config, accelerator, listener, oemString, origin, vnc);
  }

  /** QEMU's command line, the program first. */
  public List<String> argv() {
    return argv;
  }

  /**
   * The qcow2 files of the disks that the guest may write to, the boot disk first. Only after QEMU
   * has ended do they hold all that it wrote; {@link #close} removes them.
   */
  public List<Path> disks() {
    return disks;
  }

  /** QEMU's process id. */
  public long pid() {
    return process.pid();
  }

  /** QEMU's version and build, as reported by QEMU. */
  public String qemuVersion() {
    return qemuVersion;
  }

  /**
   * The guest's first serial port: reading returns what the guest sent, from its first byte; the
   * stream ends with QEMU.
   */
  public SerialLine serial() {
    return serial;
  }

  /**
   * The guest's other serial ports, the second first, as {@link #serial}. They must be read: a
   * guest that writes to an unread port blocks. Closed by {@link #close}.
   */
  public List<SocketChannel> moreSerials() {
    return moreSerials;
  }

  /**
   * The host's end of the virtio-serial port {@link QemuArguments#SIDE_PORT}, silent until a
   * program in the guest opens the port. Closed by {@link #close}.
   */
  public SocketChannel side() {
    return side;
  }

  /** The monitor, for commands this class has no method for. */
  public QmpClient qmp() {
    return qmp;
  }

  /** Observes the guest from outside: screen, processors, memory. */
  public MachineInspector windows() {
    return windows;
  }

  /**
   * Lets the guest's processors run.
   *
   * @throws MachineException when QEMU is gone or does not answer
   */
  public void powerOn() throws MachineException, InterruptedException {
    MachineLauncher.await(process, qmp.execute(QmpCommand.cont()), "the answer to cont");
    poweredOn = true;
  }

  /**
   * Copies the running machine into a directory, from which clones of it can be started by {@link
   * MachineStart#of}. The guest is paused meanwhile, then continues as if nothing had happened.
   *
   * @param directory exists, empty; what was written stays there when this fails
   * @throws IOException when the files cannot be written; the guest continues
   * @throws MachineException when QEMU is gone or does not answer
   */
  public FreezeResult freeze(Path directory)
      throws MachineException, IOException, InterruptedException {
    return freezer.freeze(new FrozenMachine(directory));
  }

  /**
   * Completes when QEMU has ended and all its output and events have been heard; never
   * exceptionally.
   */
  public CompletableFuture<MachineExit> exited() {
    return exited.copy();
  }

  /**
   * Ends the machine in three steps, each only if the previous one was not enough: the power
   * button, QEMU's own quit, kill. The caller must keep reading {@link #serial}: a guest whose
   * console is stuck does not power off.
   *
   * @param powerdown how long the guest may take to power itself off; zero skips the step
   * @param quit how long QEMU may take to end by itself
   * @throws InterruptedException with the machine still running; {@link #close} ends it
   */
  public MachineExit shutdown(Duration powerdown, Duration quit) throws InterruptedException {
    requested = true;
    if (poweredOn && powerdown.isPositive()) {
      // What matters is the exit, not the answer.
      var _ = qmp.execute(QmpCommand.systemPowerdown());
      if (within(powerdown)) {
        return exited.join();
      }
    }
    var _ = qmp.execute(QmpCommand.quit());
    if (!within(quit)) {
      process.kill();
    }
    return exited.join();
  }

  /**
   * Lets the guest's next restart end QEMU as its power-off does; either then counts as requested.
   * With the disks of {@link #takeDisks}, the machine is started again.
   *
   * @throws MachineException when QEMU is gone or does not answer
   */
  public void endAtRestart() throws MachineException, InterruptedException {
    requested = true;
    MachineLauncher.await(
        process, qmp.execute(QmpCommand.endAtRestart()), "the answer to set-action");
  }

  /**
   * Takes the power away, if the machine still has it. What the guest had flushed is on its disks,
   * what it had not may be.
   */
  public void cutPower() {
    requested = true;
    process.kill();
    exited.join();
  }

  /**
   * The disks of a machine that has ended, to start it again ({@link MachineStart.Again}); {@link
   * #close} leaves them.
   *
   * @throws IllegalStateException when it still runs
   */
  public MachineDisks takeDisks() {
    if (!exited.isDone()) {
      throw new IllegalStateException("a running machine needs its disks");
    }
    return storage.release();
  }

  /**
   * Plugs in a data disk, which must have been declared as one that may come and go.
   *
   * @param disk its number in the config, from 0
   * @throws MachineException when QEMU refuses, is gone or does not answer
   */
  public void plugDisk(int disk) throws MachineException, InterruptedException {
    slots.plug(disk, qmp, process);
  }

  /**
   * Pulls out a data disk, which must have been declared as one that may come and go. A disk on PCI
   * goes when the guest lets it go, which takes a Linux guest 5 seconds (pciehp).
   *
   * @return whether it is gone; false when the guest did not let it go in time
   */
  public boolean pullDisk(int disk, Duration patience)
      throws MachineException, InterruptedException {
    return slots.pull(disk, patience, qmp, process);
  }

  /**
   * Takes the medium out of the CD drive, which must exist, even if the guest has locked it.
   *
   * @throws MachineException when QEMU refuses, is gone or does not answer
   */
  public void ejectMedium() throws MachineException, InterruptedException {
    MachineLauncher.await(
        process, qmp.execute(QmpCommand.eject(QemuArguments.CD_DRIVE)), "the answer to eject");
  }

  /**
   * Opens a TCP port of this host, on 127.0.0.1, that leads to a port of the guest. It is as open
   * as the card's network is closed: `restrict` leaves forwarded ports alone (qemu(1)).
   *
   * @param guestPort 1 to 65535
   * @return the port of the host, which the host has chosen
   * @throws MachineException when QEMU refuses, is gone or does not answer, or the machine has no
   *     network card
   */
  public int forward(int guestPort) throws MachineException, InterruptedException {
    return PortForward.open(guestPort, qmp, process);
  }

  private boolean within(Duration limit) throws InterruptedException {
    try {
      exited.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills QEMU at once and removes its directories; does nothing the second time. */
  @Override
  public void close() {
    requested = true;
    parts.close();
  }
}
