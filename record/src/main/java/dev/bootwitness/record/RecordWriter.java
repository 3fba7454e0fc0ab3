package dev.bootwitness.record;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;

/**
 * Writes the record of a run while the run happens.
 *
 * <p>When a method returns, the data passed to it is in its file: nothing waits in this process for
 * a flush, so a {@code kill -9} loses nothing (except a tail of received bytes that may be the
 * beginning of a secret, see {@link SecretMask}). Data is not forced to the disk before the end: a
 * host that loses power may lose the last seconds.
 *
 * <p>Thread-safe. Only {@link #awaitDelivery} and {@link #close} wait for another thread's
 * listener. Once the record is open, no method throws because of a full disk, a removed directory
 * or a failing listener: such failures are kept in {@link #failures} and the run continues.
 */
public final class RecordWriter implements AutoCloseable {
  private static final long LOOK_NANOS = 250_000_000L;

  private final RunDirectory directory;
  private final SecretMask mask;
  private final LongSupplier nanoTime;
  private final InstantSource wallClock;
  private final long start;

  private final ReentrantLock lock = new ReentrantLock();
  private final RecordFiles files;
  private final AppendFile events;
  private final SerialFiles serial;
  private final PortFiles ports;
  private final EventEncoder encoder;
  private final EvidenceStore evidence;
  private final Reserve reserve;
  private long seq;
  private long nextLook;
  private boolean closed;

  private final Losses losses = new Losses();
  private final Delivery delivery =
      new Delivery((listener, e) -> failed("listener " + listener.getClass().getName(), e));

  private RecordWriter(
      RunDirectory directory, SecretMask mask, LongSupplier nanoTime, InstantSource wallClock)
      throws IOException {
    this.directory = directory;
    this.mask = mask;
    this.nanoTime = nanoTime;
    this.wallClock = wallClock;
    this.start = nanoTime.getAsLong();
    this.encoder = new EventEncoder(mask);
    this.files = new RecordFiles(directory);
    this.ports = new PortFiles(directory, files, mask);
    this.evidence = new EvidenceStore(this, mask);
    this.reserve = new Reserve(directory.path());
    try {
      this.events = files.open(directory.events(), AppendFile.WhenLost.CONTINUE);
      this.serial = new SerialFiles(directory, files, mask);
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  /** Does beforehand what the first events need; meant for an idle thread. */
  public static void prepare() {
    EventEncoder.rehearse();
  }

  /**
   * Opens the record of a new run; its time begins now.
   *
   * @throws IOException when a file cannot be made
   */
  public static RecordWriter open(RunDirectory directory, SecretMask mask) throws IOException {
    return open(directory, mask, System::nanoTime, InstantSource.system());
  }

  /**
   * Opens the record of a new run.
   *
   * @param nanoTime monotonic time in nanoseconds; its present value is the run's zero
   * @param wallClock for the UTC stamps
   * @throws IOException when a file cannot be made
   */
  public static RecordWriter open(
      RunDirectory directory, SecretMask mask, LongSupplier nanoTime, InstantSource wallClock)
      throws IOException {
    return new RecordWriter(directory, mask, nanoTime, wallClock);
  }

  /** Where the record lies. */
  public RunDirectory directory() {
    return directory;
  }

  /** The run's captured files. */
  public EvidenceStore evidence() {
    return evidence;
  }

  /** Adds a listener for all events from now on. */
  public void listen(RecordListener listener) {
    delivery.add(listener);
  }

  /**
   * Writes an event, then notifies the listeners.
   *
   * <p>They have heard it when this returns, unless another thread is delivering an earlier event
   * or a listener made this call: then they hear it soon. Secrets that must not appear anywhere are
   * blanked; for typed text use {@link #sent}.
   *
   * @return the event as recorded
   */
  public StampedEvent append(Event event) {
    StampedEvent written = write(event);
    delivery.deliver();
    return written;
  }

  /**
   * Writes that this text was typed into the console, with all secrets blanked.
   *
   * @param typed as it was sent, including control characters
   */
  public StampedEvent sent(String typed) {
    return append(new Event.ConsoleSent(TypedText.escaped(mask.typed(typed))));
  }

  /** Keeps bytes received from the serial console. */
  public void received(byte[] bytes, int offset, int length) {
    onSerial("serial.raw", () -> serial.received(bytes, offset, length));
  }

  /**
   * Keeps bytes received from another serial port, in {@code serial<port>.raw}.
   *
   * @param port from 1; the console is port 0
   */
  public void received(int port, byte[] bytes, int offset, int length) {
    onSerial("serial" + port + ".raw", () -> ports.received(port, bytes, offset, length));
  }

  /**
   * Keeps a completed line of the console, as a terminal would show it.
   *
   * @return its number in {@code serial.txt}, from 1
   */
  public long serialText(String line) {
    lock.lock();
    try {
      long number = serial.nextLine();
      onSerial("serial.txt", () -> serial.line(line));
      return number;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sets the console's last, unfinished line; it is written at the end of the run if no completed
   * line replaces it.
   */
  public void unfinishedText(String line) {
    onSerial("serial.txt", () -> serial.unfinished(line));
  }

  /**
   * Writes {@code verdict.json} atomically: readers see either all of it or what was there before.
   */
  public void verdict(Verdict verdict) {
    lock.lock();
    try {
      Path aside = directory.path().resolve(".verdict.json.new");
      try {
        // A FileOutputStream, since an interrupt of this thread must not lose the verdict.
        try (FileOutputStream out = new FileOutputStream(aside.toFile())) {
          out.write(encoder.encode(verdict));
          // Otherwise a crash of the host can leave the new name with an empty file: rename(2)
          // orders names, not data.
          out.getFD().sync();
        }
        Files.move(aside, directory.verdict(), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException | JacksonException e) {
      failed("verdict.json", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A new file of the record that somebody else fills and that only grows. Data written to it is in
   * the file when {@code write} returns; if there is no room, the data waits and {@code write}
   * throws.
   *
   * @throws IOException when it cannot be made
   */
  public OutputStream growing(Path file) throws IOException {
    lock.lock();
    try {
      if (Files.isRegularFile(file)) {
        Files.delete(file);
      }
      return new GrowingFile(files.open(file, AppendFile.WhenLost.STOP), lock);
    } finally {
      lock.unlock();
    }
  }

  /** What could not be kept, in the order it began; none while the record is complete. */
  public List<RecordFailure> failures() {
    lock.lock();
    try {
      lookForFolder();
      return losses.of(files);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The first failure that makes the run not worth continuing: the disk is full, a file of events
   * or of the console could not be written, or somebody removed the record. Empty while there is
   * none.
   */
  public Optional<RecordFailure> loss() {
    return losses.first();
  }

  /**
   * Releases the room that was reserved for the end of the run, first to data waiting to be
   * written. To be called when the run only remains to be judged.
   */
  public void freeReserve() {
    lock.lock();
    try {
      reserve.close();
      files.catchUp();
      lookForFolder();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the listeners have heard everything appended before the call; inside a listener it
   * returns at once. Call this before judging by what a listener gathered.
   */
  public void awaitDelivery() {
    delivery.await();
  }

  /**
   * Waits for the listeners, then closes the files. Anything appended later is not kept and counts
   * as a failure.
   */
  @Override
  public void close() {
    delivery.await();
    lock.lock();
    try {
      if (closed) {
        return;
      }
      lookForFolder();
      closed = true;
      try (files;
          ports;
          reserve;
          serial) {
        // Closed in reverse order: what the console held back is written first.
      }
    } catch (IOException e) {
      failed("the record", e);
    } finally {
      lock.unlock();
    }
  }

  /** Only now and then, since each look costs some system calls. */
  private void lookNowAndThen() {
    long now = elapsedNanos();
    if (now >= nextLook) {
      nextLook = now + LOOK_NANOS;
      lookForFolder();
    }
  }

  /** Linux keeps writing to a file that no longer has a name, without reporting anything. */
  private void lookForFolder() {
    List<String> removed = files.removed();
    if (removed.isEmpty() || closed) {
      return;
    }
    String what =
        files.hasFolder()
            ? String.join(", ", removed) + " of the record"
            : "the folder of the record";
    String after;
    try {
      files.putBack();
      after = "what came from the console and all events were written anew";
    } catch (IOException e) {
      after = "it cannot be made anew: " + FileTrouble.of(e);
    }
    List<String> gone = evidence.gone();
    if (!gone.isEmpty()) {
      after += "; gone are " + String.join(", ", gone);
    }
    losses.removed(what, after, elapsedNanos());
  }

  private StampedEvent write(Event event) {
    lock.lock();
    try {
      StampedEvent stamped =
          new StampedEvent(
              ++seq, elapsedNanos(), wallClock.instant().truncatedTo(ChronoUnit.MILLIS), event);
      if (closed) {
        late("events.jsonl", "an event");
        return stamped;
      }
      byte[] line = encoder.encode(stamped);
      try {
        lookNowAndThen();
        events.append(line);
      } catch (IOException e) {
        failed("events.jsonl", e);
      }
      // Under the lock, after the write: listeners hear in the order of the file.
      StampedEvent written = encoder.asWritten(stamped, line);
      delivery.enqueue(written);
      return written;
    } finally {
      lock.unlock();
    }
  }

  private void late(String file, String what) {
    files.lose(file);
    failed(file, new IOException(what + " came after the end of the record"));
  }

  private void onSerial(String file, SerialAction action) {
    lock.lock();
    try {
      if (closed) {
        late(file, "bytes");
      } else {
        action.run();
      }
    } catch (IOException e) {
      failed(file, e);
    } finally {
      lock.unlock();
    }
  }

  @FunctionalInterface
  private interface SerialAction {
    void run() throws IOException;
  }

  void failed(String subject, Exception e) {
    losses.failed(subject, e, elapsedNanos(), !closed && files.has(subject));
  }

  /** Nanoseconds since the run began: the stamp that an event appended now would get. */
  public long elapsedNanos() {
    return nanoTime.getAsLong() - start;
  }
}
