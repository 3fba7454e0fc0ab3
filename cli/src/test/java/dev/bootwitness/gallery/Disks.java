package dev.bootwitness.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Disks and CDs that rows boot from, made by the host's own tools. */
final class Disks {

  private static final int SIZE = 2 << 20;
  private static final int SECTOR = 512;
  private static final Path GRUB = Path.of("/usr/lib/grub/i386-pc");

  private static final Path SYSLINUX = Path.of("/usr/lib/syslinux/modules/bios");

  private Disks() {}

  /** A disk that begins with these bytes. */
  static Exhibit.Medium beginning(byte[]... pieces) {
    return (folder, segment, sections) -> sections.put("image", disk(folder, pieces).toString());
  }

  /** An empty disk of the kind that virtual machines are installed on. */
  static Exhibit.Medium blank() {
    return (folder, segment, sections) -> {
      Path image = folder.resolve("blank.qcow2");
      run(List.of("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "64M"));
      sections.put("image", image.toString());
    };
  }

  /** A kernel of these bytes, started without a loader. */
  static Exhibit kernel(String name, Supplier<byte[]> image) {
    return Exhibit.of(
        name,
        (folder, segment, sections) -> {
          Path file = Files.write(folder.resolve("vmlinuz"), image.get());
          sections.put("image", "{kernel: %s}".formatted(file));
        });
  }

  /** A boot sector of a few instructions. */
  static byte[] sector(int... code) {
    byte[] sector = new byte[SECTOR];
    for (int i = 0; i < code.length; i++) {
      sector[i] = (byte) code[i];
    }
    sector[510] = 0x55;
    sector[511] = (byte) 0xaa;
    return sector;
  }

  /**
   * A disk with GRUB after its boot sector and nothing else.
   *
   * @param script what GRUB runs first
   */
  static Exhibit.Medium grub(String script, String... modules) {
    return (folder, segment, sections) -> {
      Path early = Files.writeString(folder.resolve("early.cfg"), script);
      Path core = folder.resolve("core.img");
      List<String> command =
          new ArrayList<>(List.of("grub-mkimage", "-O", "i386-pc", "-o", core.toString(), "-c"));
      command.addAll(List.of(early.toString(), "-p", "(hd0,msdos1)/boot/grub", "biosdisk"));
      command.addAll(List.of(modules));
      run(command);
      sections.put(
          "image",
          disk(folder, Files.readAllBytes(GRUB.resolve("boot.img")), Files.readAllBytes(core))
              .toString());
    };
  }

  /** Spark on a CD that boots by GRUB, BIOS and UEFI, with this configuration. */
  static Exhibit.Medium cd(String configuration) {
    return (folder, segment, sections) -> {
      Path root = folder.resolve("cd");
      Path grub = Files.createDirectories(root.resolve("boot/grub"));
      Files.writeString(grub.resolve("grub.cfg"), configuration);
      List<Path> spark = Builds.spark();
      Files.copy(spark.getFirst(), root.resolve("vmlinuz"), REPLACE_EXISTING);
      Files.move(
          segment.behind(spark.getLast(), folder), root.resolve("initrd.img"), REPLACE_EXISTING);
      Path iso = folder.resolve("cd.iso");
      Files.deleteIfExists(iso);
      run(List.of("grub-mkrescue", "-o", iso.toString(), root.toString()));
      sections.put("image", iso.toString());
    };
  }

  /** The same CD with a squashfs that xz compresses beside the kernel. */
  static Exhibit.Medium cdWithXz(String configuration) {
    return (folder, segment, sections) -> {
      Path live = Files.createDirectories(folder.resolve("cd/live"));
      Path root = Files.createDirectories(folder.resolve("root"));
      byte[] data = new byte[18 << 20];
      new Random(1).nextBytes(data);
      Files.write(root.resolve("data"), data);
      Path squashfs = live.resolve("filesystem.squashfs");
      Files.deleteIfExists(squashfs);
      run(List.of("mksquashfs", root.toString(), squashfs.toString(), "-noappend", "-comp", "xz"));
      cd(configuration).into(folder, segment, sections);
    };
  }

  /** A disk from which UEFI starts systemd-boot, and that spark's kernel with this line. */
  static Exhibit.Medium systemdBoot(String options) {
    return (folder, _, sections) -> {
      Path esp = folder.resolve("esp.fat");
      run(List.of("truncate", "-s", "48M", esp.toString()));
      run(List.of("/sbin/mkfs.vfat", "-n", "ESP", esp.toString()));
      for (String name : List.of("EFI", "EFI/BOOT", "loader", "loader/entries")) {
        run(List.of("mmd", "-i", esp.toString(), "::/" + name));
      }
      Path entry =
          Files.writeString(
              folder.resolve("entry"), "title Spark\nlinux /vmlinuz\noptions " + options + "\n");
      Map<String, Path> files =
          Map.of(
              "EFI/BOOT/BOOTX64.EFI", Path.of("/usr/lib/systemd/boot/efi/systemd-bootx64.efi"),
              "vmlinuz", Builds.spark().getFirst(),
              "loader/entries/spark.conf", entry);
      for (Map.Entry<String, Path> file : files.entrySet()) {
        run(
            List.of(
                "mcopy",
                "-o",
                "-i",
                esp.toString(),
                file.getValue().toString(),
                "::/" + file.getKey()));
      }
      Path disk = folder.resolve("disk.img");
      run(List.of("truncate", "-s", "64M", disk.toString()));
      run(List.of("/sbin/sgdisk", "-n", "1:2048:+48M", "-t", "1:ef00", disk.toString()));
      run(
          List.of(
              "dd", "if=" + esp, "of=" + disk, "bs=1M", "seek=1", "conv=notrunc", "status=none"));
      sections.put("image", disk.toString());
    };
  }

  /** Spark on a CD that boots by ISOLINUX and its menu, with these lines of isolinux.cfg. */
  static Exhibit.Medium isolinux(String configuration) {
    return (folder, segment, sections) -> {
      Path root = folder.resolve("cd");
      Path loader = Files.createDirectories(root.resolve("isolinux"));
      Files.writeString(loader.resolve("isolinux.cfg"), configuration);
      Files.copy(
          Path.of("/usr/lib/ISOLINUX/isolinux.bin"),
          loader.resolve("isolinux.bin"),
          REPLACE_EXISTING);
      for (String module : List.of("ldlinux.c32", "libutil.c32", "menu.c32")) {
        Files.copy(SYSLINUX.resolve(module), loader.resolve(module), REPLACE_EXISTING);
      }
      List<Path> spark = Builds.spark();
      Files.copy(spark.getFirst(), root.resolve("vmlinuz"), REPLACE_EXISTING);
      Files.move(
          segment.behind(spark.getLast(), folder), root.resolve("initrd.img"), REPLACE_EXISTING);
      Path iso = folder.resolve("cd.iso");
      Files.deleteIfExists(iso);
      run(
          List.of(
              "xorriso",
              "-as",
              "mkisofs",
              "-quiet",
              "-o",
              iso.toString(),
              "-b",
              "isolinux/isolinux.bin",
              "-c",
              "isolinux/boot.cat",
              "-no-emul-boot",
              "-boot-load-size",
              "4",
              "-boot-info-table",
              root.toString()));
      sections.put("image", iso.toString());
    };
  }

  /** A squashfs of some files, as the one NVMe disk of a row of spark. */
  static void squashfs(Path folder, Map<String, String> sections, Damage damage)
      throws IOException, InterruptedException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.write(root.resolve("data"), new byte[4 << 20]);
    Files.copy(Path.of("/bin/busybox"), root.resolve("init"), REPLACE_EXISTING);
    Path image = folder.resolve("root.squashfs");
    Files.deleteIfExists(image);
    run(List.of("mksquashfs", root.toString(), image.toString(), "-noappend", "-comp", "gzip"));
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      damage.to(file);
      file.setLength((file.length() + SECTOR - 1) / SECTOR * SECTOR);
    }
    sections.put(
        "machine",
        "{memory: 256MiB, cpus: 1, disks: [{image: %s, bus: nvme, readOnly: true}]}"
            .formatted(image));
  }

  /** A disk with an empty ext4. */
  static Path ext4(Path folder) throws IOException, InterruptedException {
    Path image = folder.resolve("data.img");
    run(List.of("truncate", "-s", "64M", image.toString()));
    run(List.of("/sbin/mkfs.ext4", "-q", "-F", image.toString()));
    return image;
  }

  /** The first part of a file. */
  static Path cut(Path file, Path copy, double part) throws IOException {
    Files.copy(file, copy, REPLACE_EXISTING);
    try (RandomAccessFile shorter = new RandomAccessFile(copy.toFile(), "rw")) {
      shorter.setLength((long) (shorter.length() * part));
    }
    return copy;
  }

  /** The same CD with something done to it afterwards. */
  static Exhibit.Medium damaged(Exhibit.Medium cd, Damage damage) {
    return (folder, segment, sections) -> {
      cd.into(folder, segment, sections);
      try (RandomAccessFile file = new RandomAccessFile(folder.resolve("cd.iso").toFile(), "rw")) {
        damage.to(file);
      }
    };
  }

  /** What is done to a file. */
  @FunctionalInterface
  interface Damage {
    void to(RandomAccessFile file) throws IOException;
  }

  private static Path disk(Path folder, byte[]... pieces) throws IOException {
    Path image = folder.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(0);
      file.setLength(SIZE);
      for (byte[] piece : pieces) {
        file.write(piece);
      }
    }
    return image;
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed: " + said);
    }
  }
}
