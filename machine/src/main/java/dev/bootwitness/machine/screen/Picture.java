package dev.bootwitness.machine.screen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The pixels of a screen, row by row from the top left, three bytes (red, green, blue) each.
 *
 * <p>Made from what QEMU's screendump writes. A guest chooses the size of its screen, so it is
 * bounded here. Immutable, as long as the array is not changed.
 */
public final class Picture {

  /** QEMU's VGA offers less than 4096 by 4096; more means that this is not a screendump. */
  private static final int MOST_PIXELS = 4096 * 4096;

  /** No cursor of a text screen is larger: a character cell of the largest console font. */
  private static final int CURSOR_WIDTH = 16;

  private static final int CURSOR_HEIGHT = 32;

  private final int width;
  private final int height;
  private final byte[] rgb;

  Picture(int width, int height, byte[] rgb) {
    if (width < 1 || height < 1 || (long) width * height * 3 != rgb.length) {
      throw new IllegalArgumentException(width + "x" + height + " with " + rgb.length + " bytes");
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /**
   * Reads a binary PPM, the format of a screendump (netpbm's ppm(5)).
   *
   * @throws IOException when it is not one, or is truncated
   */
  public static Picture ofPpm(byte[] file) throws IOException {
    int[] header = new int[3];
    int at = 2;
    if (file.length < 2 || file[0] != 'P' || file[1] != '6') {
      throw notPpm("it does not begin with P6", file);
    }
    for (int i = 0; i < header.length; i++) {
      while (at < file.length && Character.isWhitespace(file[at])) {
        at++;
      }
      int digits = 0;
      while (at < file.length && file[at] >= '0' && file[at] <= '9' && digits++ < 6) {
        header[i] = header[i] * 10 + file[at++] - '0';
      }
    }
    int pixels = at + 1;
    long wanted = (long) header[0] * header[1];
    if (header[2] != 255 || wanted < 1 || wanted > MOST_PIXELS) {
      throw notPpm("size or depth " + Arrays.toString(header), file);
    } else if (file.length - pixels < wanted * 3) {
      throw notPpm("it is cut short", file);
    }
    byte[] rgb = Arrays.copyOfRange(file, pixels, pixels + (int) wanted * 3);
    return new Picture(header[0], header[1], rgb);
  }

  private static IOException notPpm(String why, byte[] file) {
    String head = new String(file, 0, Math.min(file.length, 16), StandardCharsets.ISO_8859_1);
    return new IOException(
        "QEMU's screendump is not a picture: "
            + why
            + "; "
            + file.length
            + " bytes, beginning with \""
            + head.replaceAll("[^ -~]", "?")
            + "\"");
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** A pixel as {@code 0xRRGGBB}. */
  int pixel(int x, int y) {
    int at = (y * width + x) * 3;
    return (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
  }

  byte[] rgb() {
    return rgb;
  }

  /** Whether every pixel has the same colour: nothing is shown. */
  public boolean blank() {
    for (int i = 3; i < rgb.length; i++) {
      if (rgb[i] != rgb[i - 3]) {
        return false;
      }
    }
    return true;
  }

  /** Whether it shows the same, apart from a blinking cursor, which QEMU draws in its phases. */
  public boolean showsSameAs(Picture other) {
    if (other.width != width || other.height != height) {
      return false;
    }
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int y = 0; y < height; y++) {
      int row = y * width * 3;
      if (Arrays.equals(rgb, row, row + width * 3, other.rgb, row, row + width * 3)) {
        continue;
      }
      top = Math.min(top, y);
      bottom = y;
      for (int x = 0; x < width; x++) {
        if (pixel(x, y) != other.pixel(x, y)) {
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
    }
    return right - left < CURSOR_WIDTH && bottom - top < CURSOR_HEIGHT;
  }

  /** The picture as a PNG file. */
  public byte[] png() {
    return Png.encode(this);
  }
}
