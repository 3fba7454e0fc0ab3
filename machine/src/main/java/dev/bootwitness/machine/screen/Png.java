package dev.bootwitness.machine.screen;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes PNG (RFC 2083), 8-bit RGB, each row filtered against the one above, which suits text.
 *
 * <p>Not QEMU's own {@code format=png}: the pixels are needed here anyway, to compare and to read
 * them, and ImageIO would load the whole of AWT for it.
 */
final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int RGB = 2;
  private static final int UP = 2;

  private Png() {}

  static byte[] encode(Picture picture) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(file)) {
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(picture));
      chunk(out, "IDAT", pixels(picture));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return file.toByteArray();
  }

  private static byte[] header(Picture picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(picture.width());
      out.writeInt(picture.height());
      out.write(new byte[] {8, RGB, 0, 0, 0});
    }
    return bytes.toByteArray();
  }

  private static byte[] pixels(Picture picture) throws IOException {
    byte[] rgb = picture.rgb();
    int row = picture.width() * 3;
    byte[] filtered = new byte[row + 1];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, 1 << 16)) {
      for (int y = 0; y < picture.height(); y++) {
        filtered[0] = UP;
        for (int i = 0; i < row; i++) {
          int above = y == 0 ? 0 : rgb[(y - 1) * row + i];
          filtered[i + 1] = (byte) (rgb[y * row + i] - above);
        }
        out.write(filtered);
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
