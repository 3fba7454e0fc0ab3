package dev.bootwitness.engine.boot;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.attach.ConsoleShare;
import dev.bootwitness.console.channel.SocketThread;
import dev.bootwitness.console.channel.StreamConsoleChannel;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.shell.Nonces;
import dev.bootwitness.engine.console.GatheredSerial;
import dev.bootwitness.machine.Machine;
import dev.bootwitness.machine.MachineListener;
import dev.bootwitness.machine.checkpoint.HeldCheckpoint;
import dev.bootwitness.machine.checkpoint.MachineRecipe;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.host.PrivateDirectory;
import dev.bootwitness.machine.host.ProgramPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A copy of a frozen machine that somebody has entered. Its console is offered on a Unix socket;
 * {@link #close} throws the copy away, and what was frozen stays as it is. There is no record.
 */
public final class MachineVisit implements AutoCloseable {

  private static final Duration CLOCK = Duration.ofSeconds(5);

  private final Machine machine;
  private final Console console;
  private final PrivateDirectory sockets;
  private final Optional<Path> screen;

  private MachineVisit(
      Machine machine, Console console, PrivateDirectory sockets, Optional<Path> screen) {
    this.machine = machine;
    this.console = console;
    this.sockets = sockets;
    this.screen = screen;
  }

  /**
   * Starts the copy.
   *
   * @param recipe how, from the checkpoint
   * @param rows the height of the visitor's terminal
   * @param columns its width
   * @param withScreen whether to open a VNC server
   * @throws MachineException when it does not start; nothing of it is left then
   */
  public static MachineVisit enter(
      HeldCheckpoint checkpoint, MachineRecipe recipe, int rows, int columns, boolean withScreen)
      throws MachineException, IOException, InterruptedException {
    PrivateDirectory sockets = PrivateDirectory.forSockets();
    try {
      Optional<Path> vnc = withScreen ? Optional.of(sockets.file("vnc")) : Optional.empty();
      Machine machine =
          Machine.launch(
              recipe.config(),
              recipe.accelerator(),
              new MachineListener() {},
              ProgramPath.ofProcess(),
              Optional.empty(),
              checkpoint.origin(),
              vnc);
      ConsoleShare share = ConsoleShare.open(sockets.file("console"));
      Door door = new Door(share);
      Console console =
          new Console(
              new GatheredSerial(
                  new StreamConsoleChannel(
                      machine.serial().fromGuest(), machine.serial().toGuest(), machine::close)),
              ConsoleClock.SYSTEM,
              door);
      machine.moreSerials().forEach(MachineVisit::drain);
      MachineVisit visit = new MachineVisit(machine, console, sockets, vnc);
      console.start();
      machine.powerOn();
      if (recipe.shell() && recipe.shellVersion().equals(FramedShell.version())) {
        visit.handOver(checkpoint.about().uid(), recipe, door, rows, columns);
      }
      door.open = true;
      share.start(console);
      return visit;
    } catch (MachineException | IOException | RuntimeException e) {
      sockets.close();
      throw e;
    }
  }

  /** The loop that took the run's commands ends, after it has set the clock that stood still. */
  private void handOver(int uid, MachineRecipe recipe, Door door, int rows, int columns) {
    SecureRandom random = new SecureRandom();
    FramedShell shell = FramedShell.resume(console, Nonces.from(random), uid);
    if (uid == 0) {
      byte[] fresh = new byte[CloneReseed.FRESH];
      random.nextBytes(fresh);
      // A guest that does not answer is shown all the same.
      var _ =
          shell.run(
              CloneReseed.command(recipe.config().board().architecture(), Instant.now(), fresh),
              Deadline.in(CLOCK, ConsoleClock.SYSTEM));
    }
    door.open = true;
    shell.leave(rows, columns);
  }

  /** A guest that writes to a port that nobody reads would stop. */
  private static void drain(SocketChannel port) {
    SocketThread.named("serial-drain")
        .start(() -> {
          ByteBuffer buffer = ByteBuffer.allocate(8192);
          try {
            while (port.read(buffer.clear()) >= 0) {
              // Nobody looks at it.
            }
          } catch (IOException _) {
            // The visit is over.
          }
        });
  }

  /** Where the console is offered, as by a run's attach socket. */
  public Path socket() {
    return sockets.file("console");
  }

  /** Where a VNC client sees the screen; empty when that was not asked for. */
  public Optional<Path> screen() {
    return screen;
  }

  /** Whether the machine still runs. */
  public boolean goesOn() {
    return !machine.exited().isDone();
  }

  @Override
  public void close() throws IOException {
    try (sockets) {
      machine.close();
      console.close();
    }
  }

  /** Shows the visitor nothing of what is said before the machine is handed over. */
  private static final class Door implements ConsoleListener {
    private final ConsoleListener visitor;
    private volatile boolean open;

    Door(ConsoleListener visitor) {
      this.visitor = visitor;
    }

    @Override
    public void received(byte[] data, int length, long offset) {
      if (open) {
        visitor.received(data, length, offset);
      }
    }

    @Override
    public void closed(String reason) {
      visitor.closed(reason);
    }
  }
}
