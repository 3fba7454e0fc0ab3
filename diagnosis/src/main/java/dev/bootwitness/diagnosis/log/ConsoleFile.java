package dev.bootwitness.diagnosis.log;

import dev.bootwitness.console.terminal.LineLog;
import dev.bootwitness.console.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a console as lines.
 *
 * <p>Blocks are read ahead and scanned by threads of their own; the listener is called by the
 * caller's thread only, in the order of the file. Lines without anything a terminal would act on
 * are taken unchanged; all others go through the terminal. Memory: a few blocks of 1 MiB.
 */
final class ConsoleFile {
  /**
   * The size that programs which do not ask assume for serial consoles (80x24, as agetty sets it).
   */
  private static final int COLUMNS = 80;

  private static final int ROWS = 24;

  /** How much of the end is always reported: the end of a log shows what it lacks. */
  private static final int TAIL = 1 << 16;

  private final InputStream in;
  private final LogListener listener;
  private final LinePrefix prefix;
  private final List<LogLine> told = new ArrayList<>();
  private final Terminal terminal;
  private byte[] rest = new byte[0];

  /** Buffers of processed blocks, for reuse: a long log leaves no garbage behind. */
  private final Deque<byte[]> free = new ArrayDeque<>();

  private long read;
  private boolean exhausted;

  /** Line feeds before the present block. */
  private long linesBefore;

  /** The line fed to the terminal, and the mapping from the terminal's offsets to the file's. */
  private long number = 1;

  private long base;

  /** The number of lines still to report unconditionally. */
  private int wanted;

  /** Whether the terminal holds the beginning of the next line. */
  private boolean open;

  /** The time of the present line and of the first, if they begin with one. */
  private @Nullable Double time;

  private @Nullable Double began;

  /** The machine whose console the present line is from. */
  private String machine = "";

  /** Whether the last reported text did not end its line. */
  private boolean within;

  private ConsoleFile(InputStream in, LogListener listener, LinePrefix prefix, int wanted) {
    this.in = in;
    this.listener = listener;
    this.prefix = prefix;
    this.wanted = wanted;
    this.terminal = new Terminal(COLUMNS, ROWS, sink(), reply -> {});
  }

  private LineLog.Sink sink() {
    return (offset, text) ->
        told.add(new LogLine(number, offset + base, text, true, time, null, machine));
  }

  /**
   * Reads to the end.
   *
   * @param prefix the text before each line that is not the console's
   * @param wanted the number of lines at the beginning that are always reported
   */
  static void read(InputStream in, LogListener listener, LinePrefix prefix, int wanted)
      throws IOException {
    new ConsoleFile(in, listener, prefix, wanted).run();
  }

  private void run() throws IOException {
    Block first = next();
    if (first == null) {
      return;
    }
    if (exhausted) {
      consume(first);
    } else {
      readAhead(first);
    }
    tellOpenLine();
  }

  private void readAhead(Block first) throws IOException {
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
    try (ExecutorService scanners =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("log-scan-", 0).factory())) {
      Deque<Future<Block>> ahead = new ArrayDeque<>();
      Block block = first;
      while (block != null || !ahead.isEmpty()) {
        while (block != null && ahead.size() <= threads) {
          ahead.add(submit(scanners, block));
          block = next();
        }
        Block scanned = get(ahead.removeFirst());
        consume(scanned);
        free.add(scanned.data);
      }
    }
  }

  private Future<Block> submit(ExecutorService scanners, Block block) {
    LineFilter filter = listener.filter();
    return scanners.submit(() -> filter == null ? block : block.scan(filter, prefix));
  }

  private static Block get(Future<Block> block) throws IOException {
    try {
      return block.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * The next block: whole lines, or a part of a line that is longer than a block; null: no more.
   */
  private @Nullable Block next() throws IOException {
    byte[] data = free.isEmpty() ? new byte[Block.SIZE] : free.removeFirst();
    System.arraycopy(rest, 0, data, 0, rest.length);
    int length = rest.length;
    int n = exhausted ? 0 : in.readNBytes(data, length, data.length - length);
    length += n;
    exhausted = length < data.length;
    int end = exhausted ? length : lastLineEnd(data, length);
    rest = Arrays.copyOfRange(data, end, length);
    Block block = new Block(data, end, read);
    block.last = exhausted;
    read += end;
    return end == 0 ? null : block;
  }

  private static int lastLineEnd(byte[] data, int length) {
    for (int i = length - 1; i >= 0; i--) {
      if (data[i] == '\n') {
        return i + 1;
      }
    }
    return length;
  }

  private void consume(Block block) {
    int at = 0;
    int feeds = 0;
    int span = 0;
    int tail = block.last ? lineEnd(block, Math.max(0, block.length - TAIL)) : block.length;
    while (at < block.length) {
      LineFilter filter = listener.filter();
      if (wanted > 0 || open || filter == null || at >= tail) {
        int end = lineEnd(block, at);
        tell(block, at, end, linesBefore + feeds + 1, block.hasStyle(at, end));
        feeds += endsLine(block, end) ? 1 : 0;
        at = end;
        continue;
      }
      if (!filter.equals(block.filter)) {
        block.scan(filter, prefix);
        span = 0;
      }
      while (span < block.spans && block.starts[span] < at) {
        span++;
      }
      if (span == block.spans && !block.last) {
        break;
      }
      if (span == block.spans || block.starts[span] >= tail) {
        feeds = lineFeeds(block, tail);
        at = tail;
        continue;
      }
      feeds = block.numbers[span];
      at = block.ends[span];
      tell(block, block.starts[span], at, linesBefore + feeds + 1, block.styled[span]);
      feeds += endsLine(block, at) ? 1 : 0;
    }
    if (block.filter == null) {
      linesBefore += feeds;
    } else {
      linesBefore += block.lines;
    }
  }

  private static int lineFeeds(Block block, int to) {
    int feeds = 0;
    for (int i = 0; i < to; i++) {
      feeds += block.data[i] == '\n' ? 1 : 0;
    }
    return feeds;
  }

  private static boolean endsLine(Block block, int end) {
    return block.data[end - 1] == '\n';
  }

  private static int lineEnd(Block block, int from) {
    for (int i = from; i < block.length; i++) {
      if (block.data[i] == '\n') {
        return i + 1;
      }
    }
    return block.length;
  }

  private void tell(Block block, int start, int to, long line, boolean styled) {
    wanted = Math.max(0, wanted - 1);
    boolean ended = endsLine(block, to);
    int from = within ? start : start + prefix.length(block.data, start, to);
    if (!within) {
      time = time(block.data, start, to);
      machine = prefix.machine(block.data, start, to);
    }
    within = !ended;
    if (open || styled || !ended || to - from > LineLog.MAX_COLUMNS) {
      if (!open) {
        number = line;
      }
      base = block.offset + from - terminal.consumed();
      byte[] bytes = withoutTimes(block.data, from, to);
      terminal.feed(bytes, 0, bytes.length);
      open = !ended || terminal.pending();
    } else {
      told.add(
          new LogLine(
              line, block.offset + from, plain(block.data, from, to), true, time, null, machine));
    }
    for (LogLine complete : told) {
      wanted = Math.max(wanted, listener.line(complete));
    }
    told.clear();
  }

  /**
   * A line for the terminal. A capturing program that takes a carriage return for a line end writes
   * a time after it, too; zeros, which a terminal ignores, replace that time, so that all offsets
   * stay valid.
   */
  private byte[] withoutTimes(byte[] data, int from, int to) {
    byte[] bytes = Arrays.copyOfRange(data, from, to);
    if (prefix.timed()) {
      for (int i = 0; i + 1 < bytes.length; i++) {
        if (bytes[i] == '\r' && bytes[i + 1] >= ' ') {
          int time = prefix.timeLength(bytes, i + 1, bytes.length);
          Arrays.fill(bytes, i + 1, i + 1 + time, (byte) 0);
        }
      }
    }
    return bytes;
  }

  /**
   * When the line was captured, in seconds since the first reported line; null: no time was
   * written.
   */
  private @Nullable Double time(byte[] data, int from, int to) {
    Double seconds = prefix.seconds(data, from, to);
    if (seconds == null) {
      return null;
    }
    if (began == null) {
      began = seconds;
    }
    double since = seconds - began;
    return since < 0 ? since + 86_400 : since;
  }

  /** A line that needs no terminal, as a terminal would show it. */
  private static String plain(byte[] data, int from, int to) {
    int end = to;
    while (end > from && (data[end - 1] == '\n' || data[end - 1] == '\r' || data[end - 1] == ' ')) {
      end--;
    }
    String text = new String(data, from, end - from, StandardCharsets.UTF_8);
    return text.indexOf('\t') < 0 ? text : untabbed(text);
  }

  private static String untabbed(String text) {
    var line = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (c == '\t') {
            line.repeat(' ', 8 - line.length() % 8);
          } else {
            line.appendCodePoint(c);
          }
        });
    return line.toString().stripTrailing();
  }

  private void tellOpenLine() {
    String text = terminal.lines().current();
    if (!text.isEmpty()) {
      var _ =
          listener.line(
              new LogLine(
                  number,
                  terminal.lines().currentOffset() + base,
                  text,
                  false,
                  time,
                  null,
                  machine));
    }
  }
}
