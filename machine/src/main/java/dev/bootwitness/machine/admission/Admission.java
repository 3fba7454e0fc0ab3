package dev.bootwitness.machine.admission;

import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.HostMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Admits as many machines as the host's memory can hold and its cores can boot at once, first come,
 * first served.
 *
 * <p>With emulation, a booting guest keeps a core busy. More booting guests than cores make each
 * other miss deadlines, which were stretched for one core per guest. A booted guest is idle most of
 * the time. A waiting machine holds nothing, so nothing waits for a waiter. Thread-safe.
 */
public final class Admission {

  /** Releasing a lock notifies nobody, so it is polled. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private final MachineRegistry ledger;
  private final MemorySource memory;
  private final int cores;

  /** Reports how much memory there is. */
  @FunctionalInterface
  interface MemorySource {
    HostMemory now() throws IOException;
  }

  Admission(Path directory, MemorySource memory, int cores) {
    this.ledger = new MachineRegistry(directory);
    this.memory = memory;
    this.cores = Math.max(1, cores);
  }

  /**
   * The admission of this host.
   *
   * @param cache the user's folder for caches
   */
  public static Admission ofHost(Path cache) {
    return new Admission(
        cache.resolve("machines"), HostMemory::now, Runtime.getRuntime().availableProcessors());
  }

  /**
   * What rules a machine out permanently, before anything is done for it; empty when nothing does.
   */
  public void requirePossible(Need need) throws MachineException, InterruptedException {
    try {
      if (Decision.of(need, memory.now(), holders(ledger.alone(ledger::lines)), cores)
          instanceof Decision.Refuse refuse) {
        throw new MachineException(new MachineFailure.OutOfMemory(refuse.why()));
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The same without a limit of its own. */
  public AdmissionPermit take(Need need, Consumer<String> waiting)
      throws MachineException, InterruptedException {
    return take(need, Optional.empty(), waiting);
  }

  /**
   * Waits until the machine may start.
   *
   * @param patience how long it waits while no other machine ends: a machine that is held until the
   *     waiting one has run would be waited for without end
   * @param waiting hears what the machine waits for, whenever that changes
   * @throws MachineException with {@link MachineFailure.OutOfMemory} when waiting cannot help, with
   *     {@link MachineFailure.NoRoom} when its patience is over
   */
  public AdmissionPermit take(Need need, Optional<Duration> patience, Consumer<String> waiting)
      throws MachineException, InterruptedException {
    try {
      return wait(need, patience, waiting);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private AdmissionPermit wait(Need need, Optional<Duration> patience, Consumer<String> waiting)
      throws IOException, MachineException, InterruptedException {
    MachineRegistry.Line request = MachineRegistry.Line.of(need, System.currentTimeMillis());
    MachineRegistry.Entry entry = ledger.alone(() -> ledger.enter(request));
    MachineRegistry.Line line = request.admitted(entry.name());
    boolean seated = false;
    try {
      String reported = "";
      RoomPatience left = new RoomPatience(patience, System.nanoTime());
      while (true) {
        List<MachineRegistry.Line> held = new ArrayList<>();
        Decision decision = ledger.alone(() -> decide(need, entry, line, held));
        switch (decision) {
          case Decision.Admit _ -> {
            seated = true;
            return new AdmissionPermit(entry, line);
          }
          case Decision.Refuse(String why) ->
              throw new MachineException(new MachineFailure.OutOfMemory(why));
          case Decision.Wait(String why) -> {
            if (!why.equals(reported)) {
              waiting.accept(why);
              reported = why;
            }
            left.requireAny(why, held, System.nanoTime());
          }
        }
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      }
    } finally {
      if (!seated) {
        entry.close();
      }
    }
  }

  /**
   * Decides, and registers an admission at once, so that two machines do not take the same place.
   */
  private Decision decide(
      Need need,
      MachineRegistry.Entry entry,
      MachineRegistry.Line line,
      List<MachineRegistry.Line> held)
      throws IOException {
    List<MachineRegistry.Line> lines = ledger.lines();
    lines.stream().filter(one -> !one.waiting()).forEach(held::add);
    Decision decision = Decision.of(need, memory.now(), holders(lines), cores);
    if (!(decision instanceof Decision.Admit)) {
      return decision;
    }
    long before =
        lines.stream()
            .filter(MachineRegistry.Line::waiting)
            .takeWhile(l -> !l.name().equals(entry.name()))
            .count();
    if (before > 0) {
      return new Decision.Wait("%d that came before".formatted(before));
    }
    entry.write(line);
    return decision;
  }

  private static List<Holder> holders(List<MachineRegistry.Line> lines) {
    return lines.stream()
        .filter(line -> !line.waiting())
        .map(MachineRegistry.Line::holder)
        .toList();
  }

  /** An interrupt during file access appears as a closed channel. */
  private static MachineException unusable(IOException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while waiting for room on the host");
    }
    return new MachineException(
        new MachineFailure.HostRefused(
            "keep the list of running machines", String.valueOf(e.getMessage())),
        e);
  }
}
