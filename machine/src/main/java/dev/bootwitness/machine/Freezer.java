package dev.bootwitness.machine;

import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.host.ListeningSocket;
import dev.bootwitness.machine.host.OwnedProcess;
import dev.bootwitness.machine.host.SparseCopy;
import dev.bootwitness.machine.qmp.QmpClient;
import dev.bootwitness.machine.qmp.QmpCommand;
import dev.bootwitness.machine.storage.FreezeResult;
import dev.bootwitness.machine.storage.FrozenMachine;
import dev.bootwitness.machine.storage.MachineFiles;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Copies a running machine into files and lets it continue.
 *
 * <p>The guest is paused meanwhile. QEMU writes the devices' state without the memory ({@code
 * x-ignore-shared}) to a socket of ours, which needs no child process, as {@code exec:} would; by
 * then it has released its disks, so that their content is in their files (qemu
 * docs/devel/migration.rst). Memory and disks are copied, not taken over: the guest continues with
 * its own.
 */
final class Freezer {

  /** How Linux names the memory of {@code memory-backend-memfd} in /proc/PID/fd. */
  private static final String MEMFD = "/memfd:memory-backend-memfd";

  private static final String[] CAPABILITIES = {"x-ignore-shared", "events"};

  private final QmpClient qmp;
  private final OwnedProcess process;
  private final MigrationWatch migration;
  private final MachineFiles own;

  Freezer(QmpClient qmp, OwnedProcess process, MigrationWatch migration, MachineFiles own) {
    this.qmp = qmp;
    this.process = process;
    this.migration = migration;
    this.own = own;
  }

  FreezeResult freeze(FrozenMachine to) throws MachineException, IOException, InterruptedException {
    Optional<Path> memory = memory();
    Map<Path, SparseCopy.Content> files = new HashMap<>();
    await(qmp.execute(QmpCommand.migrationCapabilities(CAPABILITIES)), "its capabilities");
    long began = System.nanoTime();
    await(qmp.execute(QmpCommand.stop()), "the stop");
    try {
      devices(to.devices());
      files.put(to.devices(), SparseCopy.contentOf(to.devices()));
      if (memory.isPresent()) {
        files.put(to.memory(), SparseCopy.copy(memory.get(), to.memory()));
      }
      for (Path disk : own.written()) {
        files.put(to.disk(disk), SparseCopy.copy(disk, to.disk(disk)));
      }
    } finally {
      await(qmp.execute(QmpCommand.cont()), "the guest's resumption");
    }
    return new FreezeResult(files, Duration.ofNanos(System.nanoTime() - began));
  }

  /**
   * QEMU's own descriptor of the guest's memory: it has no other name. Empty for a clone, whose
   * memory is a private mapping and therefore goes into the devices' state.
   */
  private Optional<Path> memory() throws IOException {
    Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        if (Files.readSymbolicLink(link).toString().startsWith(MEMFD)) {
          return Optional.of(link);
        }
      }
    }
    return Optional.empty();
  }

  private void devices(Path to) throws MachineException, IOException, InterruptedException {
    CompletableFuture<String> end = migration.next();
    Path socket = own.qmpSocket().resolveSibling("freeze");
    try (ListeningSocket listening = ListeningSocket.at(socket)) {
      await(qmp.execute(QmpCommand.migrateTo(socket)), "the beginning of its state");
      try (SocketChannel state = await(listening.accepted(), "its state")) {
        Files.copy(Channels.newInputStream(state), to);
      }
    }
    String status = await(end, "the end of its state");
    if (!status.equals("completed")) {
      throw new IOException("QEMU could not write the devices' state: migration " + status);
    }
  }

  private <T> T await(CompletableFuture<T> answer, String awaited)
      throws MachineException, InterruptedException {
    return MachineLauncher.await(process, answer, awaited);
  }

  /** Loads the devices' state into a QEMU that waits for it; its guest is paused afterwards. */
  void load(FrozenMachine from) throws MachineException, IOException, InterruptedException {
    await(qmp.execute(QmpCommand.migrationCapabilities(CAPABILITIES)), "its capabilities");
    CompletableFuture<String> end = migration.next();
    Path socket = own.qmpSocket().resolveSibling("thaw");
    await(qmp.execute(QmpCommand.migrateFrom(socket)), "its readiness for a state");
    try (SocketChannel state = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Files.copy(from.devices(), Channels.newOutputStream(state));
    }
    String status = await(end, "the end of loading the devices' state");
    if (!status.equals("completed")) {
      throw new IOException("QEMU did not take the devices' state: migration " + status);
    }
  }
}
