package dev.bootwitness.image.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.image.inspect.UnreadableImage.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageInspectorTest {

  @TempDir Path dir;

  @Test
  void anImageIsNamedWithKindLengthAndDigestWhateverItsName() throws Exception {
    Path disk =
        Files.write(
            dir.resolve("disk.iso"), new byte[] {0x1f, (byte) 0x8b, 8, '0', '1', '2', '3', '4'});

    assertThat(inspect(disk))
        .isEqualTo(
            new ImageFile(
                disk,
                ImageKind.GZIP,
                8,
                "b89fb5a827aef8ae82c1732eaa704fe3e4c7af83d8a9bef0a007d4ad4abe8a9f"));
  }

  @Test
  void aTextFileIsQuotedSoThatItsOwnerKnowsIt() throws Exception {
    Path text =
        Files.writeString(dir.resolve("boot.iso"), "\n<html>\u001b]0;x\u0007 not found\nmore");
    // BEL is not a character of text files, so this file is data; without BEL, it is text.
    assertUnreadable(text, Reason.UNKNOWN_KIND)
        .contains("begins with bytes 0a 3c 68 74 6d 6c 3e 1b");
    Files.writeString(text, "\n<html>\u001b[1m not found\nmore");
    assertUnreadable(text, Reason.UNKNOWN_KIND)
        .isEqualTo(
            text
                + " (26 bytes) is no image of a known kind: it is ASCII text, begins with"
                + " \"<html>\\x1b[1m not found\".");
  }

  @Test
  void aQuoteOfTextIsBounded() throws Exception {
    Path text = Files.writeString(dir.resolve("long"), "é".repeat(100_000));
    assertUnreadable(text, Reason.UNKNOWN_KIND)
        .endsWith("it is UTF-8 text, begins with \"" + "é".repeat(40) + "…\".");
  }

  @Test
  void aBlankDiskIsToldFromData() throws Exception {
    Path blank = Files.write(dir.resolve("blank"), new byte[100_000]);
    assertUnreadable(blank, Reason.UNKNOWN_KIND).contains("only zeros in its first 34816 bytes");
  }

  @Test
  void aMissingFileIsToldWithTheFirstPartOfItsPathThatIsNotThere() throws Exception {
    Path path = dir.resolve("build/out/x.iso");
    assertUnreadable(path, Reason.MISSING)
        .isEqualTo(path + " does not exist: there is no \"build\" in " + dir + ".");
  }

  @Test
  void anEmptyFileADirectoryAndADeviceAreNoImages() throws Exception {
    assertUnreadable(Files.createFile(dir.resolve("empty")), Reason.EMPTY).contains("empty file");
    assertUnreadable(dir, Reason.NOT_A_FILE).isEqualTo(dir + " is a directory, not a file.");
    assertUnreadable(Path.of("/dev/zero"), Reason.NOT_A_FILE).contains("a device");
  }

  @Test
  void refusedAccessAndReadErrorsHaveNamesOfTheirOwn() {
    // Called directly: the tests run as root in containers, and root is refused nothing.
    assertThat(ImageInspector.unreadable(dir, new AccessDeniedException("x")).reason())
        .isEqualTo(Reason.NO_PERMISSION);
    UnreadableImage broken = ImageInspector.unreadable(dir, new IOException("Input/output error"));
    assertThat(broken.reason()).isEqualTo(Reason.READ_ERROR);
    assertThat(broken.message()).contains("Input/output error");
  }

  @Test
  void anInterruptEndsTheReading() throws Exception {
    Path disk = Files.writeString(dir.resolve("fs"), "hsqs");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> inspect(disk)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private Inspection inspect(Path path) throws InterruptedException {
    return new ImageInspector(dir.resolve("cache")).inspect(path);
  }

  private AbstractStringAssert<?> assertUnreadable(Path path, Reason reason)
      throws InterruptedException {
    ObjectAssert<UnreadableImage> unreadable =
        assertThat(inspect(path))
            .asInstanceOf(InstanceOfAssertFactories.type(UnreadableImage.class));
    unreadable.extracting(UnreadableImage::reason).isEqualTo(reason);
    return unreadable.extracting(UnreadableImage::message, InstanceOfAssertFactories.STRING);
  }
}
