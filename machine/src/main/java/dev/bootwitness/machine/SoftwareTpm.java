package dev.bootwitness.machine;

import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.OwnedProcess;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A TPM 2.0 for one machine: swtpm(8), owned like QEMU, with a state that is removed with it. */
final class SoftwareTpm {

  /** swtpm cannot be handed a connection, so connections are tried until it listens. */
  private static final Duration ASK_AGAIN = Duration.ofMillis(5);

  private SoftwareTpm() {}

  /**
   * Starts one that listens at {@code socket}.
   *
   * @param state a directory for it; what is there is the state of an earlier start
   * @param lines hears what it says; must not block
   */
  static OwnedProcess start(
      Path setpriv, Path swtpm, Path socket, Path state, MachineListener lines)
      throws MachineException, IOException, InterruptedException {
    Files.createDirectories(state);
    List<String> command =
        List.of(
            swtpm.toString(),
            "socket",
            "--tpm2",
            "--tpmstate",
            "dir=" + state,
            "--ctrl",
            "type=unixio,path=" + socket);
    OwnedProcess process = OwnedProcess.start(setpriv, command, lines::qemuSaid);
    try {
      awaitListening(process, socket);
      return process;
    } catch (MachineException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private static void awaitListening(OwnedProcess process, Path socket)
      throws MachineException, InterruptedException {
    CompletableFuture<OwnedProcess.End> death = process.ended();
    long tries = MachineLauncher.PATIENCE.dividedBy(ASK_AGAIN);
    for (long i = 0; i < tries; i++) {
      if (listens(socket)) {
        return;
      }
      try {
        OwnedProcess.End end = death.get(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        throw new MachineException(
            new MachineFailure.HostRefused(
                "start swtpm", "it exited with status " + end.status() + ": " + end.output()));
      } catch (TimeoutException _) {
        // It is alive; try again.
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new MachineException(
        new MachineFailure.HostRefused("start swtpm", "it never listened at " + socket));
  }

  /**
   * A connection that ends at once does not disturb it: it serves connections one after another.
   */
  private static boolean listens(Path socket) {
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
