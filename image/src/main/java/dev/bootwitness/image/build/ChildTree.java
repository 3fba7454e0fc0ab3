package dev.bootwitness.image.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A command and everything it starts, ended together.
 *
 * <p>The command leads a session and a process group of its own. Two things can end it. {@link
 * #kill} ends its descendants and everything else in its session. A lifeline ends its process group
 * when this JVM is gone, however it ended: a shell in the group reads from a pipe that only the JVM
 * holds open, and kills the group when that pipe ends. A parent-death signal, as used for QEMU,
 * would reach only the first process, and a build script consists of many.
 *
 * <p>Limits: {@code kill} misses a process that created its own session and whose parent has ended;
 * the lifeline misses one that created its own process group, as {@code set -m} and {@code setsid}
 * do. Neither reaches a process that runs as another user.
 */
final class ChildTree {

  /**
   * Stdin is the lifeline. The nested subshell ensures that the watcher is not a child of the
   * command, which might wait for all its children; the watcher closes stdout, whose end shows that
   * everything is over.
   */
  private static final String LIFELINE =
      """
      exec 3<&0 </dev/null
      ( { read -r _ <&3; kill -s KILL -- -$$; } >/dev/null 2>&1 & )
      exec 3<&-
      exec "$@"
      """;

  private static final Duration DEATH = Duration.ofSeconds(5);
  private static final int ROUNDS = 10;

  private final Process leader;
  private final OutputStream lifeline;

  private ChildTree(Process leader) {
    this.leader = leader;
    this.lifeline = leader.getOutputStream();
  }

  /**
   * Starts the command with stdin from /dev/null and stderr merged into stdout.
   *
   * @throws IOException when {@code setsid} is missing or the host cannot create a process
   */
  static ChildTree start(List<String> command, Path directory, Map<String, String> environment)
      throws IOException {
    List<String> argv = new ArrayList<>(List.of("setsid", "sh", "-c", LIFELINE, "sh"));
    argv.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(argv).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new ChildTree(builder.start());
  }

  /** Stdout and stderr; ends when no process holds them open any more. */
  InputStream output() {
    return leader.getInputStream();
  }

  /** Waits for the command itself; false when the time ran out first. */
  boolean awaitExit(long nanos) throws InterruptedException {
    return leader.waitFor(nanos, TimeUnit.NANOSECONDS);
  }

  /** The command's exit status, 128+n for signal n. */
  int exitStatus() {
    return leader.exitValue();
  }

  /** Ends the command itself at once; {@link #kill} must follow. */
  void killLeader() {
    leader.destroyForcibly();
  }

  /**
   * Ends everything that is left, by SIGKILL.
   *
   * <p>Checks again after each round, because a process may fork while it is being killed. The
   * lifeline ends last: its watcher is in the session and so prevents the session's number from
   * being reused.
   */
  void kill() {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> alive = alive();
      if (alive.isEmpty()) {
        break;
      }
      alive.forEach(ProcessHandle::destroyForcibly);
      awaitDeath(alive);
    }
    try {
      lifeline.close();
    } catch (IOException e) {
      // Its reader is dead, which was the purpose of closing it.
      return;
    }
  }

  private List<ProcessHandle> alive() {
    Map<Long, ProcessHandle> found = new LinkedHashMap<>();
    Stream.concat(
            Stream.concat(Stream.of(leader.toHandle()), leader.descendants()),
            Sessions.members(leader.pid()))
        .filter(ProcessHandle::isAlive)
        .forEach(process -> found.put(process.pid(), process));
    return List.copyOf(found.values());
  }

  private static void awaitDeath(List<ProcessHandle> dying) {
    CompletableFuture<?> all =
        CompletableFuture.allOf(
            dying.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
    try {
      all.get(DEATH.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // The caller is already being stopped; the kill continues and the flag informs the caller
      // later.
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Uninterruptible sleep outlives SIGKILL; the next round looks again.
      return;
    }
  }
}
