package dev.bootwitness.machine;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.HostTool;
import dev.bootwitness.machine.host.ListeningSocket;
import dev.bootwitness.machine.host.ListeningSockets;
import dev.bootwitness.machine.host.OwnedProcess;
import dev.bootwitness.machine.host.ProgramPath;
import dev.bootwitness.machine.qemu.CredentialArguments;
import dev.bootwitness.machine.qemu.QemuArguments;
import dev.bootwitness.machine.qmp.QmpClient;
import dev.bootwitness.machine.qmp.QmpCommand;
import dev.bootwitness.machine.qmp.QmpException;
import dev.bootwitness.machine.storage.FrozenMachine;
import dev.bootwitness.machine.storage.MachineFiles;
import dev.bootwitness.machine.storage.MachineStart;
import dev.bootwitness.machine.storage.MachineStorage;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts QEMU from a config as a paused machine that answers; leaves nothing behind if it fails.
 */
final class MachineLauncher {

  /** QEMU connects and answers within 0.1 s; this is for a host that swaps. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ProgramPath path;

  MachineLauncher(ProgramPath path) {
    this.path = path;
  }

  Machine launch(
      MachineConfig config,
      Accelerator accelerator,
      MachineListener listener,
      Optional<String> oemString,
      MachineStart origin,
      Optional<Path> vnc)
      throws MachineException, InterruptedException {
    Path qemu = config.board().architecture().qemu().require(path);
    Path setpriv = HostTool.SETPRIV.require(path);
    MachineParts parts = new MachineParts();
    try {
      MachineStorage storage = parts.own(MachineStorage.create(origin));
      MachineFiles files = storage.prepare(config, path, origin);
      List<String> argv =
          new ArrayList<>(QemuArguments.of(qemu, config, files, accelerator, origin));
      vnc.ifPresent(socket -> argv.addAll(List.of("-vnc", "unix:" + socket)));
      if (oemString.isPresent()) {
        argv.addAll(
            CredentialArguments.write(oemString.get(), storage.scratch().resolve("oem-string")));
      }
      if (files.tpmSocket() != null) {
        Path swtpm = HostTool.SWTPM.require(path);
        parts.own(
            SoftwareTpm.start(setpriv, swtpm, files.tpmSocket(), storage.tpmState(), listener));
      }
      try (ListeningSockets more = ListeningSockets.at(files.moreSerialSockets());
          ListeningSocket side = ListeningSocket.at(files.sideSocket());
          ListeningSocket qmp = ListeningSocket.at(files.qmpSocket())) {
        OwnedProcess process =
            parts.own(OwnedProcess.startPiped(setpriv, argv, listener::qemuSaid));
        List<SocketChannel> moreSerials = new ArrayList<>();
        for (ListeningSocket socket : more.sockets()) {
          moreSerials.add(
              parts.own(await(process, socket.accepted(), "another serial connection")));
        }
        SocketChannel port = parts.own(await(process, side.accepted(), "the side connection"));
        SocketChannel monitor = parts.own(await(process, qmp.accepted(), "the QMP connection"));
        ShutdownReason reason = new ShutdownReason(listener);
        DiskSlots.Leavings leavings = new DiskSlots.Leavings(reason);
        MigrationWatch migration = new MigrationWatch(leavings);
        QmpClient client = parts.own(QmpClient.on(monitor, migration));
        String version = await(process, client.greeting(), "the QMP greeting").toString();
        await(process, client.execute(QmpCommand.capabilities()), "the QMP handshake");
        Freezer freezer = new Freezer(client, process, migration, files);
        if (origin instanceof MachineStart.Clone(FrozenMachine frozen)) {
          freezer.load(frozen);
        }
        return new Machine(
            argv,
            files.disks(),
            version,
            new SerialLine(process.output(), process.input()),
            moreSerials,
            port,
            client,
            process,
            reason,
            parts,
            storage,
            freezer,
            new DiskSlots(config, files, leavings));
      }
    } catch (IOException e) {
      parts.close();
      throw new MachineException(hostRefused(e), e);
    } catch (MachineException | InterruptedException | RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  private static MachineFailure hostRefused(IOException e) {
    String words = e.getMessage() == null ? e.toString() : e.getMessage();
    return words.contains("No space left on device")
        ? new MachineFailure.DiskFull(words)
        : new MachineFailure.HostRefused("prepare the machine", words);
  }

  /** Whichever comes first: the answer, QEMU's end, or the time limit. */
  static <T> T await(OwnedProcess process, CompletableFuture<T> answer, String awaited)
      throws MachineException, InterruptedException {
    return await(process, answer, awaited, PATIENCE);
  }

  /** The same with the caller's time limit. */
  static <T> T await(
      OwnedProcess process, CompletableFuture<T> answer, String awaited, Duration patience)
      throws MachineException, InterruptedException {
    CompletableFuture<OwnedProcess.End> death = process.ended();
    try {
      CompletableFuture.anyOf(answer, death).get(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (answer.isDone()) {
        return answer.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof QmpException.Refused refused) {
        throw new MachineException(
            new MachineFailure.MonitorRefused(String.valueOf(refused.getMessage())), refused);
      }
      throw new MachineException(lastWords(process, death, awaited), e);
    } catch (TimeoutException e) {
      throw new MachineException(unresponsive(process, awaited, patience), e);
    }
    throw new MachineException(lastWords(process, death, awaited));
  }

  /** A connection that ends means that QEMU is ending: its own message is worth waiting for. */
  private static MachineFailure lastWords(
      OwnedProcess process, CompletableFuture<OwnedProcess.End> death, String awaited)
      throws InterruptedException {
    try {
      OwnedProcess.End end = death.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return new MachineFailure.Died(end.status(), end.output().strip());
    } catch (ExecutionException | TimeoutException _) {
      process.kill();
      return unresponsive(process, awaited, PATIENCE);
    }
  }

  private static MachineFailure unresponsive(
      OwnedProcess process, String awaited, Duration patience) {
    return new MachineFailure.Unresponsive(awaited, patience, process.stopped());
  }
}
