package dev.bootwitness.report.suite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder that the shards of one execution share, where they share a file system: its plan, and
 * a file of records for each shard that has ended.
 *
 * <p>Shards of a job array begin at different times, and by then the ledger has the runs of those
 * before: two that both made a plan from it could leave a spec out. The first one therefore writes
 * the plan down.
 */
public final class PlanFile {

  /** Without an execution's name, a plan of yesterday may belong to another one. */
  private static final Duration CURRENT = Duration.ofDays(1);

  /** A file lock belongs to the whole JVM and refuses its second thread. */
  private static final ReentrantLock OURS = new ReentrantLock();

  private static final String UNNAMED = "local";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final boolean named;

  private PlanFile(Path folder, boolean named) {
    this.folder = folder;
    this.named = named;
  }

  /**
   * The shared folder of an execution.
   *
   * @param project the folder that holds {@code .bootwitness}
   * @param execution its name; may be empty
   */
  public static PlanFile of(Path project, String execution) {
    String safe = execution.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[.-]+", "");
    Path shards = project.resolve(".bootwitness").resolve("shards");
    return new PlanFile(
        shards.resolve(safe.isEmpty() ? UNNAMED : safe.substring(0, Math.min(80, safe.length()))),
        !safe.isEmpty());
  }

  /** Where a shard's records go when it has ended. */
  public Path records(Shard shard) {
    return folder.resolve(shard.fileName());
  }

  /**
   * The plan of this execution, as the first of its shards made it.
   *
   * <p>Reading it, finding that it is over and replacing it is one step under a lock: of two shards
   * that begin a new execution at once, the later one must not remove the plan of the other.
   *
   * @param mine the plan as this process would make it
   * @param shard of this process: an unnamed execution in which it has ended already is over
   * @param now decides whether an unnamed execution's plan is still current
   * @throws IOException when it can be neither read nor written
   */
  public ShardPlan agree(ShardPlan mine, Shard shard, Instant now) throws IOException {
    Files.createDirectories(folder);
    OURS.lock();
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".plan.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      Path file = folder.resolve("plan.json");
      Optional<ShardPlan> there = read(file);
      if (there.isPresent()
          && there.get().divides(mine.suite(), mine.shards().size())
          && (named || (!Files.exists(records(shard)) && isCurrent(file, now)))) {
        return there.get();
      }
      clear();
      Path aside = folder.resolve(".plan.new");
      Files.writeString(aside, JSON.writeValueAsString(mine));
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      return mine;
    } finally {
      OURS.unlock();
    }
  }

  private static boolean isCurrent(Path file, Instant now) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isAfter(now.minus(CURRENT));
  }

  /** A plan that another version wrote divides nothing: it is replaced. */
  private static Optional<ShardPlan> read(Path file) throws IOException {
    try {
      JsonNode plan = JSON.readTree(Files.readString(file));
      return plan.path("bootwitness").asInt(0) == ShardPlan.FORMAT
          ? Optional.of(JSON.treeToValue(plan, ShardPlan.class))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new IOException(file + " is not a plan of shards. Remove it", e);
    }
  }

  /** Another plan's shards do not belong to the new one. */
  private void clear() throws IOException {
    Files.deleteIfExists(folder.resolve("plan.json"));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(ShardFile::isNamed).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
