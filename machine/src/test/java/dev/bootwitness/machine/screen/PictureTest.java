package dev.bootwitness.machine.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

  @Test
  void thePngHasThePixelsOfThePpm() throws IOException {
    byte[] ppm = ppm(37, 11);
    new Random(4).nextBytes(ppm);
    System.arraycopy(ppm(37, 11), 0, ppm, 0, 13);
    Picture picture = Picture.ofPpm(ppm);

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(picture.png()));

    assertThat(read.getWidth()).isEqualTo(37);
    assertThat(read.getHeight()).isEqualTo(11);
    for (int y = 0; y < 11; y++) {
      for (int x = 0; x < 37; x++) {
        assertThat(read.getRGB(x, y) & 0xffffff).isEqualTo(picture.pixel(x, y));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P6",
        "P5\n1 1\n255\nabc",
        "P6\n2 2\n255\nabc",
        "P6\n1 1\n65535\nabcdef",
        "P6\n0 1\n255\n",
        "P6\n99999 99999\n255\nabc",
        "P6\n9999999999 1\n255\nabc",
        "P6\n-1 -1\n255\nabc"
      })
  void whatIsNoScreendumpIsRefusedWithTheReason(String file) {
    assertThatThrownBy(() -> Picture.ofPpm(file.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("QEMU's screendump is not a picture: ");
  }

  @Test
  void aBlinkingCursorIsNoChangeAndALetterElsewhereIs() throws IOException {
    byte[] ground = ppm(720, 400);
    byte[] cursor = ground.clone();
    paint(cursor, 90, 30, 9, 2);
    byte[] both = cursor.clone();
    paint(both, 300, 30, 9, 16);

    assertThat(Picture.ofPpm(ground).showsSameAs(Picture.ofPpm(cursor))).isTrue();
    assertThat(Picture.ofPpm(ground).showsSameAs(Picture.ofPpm(both))).isFalse();
    assertThat(Picture.ofPpm(ground).showsSameAs(Picture.ofPpm(ppm(640, 400)))).isFalse();
    assertThat(Picture.ofPpm(ground).blank()).isTrue();
    assertThat(Picture.ofPpm(cursor).blank()).isFalse();
  }

  static byte[] ppm(int width, int height) {
    byte[] header = "P6\n%d %d\n255\n".formatted(width, height).getBytes(StandardCharsets.US_ASCII);
    byte[] file = new byte[header.length + width * height * 3];
    System.arraycopy(header, 0, file, 0, header.length);
    return file;
  }

  /** Paints a white rectangle into a picture 720 wide. */
  static void paint(byte[] ppm, int left, int top, int width, int height) {
    int header = ppm.length - 720 * 400 * 3;
    for (int y = top; y < top + height; y++) {
      for (int i = (y * 720 + left) * 3; i < (y * 720 + left + width) * 3; i++) {
        ppm[header + i] = (byte) 0xff;
      }
    }
  }
}
