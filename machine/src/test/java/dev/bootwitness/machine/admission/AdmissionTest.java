package dev.bootwitness.machine.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.HostMemory;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AdmissionTest {

  private static final long GIB = 1L << 30;

  @TempDir Path directory;

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Test
  void aMachineThatDoesNotFitBesideAnotherOneWaitsUntilThatIsGone() throws Exception {
    Admission host = host(3, 8);
    AdmissionPermit first = host.take(new Need("first", 2 * GIB, false), told::add);
    CompletableFuture<AdmissionPermit> second = taking(host, new Need("second", 2 * GIB, false));

    assertThat(told.take()).isEqualTo("2.0 GiB of memory: 1 machine holds 2.0 GiB");
    assertThat(second).isNotDone();
    first.close();

    second.get().close();
    assertThat(files()).containsExactly("turn");
  }

  @Test
  void theCoreOfABootedMachineIsFreeForTheNext() throws Exception {
    Admission host = host(64, 1);
    try (AdmissionPermit first = host.take(new Need("first", GIB, true), told::add)) {
      CompletableFuture<AdmissionPermit> second = taking(host, new Need("second", GIB, true));
      assertThat(told.take()).isEqualTo("a core: 1 machine is booting");

      first.booted();

      second.get().close();
    }
  }

  @Test
  void whoCameFirstIsLetInFirstThoughTheNextWouldFit() throws Exception {
    Admission host = host(4, 8);
    AdmissionPermit holder = host.take(new Need("holder", 3 * GIB, false), told::add);
    CompletableFuture<AdmissionPermit> big = taking(host, new Need("big", 4 * GIB, false));
    assertThat(told.take()).startsWith("4.0 GiB of memory");
    CompletableFuture<AdmissionPermit> small = taking(host, new Need("small", GIB, false));
    assertThat(told.take()).isEqualTo("1 that came before");

    holder.close();
    big.get().close();
    small.get().close();
  }

  @Test
  void neverMoreAreInThanFit() throws Exception {
    Admission host = host(4, 8);
    AtomicInteger inside = new AtomicInteger();
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      CompletableFuture<Integer> most = new CompletableFuture<>();
      all.add(most);
      Thread.ofVirtual()
          .start(() -> {
            try (AdmissionPermit _ = host.take(new Need("one", 2 * GIB, false), told::add)) {
              most.complete(inside.incrementAndGet());
              inside.decrementAndGet();
            } catch (MachineException | InterruptedException e) {
              most.completeExceptionally(e);
            }
          });
    }
    for (CompletableFuture<Integer> most : all) {
      assertThat(most.get()).isBetween(1, 2);
    }
  }

  @Test
  void whatCanNeverFitIsRefusedAndLeavesNothing() throws Exception {
    Admission host = host(4, 8);
    Need need = new Need("huge", 5 * GIB, false);

    assertThatThrownBy(() -> host.take(need, told::add))
        .isInstanceOfSatisfying(
            MachineException.class,
            e -> assertThat(e.failure()).isInstanceOf(MachineFailure.OutOfMemory.class));
    assertThatThrownBy(() -> host.requirePossible(need)).isInstanceOf(MachineException.class);
    assertThat(files()).containsExactly("turn");
  }

  @Test
  void anInterruptedWaitLeavesNothing() throws Exception {
    Admission host = host(3, 8);
    try (AdmissionPermit _ = host.take(new Need("first", 2 * GIB, false), told::add)) {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      CompletableFuture<AdmissionPermit> second = new CompletableFuture<>();
      Thread waiter =
          Thread.ofVirtual().start(() -> take(host, new Need("b", 2 * GIB, false), second));
      thread.complete(waiter);
      told.take();

      waiter.interrupt();

      assertThatThrownBy(second::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
    assertThat(files()).containsExactly("turn");
  }

  @Test
  void aKilledHolderGivesItsPlaceBack() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LedgerHolder.class.getName(),
                directory.toString(),
                Long.toString(3 * GIB))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).startsWith("seated");
      CompletableFuture<AdmissionPermit> mine =
          taking(host(3, 8), new Need("mine", 2 * GIB, false));
      assertThat(told.take()).isEqualTo("2.0 GiB of memory: 1 machine holds 3.0 GiB");

      other.destroyForcibly();

      mine.get().close();
      assertThat(files()).containsExactly("turn");
    } finally {
      other.destroyForcibly();
    }
  }

  /** The holder waits for the waiter, as a class does for its method with a machine of its own. */
  @Test
  void aWaitWhoseHoldersDoNotEndIsOverAndNamesThem() throws Exception {
    Admission host = host(3, 8);
    try (AdmissionPermit _ = host.take(new Need("SparkTests", 2 * GIB, false), told::add)) {
      assertThatThrownBy(() ->
              host.take(
                  new Need("SparkTests.fresh", 2 * GIB, false),
                  Optional.of(Duration.ofMillis(1)),
                  told::add))
          .isInstanceOf(MachineException.class)
          .hasMessageContaining("2.0 GiB of memory: 1 machine holds 2.0 GiB")
          .hasMessageContaining("SparkTests (process " + ProcessHandle.current().pid() + ")");
    }
    assertThat(files()).containsExactly("turn");
  }

  @Test
  void aQueueThatMovesDoesNotUseUpThePatience() throws Exception {
    RoomPatience patience = new RoomPatience(Optional.of(Duration.ofNanos(10)), 0);
    Need need = new Need("a", GIB, false);
    List<MachineRegistry.Line> two =
        List.of(
            MachineRegistry.Line.of(need, 0).admitted("one"),
            MachineRegistry.Line.of(need, 0).admitted("two"));

    patience.requireAny("why", two, 0);
    patience.requireAny("why", two, 9);
    patience.requireAny("why", two.subList(1, 2), 12);
    patience.requireAny("why", two.subList(1, 2), 21);
    assertThatThrownBy(() -> patience.requireAny("why", two.subList(1, 2), 22))
        .isInstanceOf(MachineException.class);
  }

  private Admission host(long gib, int cores) {
    HostMemory memory = new HostMemory(gib * GIB, gib * GIB);
    return new Admission(directory, () -> memory, cores);
  }

  private CompletableFuture<AdmissionPermit> taking(Admission host, Need need) {
    CompletableFuture<AdmissionPermit> seat = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> take(host, need, seat));
    return seat;
  }

  private void take(Admission host, Need need, CompletableFuture<AdmissionPermit> seat) {
    try {
      seat.complete(host.take(need, told::add));
    } catch (MachineException | InterruptedException | RuntimeException e) {
      seat.completeExceptionally(e);
    }
  }

  private List<String> files() throws Exception {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
