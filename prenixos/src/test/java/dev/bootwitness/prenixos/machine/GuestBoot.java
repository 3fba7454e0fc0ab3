package dev.bootwitness.prenixos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A machine that boots, runs pre-nixos.service and then the script of a test, and powers off. What
 * it boots is made once by {@code src/test/machine/prepare}, of the newest ISO of debian-live.
 */
final class GuestBoot {
  private static final Path HOME =
      Path.of(System.getProperty("bootwitness.home", "..")).toAbsolutePath().normalize();
  private static final Path PLACE = HOME.resolve("prenixos/target/machine");
  private static final ReentrantLock MAKING = new ReentrantLock();
  private static boolean made;
  private static final int SCRIPT_BYTES = 65_536;

  private final List<String> disks = new ArrayList<>();
  private final Path folder;
  private String words = "";

  /**
   * @param folder where the machine's files may be put
   */
  GuestBoot(Path folder) {
    this.folder = folder;
  }

  /** A blank disk image, sparse. */
  static Path blank(Path file, long bytes) throws IOException {
    try (var image = new RandomAccessFile(file.toFile(), "rw")) {
      image.setLength(bytes);
    }
    return file;
  }

  GuestBoot disk(Path image, String serial) {
    disks.addAll(drive(image, serial, false));
    return this;
  }

  GuestBoot floppy() {
    disks.addAll(List.of("-device", "isa-fdc,id=fdc", "-device", "floppy,bus=fdc.0"));
    return this;
  }

  /** Words of the kernel's command line. */
  GuestBoot kernel(String more) {
    words = more;
    return this;
  }

  static List<String> drive(Path image, String serial, boolean readOnly) {
    String id = "d" + serial.replaceAll("\\W", "");
    return List.of(
        "-drive",
        "if=none,format=raw,id=" + id + ",file=" + image + (readOnly ? ",readonly=on" : ""),
        "-device",
        "virtio-blk-pci,drive=" + id + ",serial=" + serial);
  }

  /** What the console showed until the machine powered off. */
  String run(String script) throws IOException, InterruptedException {
    String console = console(script, "");
    assertThat(console).as("the machine powers off by itself").contains("Power down");
    return console;
  }

  /** What the console showed until the power failed, which is as soon as it shows this text. */
  String cut(String text) throws IOException, InterruptedException {
    String console = console("true", text);
    assertThat(console).contains(text).doesNotContain("Power down");
    return console;
  }

  private String console(String script, String until) throws IOException, InterruptedException {
    Path made = prepared();
    Path text = Files.writeString(folder.resolve("script"), script);
    blank(text, SCRIPT_BYTES);
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            ("qemu-system-x86_64 -machine q35 -accel tcg,thread=multi -cpu max -smp 2 -m 1024 -nic none"
                    + " -display none -monitor none -serial stdio -no-reboot")
                .split(" ")));
    command.addAll(List.of("-kernel", made.resolve("vmlinuz").toString()));
    command.addAll(List.of("-initrd", made.resolve("initrd").toString()));
    command.add("-append");
    command.add(
        "console=ttyS0,115200 systemd.unit=test.service systemd.show_status=false quiet loglevel=4 "
            + words);
    command.addAll(drive(made.resolve("root.squashfs"), "TEST-ROOT", true));
    command.addAll(drive(made.resolve("pre-nixos.squashfs"), "TEST-PACKAGE", true));
    command.addAll(drive(text, "TEST-SCRIPT", true));
    command.addAll(disks);
    Process qemu = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader lines = qemu.inputReader(StandardCharsets.UTF_8)) {
      var console = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        console.append(line).append('\n');
        if (!until.isEmpty() && line.contains(until)) {
          break;
        }
      }
      return console.toString();
    } finally {
      // SIGKILL: what the guest has not flushed is lost, as when the power fails.
      qemu.destroyForcibly().waitFor();
    }
  }

  /**
   * The folder with what a machine boots, made anew when something that it is made of has changed.
   */
  static Path prepared() throws IOException, InterruptedException {
    MAKING.lock();
    try {
      Path ready = PLACE.resolve("ready");
      if (!made && !(Files.exists(ready) && isOlder(ready))) {
        Files.createDirectories(PLACE);
        Files.deleteIfExists(ready);
        Files.deleteIfExists(PLACE.resolve("frozen"));
        var begun = FileTime.from(Instant.now());
        succeeds(HOME.resolve("prenixos/src/test/machine/prepare"), iso(), PLACE);
        Files.setLastModifiedTime(Files.createFile(ready), begun);
      }
      made = true;
      return PLACE;
    } finally {
      MAKING.unlock();
    }
  }

  /** Whether nothing has changed since. */
  private static boolean isOlder(Path ready) throws IOException {
    FileTime then = Files.getLastModifiedTime(ready);
    for (String source :
        List.of(
            "prenixos/src/main",
            "prenixos/package",
            "prenixos/src/test/machine",
            "images/pre-nixos")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(source))) {
        if (files.anyMatch(file -> file.toFile().lastModified() > then.toMillis())) {
          return false;
        }
      }
    }
    return true;
  }

  private static Path iso() throws IOException, InterruptedException {
    Path images = Files.createDirectories(HOME.resolve(".bootwitness/images"));
    try (Stream<Path> files = Files.walk(images)) {
      var newest =
          files
              .filter(f -> f.endsWith("debian-live.iso"))
              .max(Comparator.comparingLong(f -> f.toFile().lastModified()));
      if (newest.isPresent()) {
        return newest.get();
      }
    }
    succeeds(HOME.resolve("images/debian-live/build"), Path.of("--out"), PLACE);
    return PLACE.resolve("debian-live.iso");
  }

  private static void succeeds(Path... command) throws IOException, InterruptedException {
    Path log = PLACE.resolve(command[0].getFileName() + ".log");
    Process process =
        new ProcessBuilder(Stream.of(command).map(Path::toString).toList())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.exists(log) ? "see " + log : "").isZero();
  }
}
