package dev.bootwitness.image.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks made by qemu-img(1). */
class BackingChainTest {

  @TempDir Path folder;

  @Test
  void aDiskByItselfHasNoChain() throws Exception {
    assertThat(file(disk("a.qcow2", "1M")).backing()).isEmpty();
  }

  @Test
  void aChainIsFollowedAndIsPartOfTheIdentity() throws Exception {
    Path base = Files.write(folder.resolve("base.raw"), new byte[1 << 20]);
    disk("middle.qcow2", "-F", "raw", "-b", "base.raw");
    Path top = disk("top.qcow2", "-F", "qcow2", "-b", "middle.qcow2");

    ImageFile before = file(top);
    Files.write(base, new byte[] {1});
    ImageFile after = file(top);

    assertThat(before.backing()).containsExactly(folder.resolve("middle.qcow2"), base);
    assertThat(after.sha256()).isNotEqualTo(before.sha256());
  }

  @Test
  void aBackingFileThatIsGoneIsNamed() throws Exception {
    Path base = disk("base.qcow2", "1M");
    Path top = disk("top.qcow2", "-F", "qcow2", "-b", "base.qcow2");
    Files.delete(base);

    assertThat(unusable(top).message()).contains(base.toString()).contains("does not exist");
  }

  @Test
  void aChainThatLeadsBackToItselfEnds() throws Exception {
    Path a = disk("a.qcow2", "1M");
    disk("b.qcow2", "-F", "qcow2", "-b", "a.qcow2");
    run("qemu-img", "rebase", "-u", "-F", "qcow2", "-b", "b.qcow2", a.toString());

    assertThat(unusable(a).message()).contains("more than 16 backing files");
  }

  @Test
  void whatIsNoFileOfThisHostIsRefused() throws Exception {
    Path a = disk("a.qcow2", "1M");
    run("qemu-img", "rebase", "-u", "-F", "raw", "-b", "nbd://host/x", a.toString());

    assertThat(unusable(a).message()).contains("nbd://host/x").contains("no file of this host");
  }

  @Test
  void aFormatThatIsNotStatedIsNotGuessed() throws Exception {
    disk("base.qcow2", "1M");
    Path top = disk("top.qcow2", "-F", "qcow2", "-b", "base.qcow2");
    // qemu-img no longer makes such a disk; its older versions did.
    String bytes = Files.readString(top, StandardCharsets.ISO_8859_1);
    String extension = "\u00e2y*\u00ca";
    assertThat(bytes).contains(extension);
    Files.writeString(top, bytes.replace(extension, "none"), StandardCharsets.ISO_8859_1);

    assertThat(unusable(top).message()).contains("does not say of what format");
    assertThat(unusable(top).advice()).contains("qemu-img rebase -u");
  }

  @Test
  void aDiskWhoseDataIsElsewhereIsRefused() throws Exception {
    Path a = disk("a.qcow2", "-o", "data_file=" + folder.resolve("data.raw"), "1M");

    assertThat(unusable(a).message()).contains("keeps its data in another file");
  }

  private ImageFile file(Path disk) throws InterruptedException {
    return (ImageFile) inspect(disk);
  }

  private UnreadableImage unusable(Path disk) throws InterruptedException {
    assertThat(inspect(disk)).isInstanceOf(UnreadableImage.class);
    return (UnreadableImage) inspect(disk);
  }

  private Inspection inspect(Path disk) throws InterruptedException {
    return new ImageInspector(folder.resolve("cache")).inspect(disk);
  }

  private Path disk(String name, String... more) throws IOException, InterruptedException {
    Path disk = folder.resolve(name);
    List<String> command =
        new java.util.ArrayList<>(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
    boolean sized = more[more.length - 1].endsWith("M");
    command.addAll(List.of(more).subList(0, more.length - (sized ? 1 : 0)));
    command.add(disk.toString());
    if (sized) {
      command.add(more[more.length - 1]);
    }
    run(command.toArray(String[]::new));
    return disk;
  }

  private void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
