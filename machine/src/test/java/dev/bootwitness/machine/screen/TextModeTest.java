package dev.bootwitness.machine.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextModeTest {

  private final byte[] memory = blankMemory();
  private final byte[] ppm = PictureTest.ppm(720, 400);

  @Test
  void theLinesOfTheScreenAreReadWithTheirSpecialCharacters() throws IOException {
    write(0, "GNU GRUB  version 2.06", true);
    write(2, "│ a  │", true);

    assertThat(read()).contains(List.of("GNU GRUB  version 2.06", "", "│ a  │"));
  }

  /** The kernel scrolls by moving the start of the visible part. */
  @Test
  void theStartIsFoundByTheInk() throws IOException {
    write(0, "a line that has scrolled away", false);
    write(1, "short", false);
    ink(0, "short");

    assertThat(read()).contains(List.of("short"));
  }

  @Test
  void aCursorDoesNotDisturb() throws IOException {
    write(0, "grub>", true);
    ink(0, "grub> _");

    assertThat(read()).contains(List.of("grub>"));
  }

  @Test
  void aPictureThatTheMemoryDoesNotExplainIsNoTextScreen() throws IOException {
    write(0, "something else", false);
    ink(3, "a frame buffer's picture");

    assertThat(read()).isEmpty();
    assertThat(TextMode.read(Picture.ofPpm(PictureTest.ppm(1280, 800)), memory)).isEmpty();
    assertThat(TextMode.read(Picture.ofPpm(ppm), new byte[10])).isEmpty();
  }

  private Optional<List<String>> read() throws IOException {
    return TextMode.read(Picture.ofPpm(ppm), memory);
  }

  private static byte[] blankMemory() {
    byte[] memory = new byte[TextMode.BYTES];
    for (int i = 0; i < memory.length; i += 2) {
      memory[i] = ' ';
      memory[i + 1] = 7;
    }
    return memory;
  }

  private void write(int row, String text, boolean shown) {
    byte[] bytes = text.getBytes(Charset.forName("IBM437"));
    for (int x = 0; x < bytes.length; x++) {
      memory[(row * 80 + x) * 2] = bytes[x];
    }
    if (shown) {
      ink(row, text);
    }
  }

  private void ink(int row, String text) {
    for (int x = 0; x < text.length(); x++) {
      if (text.charAt(x) != ' ') {
        PictureTest.paint(ppm, x * 9 + 2, row * 16 + 4, 3, 6);
      }
    }
  }
}
