package dev.bootwitness.image.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.inspect.ImageInspector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real images, made by xorriso and read by it. */
@Timeout(60)
class IsoKernelsIT {

  private static final Path XORRISO = Path.of("/usr/bin/xorriso");

  @TempDir Path folder;

  @Test
  void kernelAndInitrdsAreCopiedOnceThroughLinksWithinTheImage() throws Exception {
    Path tree = grub("linux /vmlinuz quiet\n initrd /live/a /live/b");
    Files.writeString(tree.resolve("live/kernel"), "KERNEL");
    Files.createSymbolicLink(tree.resolve("vmlinuz"), Path.of("/live/kernel"));
    Files.writeString(tree.resolve("live/a"), "aaaaa");
    Files.writeString(tree.resolve("live/b"), "b");
    ImageFile iso = iso(tree);
    IsoKernels kernels = new IsoKernels(XORRISO, folder.resolve("cache"));

    IsoKernel.Extracted first = extracted(kernels.of(iso));
    IsoKernel.Extracted second =
        extracted(new IsoKernels(Path.of("/absent"), folder.resolve("cache")).of(iso));

    assertThat(second).isEqualTo(first);
    assertThat(first.entry().append()).isEqualTo("quiet");
    assertThat(first.kernel()).hasContent("KERNEL");
    assertThat(first.initrd()).hasValueSatisfying(i -> assertThat(i).hasContent("aaaaa\0\0\0b"));
    assertThat(files(folder.resolve("cache"))).hasSize(3);
  }

  @Test
  void aLinkOutOfTheImageLeadsNowhere() throws Exception {
    Path tree = grub("linux /vmlinuz");
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(tree.resolve("vmlinuz"), secret);

    assertThat(new IsoKernels(XORRISO, folder.resolve("cache")).of(iso(tree)))
        .isInstanceOfSatisfying(
            IsoKernel.NotFound.class,
            found -> {
              assertThat(found.reason())
                  .startsWith("what its boot loader starts could not be read");
              assertThat(found.lookedAt())
                  .containsExactly("/boot/grub/grub.cfg: entry 'Live', /vmlinuz");
            });
    assertThat(files(folder.resolve("cache"))).isEmpty();
  }

  @Test
  void anImageWithoutALoaderIsTold() throws Exception {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.writeString(tree.resolve("readme"), "nothing boots");

    assertThat(new IsoKernels(XORRISO, folder.resolve("cache")).of(iso(tree)))
        .isInstanceOfSatisfying(
            IsoKernel.NotFound.class,
            found -> assertThat(found.reason()).startsWith("there is no grub.cfg"));
  }

  @Test
  void fourImagesAreKept() throws Exception {
    IsoKernels kernels = new IsoKernels(XORRISO, folder.resolve("cache"));
    Path tree = grub("linux /live/k");
    for (int i = 0; i < 6; i++) {
      Files.writeString(tree.resolve("live/k"), "kernel " + i);
      assertThat(extracted(kernels.of(iso(tree))).kernel()).hasContent("kernel " + i);
    }

    assertThat(folder.resolve("cache")).isDirectoryNotContaining("glob:**.new*");
    assertThat(files(folder.resolve("cache")).stream().map(Path::getParent).distinct()).hasSize(4);
  }

  private Path grub(String commands) throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.createDirectories(tree.resolve("boot/grub"));
    Files.createDirectories(tree.resolve("live"));
    Files.writeString(
        tree.resolve("boot/grub/grub.cfg"), "menuentry Live {\n " + commands + "\n}\n");
    return tree;
  }

  private ImageFile iso(Path tree) throws IOException, InterruptedException {
    Path iso = folder.resolve("a.iso");
    Files.deleteIfExists(iso);
    Process process =
        new ProcessBuilder(
                XORRISO.toString(),
                "-as",
                "mkisofs",
                "-quiet",
                "-R",
                "-o",
                iso.toString(),
                tree.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return (ImageFile) new ImageInspector(folder.resolve("hashes")).inspect(iso);
  }

  private static IsoKernel.Extracted extracted(IsoKernel kernel) {
    assertThat(kernel).isInstanceOf(IsoKernel.Extracted.class);
    return (IsoKernel.Extracted) kernel;
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
