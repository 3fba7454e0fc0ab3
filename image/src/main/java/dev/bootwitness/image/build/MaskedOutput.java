package dev.bootwitness.image.build;

import dev.bootwitness.record.SecretMask;
import dev.bootwitness.record.StreamMask;
import java.io.IOException;
import java.io.OutputStream;

/** A log without the run's secrets: a build inherits the environment that contains them. */
final class MaskedOutput extends OutputStream {
  private final OutputStream log;
  private final StreamMask mask;

  MaskedOutput(OutputStream log, SecretMask secrets) {
    this.log = log;
    this.mask = secrets.stream();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    log.write(mask.mask(bytes, offset, length));
  }

  @Override
  public void close() throws IOException {
    try (log) {
      log.write(mask.end());
    }
  }
}
