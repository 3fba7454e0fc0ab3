package dev.bootwitness.serve.page;

import dev.bootwitness.serve.http.Answer;
import dev.bootwitness.serve.http.EventWriter;
import dev.bootwitness.serve.http.Policy;
import dev.bootwitness.serve.live.CastFollower;
import dev.bootwitness.serve.live.LiveRuns.Change;
import dev.bootwitness.serve.live.LiveState;
import dev.bootwitness.serve.live.Subscription;
import dev.bootwitness.serve.store.GrowingTail;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Server-sent events: of all runs that go on, and of one with its console. */
final class EventStreams {

  /** A page that is not in sight closes its stream, so this is enough for many people. */
  private static final int MOST_AT_ONCE = 64;

  /** After so long without an event, a sign shows whether the reader is still there. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** A console is shown so soon after the guest has printed. */
  private static final Duration PROMPT = Duration.ofMillis(150);

  /** What a page that joins gets of the console so far: more than the terminal's screen. */
  private static final long PAST_BYTES = 512 << 10;

  private final ServedProject project;
  private final Semaphore readers = new Semaphore(MOST_AT_ONCE);

  EventStreams(ServedProject project) {
    this.project = project;
  }

  private interface Stream {
    void to(EventWriter events) throws IOException, InterruptedException;
  }

  private Answer answer(Stream stream) {
    return new Answer(
        Answer.OK, Answer.EVENTS, Policy.FILE, Map.of(), -1, out -> write(stream, out));
  }

  private void write(Stream stream, OutputStream out) throws IOException {
    if (!readers.tryAcquire()) {
      new EventWriter(out).event("busy", "{}");
      return;
    }
    try {
      stream.to(new EventWriter(out));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server ends
    } finally {
      readers.release();
    }
  }

  Answer all() {
    return answer(events -> {
      try (Subscription changes = project.live().subscribe()) {
        events.event("all", ids());
        while (!changes.isLost()) {
          Optional<Change> change = changes.next(QUIET);
          if (change.isPresent()) {
            send(events, change.get());
          } else {
            events.sign();
          }
        }
      }
    });
  }

  /** The runs that a page may keep: it may have missed the end of others. */
  private String ids() {
    return project.live().now().stream()
        .map(state -> "\"" + state.id() + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void send(EventWriter events, Change change) throws IOException {
    switch (change) {
      case Change.Began(LiveState state) -> events.event("began", json(state));
      case Change.Moved(LiveState state) -> events.event("moved", json(state));
      case Change.Ended(LiveState state) -> events.event("ended", LiveView.json(state));
    }
  }

  private String json(LiveState state) {
    return LiveView.of(state, project.clock().instant()).json();
  }

  Answer ofRun(String id) throws IOException {
    if (project.folders().find(id).isEmpty()) {
      throw new NoSuchFileException(id);
    }
    return answer(events -> {
      GrowingTail tail = new GrowingTail(project.folders(), id, ConsolePages.CAST, PAST_BYTES);
      CastFollower cast = new CastFollower();
      ConsoleFeed lines = new ConsoleFeed(project.folders(), id);
      try (Subscription changes = project.live().subscribe()) {
        // Before the first text: a run that ends after this is reported by a change.
        boolean over = !project.live().follows(id);
        events.event(
            "terminal",
            LiveView.terminal(ConsolePages.COLUMNS, ConsolePages.ROWS, text(tail, cast)));
        events.event("text", ConsoleFeed.json(lines.added()));
        long quiet = 0;
        while (!over && !changes.isLost()) {
          Optional<Change> change = changes.next(PROMPT).filter(one -> one.state().id().equals(id));
          StringBuilder printed = text(tail, cast);
          if (!printed.isEmpty()) {
            events.event("out", "\"" + printed + "\"");
          }
          List<String> more = lines.added();
          if (!more.isEmpty()) {
            events.event("lines", ConsoleFeed.json(more));
          }
          if (change.isPresent()) {
            send(events, change.get());
            over = change.get() instanceof Change.Ended;
          }
          quiet = printed.isEmpty() && more.isEmpty() && change.isEmpty() ? quiet + 1 : 0;
          if (quiet * PROMPT.toMillis() >= QUIET.toMillis()) {
            events.sign();
            quiet = 0;
          }
        }
        if (over) {
          List<String> rest = lines.rest();
          if (!rest.isEmpty()) {
            events.event("lines", ConsoleFeed.json(rest));
          }
          events.event("over", "{}");
        }
      }
    });
  }

  private static StringBuilder text(GrowingTail tail, CastFollower cast) throws IOException {
    StringBuilder text = new StringBuilder();
    cast.read(tail.added(), output -> text.append(output.json()));
    return text;
  }
}
