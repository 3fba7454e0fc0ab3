package dev.bootwitness.record;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/** A growing file of a record, for code outside it; its writes take the record's lock. */
final class GrowingFile extends OutputStream {
  private final AppendFile file;
  private final ReentrantLock lock;

  GrowingFile(AppendFile file, ReentrantLock lock) {
    this.file = file;
    this.lock = lock;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      file.append(Arrays.copyOfRange(bytes, offset, offset + length));
    } finally {
      lock.unlock();
    }
  }
}
