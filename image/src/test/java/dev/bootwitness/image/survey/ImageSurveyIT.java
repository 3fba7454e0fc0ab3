package dev.bootwitness.image.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.facts.LoaderMenu;
import dev.bootwitness.image.facts.Partition;
import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.inspect.ImageInspector;
import dev.bootwitness.image.inspect.UnreadableImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images made by their own programs, whole and broken on purpose. */
@Timeout(60)
class ImageSurveyIT {

  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void aDiskWithTwoFileSystemsIsRead() throws Exception {
    Path root = Files.createDirectories(folder.resolve("root/etc/systemd/system"));
    Path etc = folder.resolve("root/etc");
    Files.writeString(etc.resolve("os-release"), "PRETTY_NAME=\"Test 1\"\n");
    Files.writeString(
        etc.resolve("passwd"), "root:x:0:0::/root:/bin/sh\nme:x:1000:1000::/home/me:/bin/sh\n");
    Files.writeString(etc.resolve("shadow"), "root:!:1::::::\nme:$6$x:0::::::\n");
    Files.createDirectories(folder.resolve("root/usr/lib/systemd/system"));
    Files.createDirectories(folder.resolve("root/sbin"));
    Files.writeString(folder.resolve("root/usr/lib/systemd/systemd"), "");
    Files.writeString(folder.resolve("root/usr/lib/systemd/libsystemd-shared-252.so"), "");
    Files.writeString(
        folder.resolve("root/usr/lib/systemd/system/serial-getty@.service"),
        "[Service]\nExecStart=-/sbin/agetty -o '-p -- \\\\u' --keep-baud 115200 - $TERM\n");
    Files.createDirectories(root.resolve("serial-getty@ttyS0.service.d"));
    Files.writeString(
        root.resolve("serial-getty@ttyS0.service.d/auto.conf"),
        "[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin me - $TERM\n");
    Files.createSymbolicLink(folder.resolve("root/sbin/init"), Path.of("/lib/systemd/systemd"));
    Files.createSymbolicLink(folder.resolve("root/lib"), Path.of("usr/lib"));
    Path key = Files.createDirectories(folder.resolve("root/root/.ssh"));
    Files.writeString(
        key.resolve("authorized_keys"),
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGMqqAnEKYZLmpCPaFGE7VYHfZlDMcJvVPQlBD8VtGVt me@here\n");
    Path ext = folder.resolve("root.ext4");
    run("truncate", "-s", "16M", ext.toString());
    run("mkfs.ext4", "-q", "-L", "slash", "-d", folder.resolve("root").toString(), ext.toString());
    Path esp = fat();
    Path disk = folder.resolve("disk.img");
    run("truncate", "-s", "64M", disk.toString());
    run(
        "sgdisk",
        "-n",
        "1:2048:+16M",
        "-t",
        "1:ef00",
        "-n",
        "2:0:+16M",
        "-t",
        "2:8300",
        disk.toString());
    put(esp, disk, MIB);
    put(ext, disk, 17L * MIB);

    ImageFacts facts = facts(disk);

    assertThat(facts.boots()).containsExactly("uefi");
    assertThat(facts.partitions().orElseThrow().entries())
        .extracting(p -> p.fileSystem().map(fs -> fs.type() + " " + fs.label()).orElse(""))
        .containsExactly("vfat ESP", "ext4 slash");
    LoaderMenu menu = facts.menu().orElseThrow();
    assertThat(menu.kind()).isEqualTo("systemd-boot");
    assertThat(menu.seconds()).contains(3.0);
    assertThat(menu.chosen().orElseThrow().missing()).containsExactly("/initrd");
    assertThat(facts.consoles()).containsExactly("tty0", "ttyS0,115200n8");
    var system = facts.system().orElseThrow();
    assertThat(system.name()).isEqualTo("Test 1");
    assertThat(system.init() + system.initVersion()).isEqualTo("systemd252");
    assertThat(system.logins())
        .anySatisfy(login -> {
          assertThat(login.line()).isEqualTo("ttyS0");
          assertThat(login.user()).isEqualTo("me");
        });
    assertThat(system.account("root").orElseThrow().password()).isEqualTo("locked");
    assertThat(system.account("me").orElseThrow().expired()).isTrue();
    assertThat(system.authorizedKeys())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.fingerprint()).isEqualTo(fingerprint(key.resolve("authorized_keys")));
          assertThat(found.comment()).isEqualTo("me@here");
        });

    Path qcow2 = folder.resolve("disk.qcow2");
    run("qemu-img", "convert", "-c", "-O", "qcow2", disk.toString(), qcow2.toString());
    assertThat(facts(qcow2).system()).isEqualTo(facts.system());
  }

  /** As ukify(1) makes it: sections added to systemd's own stub. */
  @Test
  void aUnifiedKernelIsReadThroughItsSections() throws Exception {
    byte[] kernel = new byte[0x8000];
    System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, kernel, 0x202, 4);
    kernel[0x20f] = 0x10;
    byte[] version = "6.9.1-uki (me@here) #1 SMP".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(version, 0, kernel, 0x1200, version.length);
    Path tree = Files.createDirectories(folder.resolve("initrd/usr/lib/modules/6.9.1-uki"));
    Files.writeString(tree.resolve("ext4.ko"), "");
    Files.writeString(folder.resolve("initrd/init"), "#!/bin/sh\n");
    Path initrd = folder.resolve("initrd.img");
    run(
        "sh",
        "-c",
        "cd '%s' && find . | cpio -o -H newc --quiet | gzip > '%s'"
            .formatted(folder.resolve("initrd"), initrd));
    Path uki = folder.resolve("a.efi");
    Map<String, Path> sections =
        Map.of(
            ".osrel", Files.writeString(folder.resolve("osrel"), "PRETTY_NAME=\"Unified 1\"\n"),
            ".cmdline",
                Files.writeString(folder.resolve("cmdline"), "root=LABEL=none console=ttyS0\n"),
            ".linux", Files.write(folder.resolve("linux"), kernel),
            ".initrd", initrd);
    List<String> command = new ArrayList<>(List.of("objcopy"));
    long address = 0x30000;
    for (String section : List.of(".osrel", ".cmdline", ".initrd", ".linux")) {
      command.addAll(
          List.of(
              "--add-section",
              section + "=" + sections.get(section),
              "--change-section-vma",
              "%s=0x%x".formatted(section, address)));
      address += 0x1000000;
    }
    command.addAll(List.of("/usr/lib/systemd/boot/efi/linuxx64.efi.stub", uki.toString()));
    run(command.toArray(String[]::new));
    Path esp = folder.resolve("esp.fat");
    run("truncate", "-s", "16M", esp.toString());
    run("mkfs.vfat", "-n", "ESP", esp.toString());
    for (String name : List.of("EFI", "EFI/Linux")) {
      run("mmd", "-i", esp.toString(), "::/" + name);
    }
    run("mcopy", "-i", esp.toString(), uki.toString(), "::/EFI/Linux/a.efi");
    Path disk = folder.resolve("disk.img");
    run("truncate", "-s", "32M", disk.toString());
    run("sgdisk", "-n", "1:2048:+16M", "-t", "1:ef00", disk.toString());
    put(esp, disk, MIB);

    ImageFacts facts = facts(disk);

    LoaderMenu menu = facts.menu().orElseThrow();
    assertThat(menu.kind()).isEqualTo("systemd-boot");
    assertThat(menu.chosen().orElseThrow().title()).isEqualTo("Unified 1");
    assertThat(menu.chosen().orElseThrow().missing()).isEmpty();
    assertThat(facts.commandLine()).isEqualTo("root=LABEL=none console=ttyS0");
    assertThat(facts.kernel().orElseThrow().version()).isEqualTo("6.9.1-uki");
    assertThat(facts.initrd().orElseThrow().files()).isPositive();
  }

  @Test
  void anUncommonFileSystemIsNamedAndNotRead() throws Exception {
    Path disk = folder.resolve("disk.img");
    run("truncate", "-s", "32M", disk.toString());
    run("sgdisk", "-n", "1:2048:+16M", "-t", "1:8e00", disk.toString());
    try (RandomAccessFile raw = new RandomAccessFile(disk.toFile(), "rw")) {
      // The label of an LVM physical volume (lvm2, lib/format_text/layout.h).
      raw.seek(MIB + 512);
      raw.write(
          "LABELONE\1\0\0\0\0\0\0\0\0\0\0\0\40\0\0\0LVM2 001"
              .getBytes(StandardCharsets.ISO_8859_1));
    }
    Partition partition = facts(disk).partitions().orElseThrow().entries().getFirst();

    assertThat(partition.type()).isEqualTo("Linux LVM");
    assertThat(facts(disk).system()).isEmpty();
  }

  @Test
  void btrfsAndXfsAreNamedAndNotRead() throws Exception {
    Path disk = folder.resolve("disk.img");
    run("truncate", "-s", "1G", disk.toString());
    run("sgdisk", "-n", "1:2048:+400M", "-n", "2:0:+200M", disk.toString());
    Path xfs = folder.resolve("xfs");
    run("truncate", "-s", "400M", xfs.toString());
    run("mkfs.xfs", "-q", "-L", "slash", xfs.toString());
    Path btrfs = folder.resolve("btrfs");
    run("truncate", "-s", "200M", btrfs.toString());
    run("mkfs.btrfs", "-q", "-L", "home", btrfs.toString());
    run("dd", "if=" + xfs, "of=" + disk, "bs=1M", "seek=1", "conv=notrunc,sparse");
    run("dd", "if=" + btrfs, "of=" + disk, "bs=1M", "seek=401", "conv=notrunc,sparse");

    assertThat(facts(disk).partitions().orElseThrow().entries())
        .extracting(partition ->
            partition.fileSystem().map(fs -> fs.type() + " " + fs.label() + " " + fs.read()))
        .containsExactly(Optional.of("xfs slash false"), Optional.of("btrfs home false"));
  }

  @Test
  void aDirectoryAndAnEmptyFileAreNoImages() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.iso"));

    assertThat(((UnreadableImage) ImageInspector.look(folder)).message()).contains("a directory");
    assertThat(((UnreadableImage) ImageInspector.look(empty)).message()).contains("an empty file");
  }

  @Test
  void aTruncatedIsoSaysSo() throws Exception {
    Path iso = iso(Map.of("data", "x".repeat(3 * MIB)));
    try (RandomAccessFile file = new RandomAccessFile(iso.toFile(), "rw")) {
      file.setLength(MIB);
    }

    assertThat(facts(iso).notes()).anyMatch(note -> note.startsWith("it is cut short"));
  }

  @Test
  void anIsoWhoseFoldersLoopIsReadWithinItsTime() throws Exception {
    Path iso = iso(Map.of("a/b/grub.cfg", "menuentry x {}\n"));
    byte[] bytes = Files.readAllBytes(iso);
    int inner = entry(bytes, "B");
    int outer = entry(bytes, "A");
    assertThat(inner).isPositive();
    // ECMA-119 9.1: the extent's address, in both byte orders, two bytes into a directory record.
    System.arraycopy(bytes, outer - 33 + 2, bytes, inner - 33 + 2, 8);
    Files.write(iso, bytes);

    ImageFacts facts = facts(iso);

    assertThat(facts.kind()).startsWith("ISO 9660");
  }

  /** The place of a name of one letter in a directory record. */
  private static int entry(byte[] bytes, String name) {
    for (int i = 17 * 2048; i < bytes.length - 1; i++) {
      boolean record = bytes[i] == name.charAt(0) && bytes[i - 1] == 1 && (bytes[i - 8] & 2) != 0;
      if (record && bytes[i - 33] >= 34) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void aSquashfsThatClaimsHugeFilesUnpacksNoneOfThem() throws Exception {
    Path root = Files.createDirectories(folder.resolve("bomb/etc"));
    run("truncate", "-s", "2G", root.resolve("passwd").toString());
    Files.writeString(root.resolve("os-release"), "PRETTY_NAME=Bomb\n");
    Path squashfs = folder.resolve("bomb.squashfs");
    run("mksquashfs", folder.resolve("bomb").toString(), squashfs.toString(), "-comp", "zstd");

    ImageFacts facts = facts(squashfs);

    assertThat(facts.system().orElseThrow().name()).isEqualTo("Bomb");
    assertThat(facts.system().orElseThrow().accounts()).isEmpty();
  }

  @Test
  void partitionsThatOverlapAreNamed() throws Exception {
    Path disk = folder.resolve("disk.img");
    run("truncate", "-s", "64M", disk.toString());
    run("sgdisk", "-n", "1:2048:+20M", "-n", "2:0:+20M", disk.toString());
    try (RandomAccessFile raw = new RandomAccessFile(disk.toFile(), "rw")) {
      // The first address of the second entry, in bytes 32 to 39 of its 128.
      raw.seek(1024 + 128 + 32);
      raw.writeLong(Long.reverseBytes(4096));
    }

    assertThat(facts(disk).notes()).contains("partitions 1 and 2 overlap");
  }

  @Test
  void aDiskOfATebibyteThatIsAllHolesTakesNoTime() throws Exception {
    Path disk = folder.resolve("disk.img");
    run("truncate", "-s", "1T", disk.toString());
    run("sgdisk", "-n", "1:2048:+1G", disk.toString());

    ImageFacts facts = facts(disk);

    assertThat(facts.bytes()).isEqualTo(1L << 40);
    assertThat(facts.partitions().orElseThrow().entries()).hasSize(1);
  }

  @Test
  void aConfigurationOfAHundredMebibytesIsNotRead() throws Exception {
    Path root = Files.createDirectories(folder.resolve("cd/boot/grub"));
    run("truncate", "-s", "100M", root.resolve("grub.cfg").toString());
    Path iso = folder.resolve("cd.iso");
    run(
        "xorriso",
        "-as",
        "mkisofs",
        "-quiet",
        "-o",
        iso.toString(),
        folder.resolve("cd").toString());

    assertThat(facts(iso).notes())
        .contains(
            "/boot/grub/grub.cfg has 100 MiB, which no boot loader's configuration has: it was not"
                + " read");
  }

  @Test
  void aHostileNameIsOnlyAName() throws Exception {
    Path iso = iso(Map.of("boot/grub/grub.cfg", "set timeout=0\nmenuentry x { linux /k a=b\n}\n"));
    Path hostile = folder.resolve("\u001b[31m?offset=1@@\"; touch x\n -as '.iso");
    Files.move(iso, hostile);

    assertThat(facts(hostile).commandLine()).isEqualTo("a=b");
  }

  private Path iso(Map<String, String> files) throws IOException, InterruptedException {
    Path root = folder.resolve("iso");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Path iso = folder.resolve("made.iso");
    run("xorriso", "-as", "mkisofs", "-quiet", "-o", iso.toString(), root.toString());
    return iso;
  }

  private Path fat() throws IOException, InterruptedException {
    Path esp = folder.resolve("esp.fat");
    run("truncate", "-s", "16M", esp.toString());
    run("mkfs.vfat", "-n", "ESP", esp.toString());
    for (String name : List.of("EFI", "EFI/BOOT", "loader", "loader/entries")) {
      run("mmd", "-i", esp.toString(), "::/" + name);
    }
    Map<String, String> files =
        Map.of(
            "EFI/BOOT/BOOTX64.EFI", "MZ",
            "vmlinuz", "no kernel",
            "loader/loader.conf", "timeout 3\n",
            "loader/entries/a.conf",
                """
                title A
                linux /vmlinuz
                initrd /initrd
                options root=LABEL=slash console=tty0 console=ttyS0,115200n8
                """);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path source = Files.writeString(folder.resolve("content"), file.getValue());
      run("mcopy", "-o", "-i", esp.toString(), source.toString(), "::/" + file.getKey());
    }
    return esp;
  }

  private static void put(Path part, Path disk, long at) throws IOException {
    try (RandomAccessFile raw = new RandomAccessFile(disk.toFile(), "rw")) {
      raw.seek(at);
      raw.write(Files.readAllBytes(part));
    }
  }

  private static String fingerprint(Path key) throws IOException, InterruptedException {
    return run("ssh-keygen", "-lf", key.toString()).split(" ", -1)[1];
  }

  private static ImageFacts facts(Path image) throws IOException, InterruptedException {
    ImageFile file = (ImageFile) ImageInspector.look(image);
    return ImageSurvey.of(
        file,
        new SurveyRequest(
            image,
            Optional.empty(),
            "",
            Map.of(),
            System.getenv(),
            Duration.ofSeconds(30),
            1L << 30,
            LocalDate.of(2026, 11, 30)));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(all + " failed: " + said);
    }
    return said;
  }
}
