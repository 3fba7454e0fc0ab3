package dev.bootwitness.cli.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that speaks as QEMU does to the one that started it: QMP, a serial line, the side
 * channel, a memory that can be frozen, and a guest who lets root log in.
 *
 * <p>A host that builds Bootwitness need not have QEMU, nor an image with a shell, and a boot would
 * take longer than the build. So nothing runs in this machine: its guest answers every command from
 * a table, and obeys none, since they would be obeyed by the host.
 */
public final class TrainingMachine {

  private static final Pattern COMMAND = Pattern.compile("\"execute\":\"([a-z_-]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern URI = Pattern.compile("\"uri\":\"unix:([^\"]+)\"");

  private static final String GREETING =
      "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 0, \"major\": 7}, \"package\": \"\"},"
          + " \"capabilities\": [\"oob\"]}}";

  private final OutputStream monitor;
  private final SocketChannel side;
  private final boolean clone;
  private boolean runs;

  private TrainingMachine(OutputStream monitor, SocketChannel side, boolean clone) {
    this.monitor = monitor;
    this.side = side;
    this.clone = clone;
  }

  /** Runs with QEMU's arguments until it is asked to quit. */
  public static void main(String[] args) throws IOException {
    List<String> words = Arrays.asList(args);
    memory();
    SocketChannel side = connected(words, "side");
    SocketChannel qmp = connected(words, "qmp");
    TrainingMachine machine =
        new TrainingMachine(Channels.newOutputStream(qmp), side, words.contains("-incoming"));
    machine.say(GREETING);
    BufferedReader commands = new BufferedReader(Channels.newReader(qmp, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      machine.obey(line);
    }
  }

  /** The memory of a machine that can be frozen is found by this name in /proc/PID/fd. */
  @SuppressWarnings("restricted") // the program is started with --enable-native-access
  private static void memory() {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      int _ =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("memfd_create"),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT))
                  .invokeExact(arena.allocateFrom("memory-backend-memfd"), 0);
    } catch (Throwable e) {
      throw new IllegalStateException("memfd_create(2) failed", e);
    }
  }

  private static SocketChannel connected(List<String> words, String id) throws IOException {
    String start = "socket,id=" + id + ",path=";
    String word = words.stream().filter(w -> w.startsWith(start)).findFirst().orElseThrow();
    return SocketChannel.open(UnixDomainSocketAddress.of(word.substring(start.length())));
  }

  private void obey(String line) throws IOException {
    String command = found(COMMAND, line);
    switch (command) {
      case "migrate" -> {
        answer(line);
        try (SocketChannel state =
            SocketChannel.open(UnixDomainSocketAddress.of(found(URI, line)))) {
          Channels.newOutputStream(state).write(1);
        }
        migrated();
      }
      case "migrate-incoming" -> {
        try (ServerSocketChannel state = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
          state.bind(UnixDomainSocketAddress.of(Path.of(found(URI, line))));
          answer(line);
          try (SocketChannel sender = state.accept()) {
            byte[] _ = Channels.newInputStream(sender).readAllBytes();
          }
        }
        migrated();
      }
      case "cont" -> {
        answer(line);
        event("RESUME", "{}");
        start();
      }
      case "stop" -> {
        event("STOP", "{}");
        answer(line);
      }
      case "quit", "system_powerdown" -> {
        answer(line);
        event("SHUTDOWN", "{\"guest\": false, \"reason\": \"host-qmp-quit\"}");
        System.exit(0);
      }
      default -> answer(line);
    }
  }

  /** A guest that was only paused goes on by itself. */
  private void start() {
    if (!runs) {
      runs = true;
      TrainingGuest guest = new TrainingGuest(System.in, System.out);
      Thread.ofPlatform().daemon().start(() -> unless(() -> guest.run(clone)));
      TrainingSide port = new TrainingSide(side);
      Thread.ofPlatform().daemon().start(() -> unless(() -> port.run(clone)));
    }
  }

  @FunctionalInterface
  private interface Talk {
    void run() throws IOException;
  }

  private static void unless(Talk talk) {
    try {
      talk.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void migrated() throws IOException {
    event("MIGRATION", "{\"status\": \"completed\"}");
  }

  private void answer(String line) throws IOException {
    say("{\"return\": {}, \"id\": " + found(ID, line) + "}");
  }

  private void event(String name, String data) throws IOException {
    say(
        "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 1}, \"event\": \"%s\", \"data\": %s}"
            .formatted(name, data));
  }

  private void say(String line) throws IOException {
    monitor.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String found(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }
}
