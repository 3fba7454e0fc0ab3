package dev.bootwitness.machine.qmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A conversation with a QEMU monitor.
 *
 * <p>A dedicated thread reads; the caller of {@link #execute} writes. Answers are matched to
 * commands by id, so any number of commands may be pending and events may come anywhere between.
 * When the connection ends, every pending command fails with its own name. Thread-safe.
 */
public final class QmpClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ByteChannel channel;
  private final Consumer<QmpEvent> events;
  private final CompletableFuture<QmpGreeting> greeting = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Guards the three fields below and the order of bytes on the channel. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Long, Pending<?>> pending = new LinkedHashMap<>();
  private long lastId;
  private boolean over;

  private QmpClient(ByteChannel channel, Consumer<QmpEvent> events) {
    this.channel = channel;
    this.events = events;
  }

  /**
   * Starts to read; from now on the channel belongs to the client.
   *
   * @param events hears each event, by the reader thread; must neither block nor wait for a command
   */
  public static QmpClient on(ByteChannel channel, Consumer<QmpEvent> events) {
    QmpClient client = new QmpClient(channel, events);
    // A platform thread, as in ListeningSocket.
    Thread.ofPlatform().daemon().name("qmp reader").start(client::read);
    return client;
  }

  /** Completes with QEMU's greeting, which comes first on every connection. */
  public CompletableFuture<QmpGreeting> greeting() {
    return greeting.copy();
  }

  /** Completes when the connection has ended and the last event has been heard. */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /**
   * Sends a command. The future fails with a {@link QmpException}: refused, or the connection
   * ended.
   */
  public <R> CompletableFuture<R> execute(QmpCommand<R> command) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (over) {
        answer.completeExceptionally(new QmpException.ConnectionLost(command.name(), null));
        return answer;
      }
      long id = ++lastId;
      pending.put(id, new Pending<>(command, answer));
      write(message(id, command));
    } catch (IOException e) {
      pending.remove(lastId);
      answer.completeExceptionally(new QmpException.ConnectionLost(command.name(), e));
    } finally {
      lock.unlock();
    }
    return answer;
  }

  private static byte[] message(long id, QmpCommand<?> command) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("execute", command.name());
    if (!command.arguments().isEmpty()) {
      message.put("arguments", command.arguments());
    }
    message.put("id", id);
    return (JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void write(byte[] message) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(message);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void read() {
    @Nullable Throwable cause = null;
    try {
      JsonLineReader lines = new JsonLineReader(channel);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        dispatch(JSON.readTree(line));
      }
    } catch (IOException | RuntimeException e) {
      // Also what a listener throws: a client that no longer hears events must not appear healthy.
      cause = e;
    }
    end(cause);
  }

  private void dispatch(JsonNode message) {
    if (message.has("event")) {
      events.accept(QmpEvent.of(message.path("event").asString(""), message.path("data")));
    } else if (message.has("QMP")) {
      greeting.complete(QmpGreeting.of(message.path("QMP")));
    } else if (message.path("id").isIntegralNumber()) {
      answer(message.path("id").asLong(), message);
    }
  }

  private void answer(long id, JsonNode message) {
    @Nullable Pending<?> command;
    lock.lock();
    try {
      command = pending.remove(id);
    } finally {
      lock.unlock();
    }
    if (command != null) {
      command.complete(message);
    }
  }

  private void end(@Nullable Throwable cause) {
    Map<Long, Pending<?>> left;
    lock.lock();
    try {
      over = true;
      left = new LinkedHashMap<>(pending);
      pending.clear();
    } finally {
      lock.unlock();
    }
    greeting.completeExceptionally(new QmpException.ConnectionLost("the greeting", cause));
    left.values().forEach(command -> command.lost(cause));
    ended.complete(null);
  }

  /** Ends the connection; QEMU itself continues. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private record Pending<R>(QmpCommand<R> command, CompletableFuture<R> answer) {

    void complete(JsonNode message) {
      if (message.has("error")) {
        JsonNode error = message.path("error");
        answer.completeExceptionally(
            new QmpException.Refused(
                command.name(), error.path("class").asString(""), error.path("desc").asString("")));
        return;
      }
      try {
        answer.complete(command.answer().apply(message.path("return")));
      } catch (JacksonException e) {
        answer.completeExceptionally(e);
      }
    }

    void lost(@Nullable Throwable cause) {
      answer.completeExceptionally(new QmpException.ConnectionLost(command.name(), cause));
    }
  }
}
