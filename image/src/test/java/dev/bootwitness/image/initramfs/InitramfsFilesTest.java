package dev.bootwitness.image.initramfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.image.initramfs.InitramfsEntry.Access;
import dev.bootwitness.image.initramfs.InitramfsEntry.Regular;
import dev.bootwitness.image.initramfs.InitramfsEntry.Symlink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitramfsFilesTest {

  @TempDir Path folder;

  @Test
  void whatComesLaterReplacesWhatWasThere() throws IOException {
    byte[] first = archive(file("etc/inittab", "one\n"), file("etc/issue", "hello\n"));
    byte[] second = archive(file("etc/inittab", "another\n"));

    InitramfsFiles files = read(first, new byte[6], second);

    assertThat(files.text("/etc/inittab")).contains("another\n");
    assertThat(files.text("/etc/issue")).contains("hello\n");
    assertThat(files.text("/etc/passwd")).isEmpty();
  }

  @Test
  void aPlainArchiveMayStandBeforeAPackedOne() throws IOException {
    byte[] plain = unpacked(archive(file("kernel/x86/microcode", "code")));

    InitramfsFiles files = read(plain, archive(file("init", "#!/bin/sh\nexec sh\n")));

    assertThat(files.text("kernel/x86/microcode")).contains("code");
    assertThat(files.scripts()).containsExactly("#!/bin/sh\nexec sh\n");
  }

  @Test
  void linksAreFollowedWithinTheArchive() throws IOException {
    InitramfsFiles files =
        read(
            archive(
                link("init", "sbin/init"),
                link("sbin", "usr/bin"),
                link("usr/bin/init", "../lib/busybox"),
                file("usr/lib/busybox", "ELF"),
                link("loop", "loop")));

    assertThat(files.resolve("/init")).contains("usr/lib/busybox");
    assertThat(files.resolve("/loop")).isEmpty();
  }

  @Test
  void whatIsPackedInAnotherWayOrDamagedIsNotRead() throws IOException {
    byte[] whole = archive(file("etc/inittab", "one\n"));
    byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    byte[] cut = unpacked(whole);

    assertThat(InitramfsFiles.of(write(whole, zstd))).isEmpty();
    assertThat(InitramfsFiles.of(write(Arrays.copyOf(whole, whole.length / 2)))).isEmpty();
    assertThat(InitramfsFiles.of(write(Arrays.copyOf(cut, 114)))).isEmpty();
  }

  private InitramfsFiles read(byte[]... parts) throws IOException {
    return InitramfsFiles.of(write(parts)).orElseThrow();
  }

  private Path write(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return Files.write(folder.resolve("initrd.img"), all.toByteArray());
  }

  private static byte[] unpacked(byte[] gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  private static byte[] archive(InitramfsEntry... entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InitramfsWriter.write(new InitramfsList(List.of(entries)), out, 0);
    return out.toByteArray();
  }

  private InitramfsEntry file(String name, String text) throws IOException {
    Path source = folder.resolve("source-" + name.replace('/', '-') + text.hashCode());
    Files.writeString(source, text, StandardCharsets.ISO_8859_1);
    return new Regular(name, source, new Access(0755, 0, 0), List.of());
  }

  private static InitramfsEntry link(String name, String target) {
    return new Symlink(name, target, new Access(0777, 0, 0));
  }
}
