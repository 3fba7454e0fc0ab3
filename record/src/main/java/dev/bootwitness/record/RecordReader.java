package dev.bootwitness.record;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a record in order, whether its run ended, was killed or is still going on.
 *
 * <p>It reads only complete lines and remembers where it stopped: reading again gives what was
 * added since, and the torn last line of a killed run is never mistaken for an event. A type that
 * only a newer version knows is skipped and counted, as is a damaged line; unknown fields are
 * ignored. It holds one line in memory at a time. Not thread-safe.
 */
public final class RecordReader {
  /**
   * An event's texts are bounded far below this; anything longer is not an event and is not kept.
   */
  private static final int LONGEST_LINE = 16 << 20;

  private static final int LONGEST_FIRST = 1 << 20;
  private static final int PIECE = 1 << 16;
  private static final int LONGEST_VERDICT = 64 << 20;

  private final Path file;
  private long position;

  private long events;
  private long lastSeq;
  private long seen;
  private double lastSeconds;
  private @Nullable Double gapFrom;
  private double gapUntil;
  private boolean ended;
  private long malformed;
  private long torn;
  private RecordOrigin origin = RecordOrigin.UNKNOWN;
  private final Map<String, Long> unknown = new TreeMap<>();

  /** Creates a reader positioned at the beginning of a record. */
  public RecordReader(RunDirectory directory) {
    this.file = directory.events();
  }

  /**
   * Hands over every event since the last call.
   *
   * @return what was missing so far
   * @throws IOException when the file cannot be read; a file that does not exist has no events
   */
  public RecordGaps read(Consumer<StampedEvent> sink) throws IOException {
    try (InputStream in = opened(file)) {
      in.skipNBytes(position);
      ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);
      byte[] piece = new byte[PIECE];
      long length = 0;
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        int start = 0;
        for (int i = 0; i < n; i++) {
          if (piece[i] != '\n') {
            continue;
          }
          length += i + 1 - start;
          keep(line, piece, start, i);
          lineEnds(line, length, sink);
          start = i + 1;
          length = 0;
        }
        length += n - start;
        keep(line, piece, start, n);
      }
      torn = length;
    } catch (NoSuchFileException e) {
      torn = 0;
    }
    return gaps();
  }

  private static void keep(ByteArrayOutputStream line, byte[] piece, int from, int to) {
    // The beginning of an overlong line is kept until the line ends.
    if (line.size() <= LONGEST_LINE) {
      line.write(piece, from, to - from);
    }
  }

  private void lineEnds(ByteArrayOutputStream line, long length, Consumer<StampedEvent> sink) {
    position += length;
    if (length > LONGEST_LINE) {
      malformed++;
    } else if (length > 1) {
      accept(line.toByteArray(), sink);
    }
    line.reset();
  }

  /**
   * All events of a record.
   *
   * @throws IOException when the file cannot be read
   */
  public static List<StampedEvent> all(RunDirectory directory) throws IOException {
    List<StampedEvent> all = new ArrayList<>();
    new RecordReader(directory).read(all::add);
    return all;
  }

  /**
   * The verdict of a run, empty when it has none (yet).
   *
   * @throws IOException when the file cannot be read or holds something else
   */
  public static Optional<Verdict> verdict(RunDirectory directory) throws IOException {
    try (InputStream in = opened(directory.verdict())) {
      return Optional.of(RecordJson.parseVerdict(in.readNBytes(LONGEST_VERDICT)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (RecordJson.MalformedLineException e) {
      throw new IOException(directory.verdict() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Which version wrote a record, according to its first line alone.
   *
   * @throws IOException when the file cannot be read
   */
  public static RecordOrigin origin(RunDirectory directory) throws IOException {
    try (InputStream in = new BufferedInputStream(opened(directory.events()))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0 && b != '\n' && line.size() < LONGEST_FIRST; b = in.read()) {
        line.write(b);
      }
      return RecordJson.origin(line.toByteArray());
    } catch (NoSuchFileException e) {
      return RecordOrigin.UNKNOWN;
    }
  }

  /** A record may come from anywhere: a pipe or a device in a file's place would never end. */
  private static InputStream opened(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "not a file");
    }
    return Files.newInputStream(file);
  }

  private void accept(byte[] bytes, Consumer<StampedEvent> sink) {
    if (seen + malformed == 0) {
      origin = RecordJson.origin(bytes);
    }
    RecordJson.Line line;
    try {
      line = RecordJson.parse(bytes, 0, bytes.length);
    } catch (RecordJson.MalformedLineException e) {
      malformed++;
      return;
    }
    seen++;
    boolean gap = line.seq() > lastSeq + 1;
    if (gap && gapFrom == null) {
      gapFrom = lastSeconds;
    }
    lastSeq = line.seq();
    StampedEvent event = line.event();
    if (event == null) {
      unknown.merge(line.type(), 1L, Long::sum);
      return;
    }
    events++;
    lastSeconds = event.seconds();
    if (gap) {
      gapUntil = lastSeconds;
    }
    ended = event.event() instanceof Event.RunEnded;
    sink.accept(event);
  }

  private RecordGaps gaps() {
    // Numbers begin at 1; a damaged line has already been counted.
    long lost = Math.max(0, lastSeq - seen - malformed);
    Optional<RecordGaps.Span> when =
        Optional.ofNullable(gapFrom).map(from -> new RecordGaps.Span(from, gapUntil));
    return new RecordGaps(events, lastSeconds, ended, lost, when, malformed, unknown, torn, origin);
  }
}
