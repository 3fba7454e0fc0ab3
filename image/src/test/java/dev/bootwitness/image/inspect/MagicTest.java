package dev.bootwitness.image.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MagicTest {

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(ImageKind.ISO_9660, new Head().at(0x8001, "CD001")),
        Arguments.of(ImageKind.QCOW2, new Head().at(0, "QFI").at(3, 0xfb)),
        Arguments.of(ImageKind.GPT_DISK, new Head().at(512, "EFI PART").at(510, 0x55, 0xaa)),
        Arguments.of(ImageKind.GPT_DISK, new Head().at(4096, "EFI PART")),
        Arguments.of(
            ImageKind.MBR_DISK, new Head().at(510, 0x55, 0xaa).at(0x1be, 0x80).at(0x1c2, 0x83)),
        Arguments.of(ImageKind.BOOT_SECTOR, new Head().at(510, 0x55, 0xaa)),
        Arguments.of(
            ImageKind.BOOT_SECTOR, new Head().at(510, 0x55, 0xaa).at(0x1be, 0x17).at(0x1c2, 0x83)),
        Arguments.of(ImageKind.LINUX_KERNEL, new Head().at(0x202, "HdrS").at(510, 0x55, 0xaa)),
        Arguments.of(ImageKind.EFI_PROGRAM, new Head().at(0, "MZ").at(0x3c, 0x80).at(0x80, "PE")),
        Arguments.of(ImageKind.SQUASHFS, new Head().at(0, "hsqs")),
        Arguments.of(ImageKind.CPIO, new Head().at(0, "070701")),
        Arguments.of(ImageKind.GZIP, new Head().at(0, 0x1f, 0x8b, 8)),
        Arguments.of(ImageKind.ZSTD, new Head().at(0, 0x28, 0xb5, 0x2f, 0xfd)),
        Arguments.of(ImageKind.XZ, new Head().at(0, 0xfd).at(1, "7zXZ")),
        Arguments.of(ImageKind.BZIP2, new Head().at(0, "BZh91AY&SY")),
        Arguments.of(ImageKind.LZMA, new Head().at(0, 0x5d, 0, 0, 0x80)),
        Arguments.of(ImageKind.LZO, new Head().at(0, 0x89).at(1, "LZO")),
        Arguments.of(ImageKind.LZ4, new Head().at(0, 0x02, 0x21, 0x4c, 0x18)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aKindIsKnownByItsMagicNumber(ImageKind kind, Head head) {
    assertThat(Magic.of(head.bytes)).contains(kind);
  }

  @Test
  void aHybridIsoIsAnIsoThoughItHasAPartitionTable() {
    Head hybrid = new Head().at(0x8001, "CD001").at(512, "EFI PART").at(510, 0x55, 0xaa);
    assertThat(Magic.of(hybrid.bytes)).contains(ImageKind.ISO_9660);
  }

  @Test
  void aKernelWithAnEfiStubIsAKernel() {
    Head stub = new Head().at(0, "MZ").at(0x3c, 0x80).at(0x80, "PE").at(0x202, "HdrS");
    assertThat(Magic.of(stub.bytes)).contains(ImageKind.LINUX_KERNEL);
  }

  @Test
  void aFileShorterThanEveryMagicNumberHasNoKind() {
    assertThat(Magic.of(new byte[] {'M'})).isEmpty();
    assertThat(Magic.of("MZ".getBytes(StandardCharsets.US_ASCII))).isEmpty();
  }

  @Test
  void aPeHeaderThatPointsOutsideTheFileIsNone() {
    Head wild = new Head().at(0, "MZ").at(0x3c, 0xff, 0xff, 0xff, 0xff);
    assertThat(Magic.of(wild.bytes)).isEmpty();
    Head far = new Head().at(0, "MZ").at(0x3c, 0xff, 0xff, 0xff, 0x7f);
    assertThat(Magic.of(far.bytes)).isEmpty();
  }

  static final class Head {

    private final byte[] bytes = new byte[Magic.HEAD_BYTES];

    Head at(int offset, String ascii) {
      byte[] text = ascii.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, bytes, offset, text.length);
      return this;
    }

    Head at(int offset, int... values) {
      for (int i = 0; i < values.length; i++) {
        bytes[offset + i] = (byte) values[i];
      }
      return this;
    }
  }
}
