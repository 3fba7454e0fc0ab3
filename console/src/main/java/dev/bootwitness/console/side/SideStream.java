package dev.bootwitness.console.side;

import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.channel.SocketThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the side channel: output of the guest is read ahead by a few blocks and split at
 * marks.
 *
 * <p>A mark is {@code \n~bw<nonce> <words>~\n}. Nonces cannot be guessed, so the data between two
 * marks may be any bytes. One thread at a time.
 */
final class SideStream implements AutoCloseable {

  private static final int BLOCK = 64 * 1024;

  /** When these are full the reader waits, and the guest with it: virtio has flow control. */
  private static final int BLOCKS_AHEAD = 32;

  /** The most characters in the words of a mark: anything longer is not one of our marks. */
  private static final int MOST_WORDS = 200;

  private static final byte[] END_OF_MARK = {'~', '\n'};

  private static final byte[] END = new byte[0];

  private final ConsoleChannel channel;
  private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(BLOCKS_AHEAD);
  private final Thread reader;

  /**
   * An empty block in the queue is a nudge and not the end; if there are two, it does not matter
   * which is which.
   */
  private final AtomicBoolean nudged = new AtomicBoolean();

  /** Nothing more is put into the queue. */
  private volatile boolean over;

  private byte[] rest = END;
  private boolean ended;

  SideStream(ConsoleChannel channel) {
    this.channel = channel;
    this.reader = SocketThread.named("side-channel").start(this::read);
  }

  private void read() {
    byte[] buffer = new byte[BLOCK];
    try {
      for (int n = channel.read(buffer); n > 0; n = channel.read(buffer)) {
        blocks.put(Arrays.copyOf(buffer, n));
      }
    } catch (IOException gone) {
      // The machine ended: the end of the stream says so.
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      // Not put(), which fails when interrupted. If there is no room, no thread is waiting, and a
      // thread that has taken everything finds that the stream is over.
      over = true;
      boolean _ = blocks.offer(END);
    }
  }

  /** Sends a line of ASCII; it is short enough to find room in the socket. */
  void line(String text) throws SideException {
    write((text + "\n").getBytes(StandardCharsets.US_ASCII), text.length() + 1);
  }

  private void write(byte[] bytes, int length) throws SideException {
    try {
      channel.write(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    } catch (IOException e) {
      throw new SideException("the side channel was closed while it was written to", e);
    }
  }

  /**
   * Sends all of {@code bytes} from a thread of its own: a guest that stops reading would block the
   * caller beyond any deadline. When the source fails or ends early, the channel is closed, since
   * the guest expects more.
   */
  void pour(InputStream bytes, long length) {
    SocketThread.named("side-channel-pour")
        .start(() -> {
          byte[] buffer = new byte[BLOCK];
          try {
            for (long left = length; left > 0; ) {
              int n = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
              if (n < 0) {
                throw new SideException("the source ended " + left + " bytes early");
              }
              write(buffer, n);
              left -= n;
            }
          } catch (IOException e) {
            channel.close();
          }
        });
  }

  /**
   * Passes on what comes before the next mark of {@code nonce}.
   *
   * @return the mark's words; null when the deadline passed first
   * @throws SideException at the end of the stream
   */
  @Nullable String untilMark(String nonce, OutputStream before, Deadline deadline)
      throws IOException, InterruptedException {
    byte[] mark = ("\n~bw" + nonce + " ").getBytes(StandardCharsets.US_ASCII);
    while (true) {
      int at = indexOf(rest, mark, 0);
      int end = at < 0 ? -1 : indexOf(rest, END_OF_MARK, at + mark.length);
      if (end >= 0) {
        before.write(rest, 0, at);
        String words =
            new String(rest, at + mark.length, end - at - mark.length, StandardCharsets.US_ASCII);
        rest = Arrays.copyOfRange(rest, end + END_OF_MARK.length, rest.length);
        return words;
      }
      if (at >= 0 && rest.length - at > mark.length + MOST_WORDS) {
        throw new SideException("the guest sent a mark without an end on the side channel");
      }
      // The possible beginning of a mark stays.
      int sure = at >= 0 ? at : Math.max(0, rest.length - mark.length + 1);
      before.write(rest, 0, sure);
      byte[] block = next(deadline);
      if (block == null) {
        rest = Arrays.copyOfRange(rest, sure, rest.length);
        return null;
      }
      int kept = rest.length - sure;
      rest = Arrays.copyOfRange(rest, sure, rest.length + block.length);
      System.arraycopy(block, 0, rest, kept, block.length);
    }
  }

  /**
   * The same, for cases where a live guest answers in time.
   *
   * @throws SideException when it does not
   */
  String mark(String nonce, OutputStream before, Deadline deadline)
      throws IOException, InterruptedException {
    String words = untilMark(nonce, before, deadline);
    if (words == null) {
      throw new SideException(
          "the guest's end of the side channel did not answer within "
              + deadline.budget().toMillis() / 1000.0
              + " s");
    }
    return words;
  }

  /** Ends a wait in progress as if its deadline had passed. May be called from any thread. */
  void nudge() {
    if (nudged.compareAndSet(false, true) && !blocks.offer(new byte[0])) {
      nudged.set(false); // the guest writes endlessly: the caller nudges again
    }
  }

  /** Discards a nudge that came too late for its wait. */
  void calm() {
    if (nudged.compareAndSet(true, false)) {
      blocks.stream().filter(block -> block.length == 0).findFirst().ifPresent(blocks::remove);
    }
  }

  private byte @Nullable [] next(Deadline deadline) throws SideException, InterruptedException {
    byte[] block =
        ended || (over && blocks.isEmpty())
            ? END
            : blocks.poll(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    if (block != null && block.length == 0 && !ended && nudged.compareAndSet(true, false)) {
      return null;
    }
    if (block != null && block.length == 0) {
      ended = true;
      throw new SideException("the side channel ended");
    }
    return block;
  }

  private static int indexOf(byte[] text, byte[] sought, int from) {
    int last = text.length - sought.length;
    for (int i = from; i <= last; i++) {
      if (text[i] == sought[0]
          && Arrays.equals(text, i, i + sought.length, sought, 0, sought.length)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void close() {
    channel.close();
    reader.interrupt();
  }
}
