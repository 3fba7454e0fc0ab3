package dev.bootwitness.prenixos.machine;

import dev.bootwitness.console.terminal.Screen;
import dev.bootwitness.console.terminal.VtParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A machine that goes on from where another one was frozen: a Debian after its boot, in which
 * pre-nixos has not run, without a disk to spare and without a network card. Disks are plugged in
 * afterwards, so the kernel meets them as at a boot. It takes two seconds, where a boot takes
 * thirty.
 */
final class ThawedGuest implements AutoCloseable {
  private static final String READY = "~READY~";
  private static final String END = "~END ";

  /** Lines from the console are commands: as they come, since a terminal would cut them at 4096. */
  private static final String SHELL =
      """
      exec < /dev/ttyS0 > /dev/ttyS0 2>&1
      stty -F /dev/ttyS0 raw -echo
      export LC_ALL=C
      # A resync would write to every byte of the disks.
      modprobe -a md_mod raid0 raid1 raid10 raid456 vfat ext4 sd_mod
      echo 0 > /proc/sys/dev/raid/speed_limit_min
      echo 1 > /proc/sys/dev/raid/speed_limit_max
      modprobe floppy
      udevadm settle
      echo '~READY~'
      while IFS= read -r line; do eval "$line" < /dev/null; echo "~END $?~"; done
      """;

  private final Process qemu;
  private final Monitor monitor;
  private final BufferedReader lines;
  private final Writer typed;

  /** Disks of QEMU that the guest shows; the board has an empty DVD drive. */
  private int there = 1;

  private ThawedGuest(Process qemu, Path socket) throws IOException, InterruptedException {
    this.qemu = qemu;
    monitor = connected(socket, qemu);
    lines = qemu.inputReader(StandardCharsets.UTF_8);
    typed = qemu.outputWriter(StandardCharsets.UTF_8);
  }

  private static Monitor connected(Path socket, Process qemu) throws IOException {
    while (qemu.isAlive()) {
      try {
        return new Monitor(socket);
      } catch (SocketException e) {
        // QEMU has not made it yet, or does not listen to it yet.
        Thread.onSpinWait();
      }
    }
    throw new IOException(new String(qemu.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** One machine more; {@code more} are QEMU's options of what is not frozen with it. */
  static ThawedGuest thaw(Path folder) throws IOException, InterruptedException {
    Path state = frozen();
    Files.deleteIfExists(folder.resolve("monitor"));
    var guest = start(folder, state.resolveSibling("script"), List.of("-incoming", "defer"));
    guest.monitor.tell("migrate_incoming \"exec:cat " + state + "\"");
    // It reads the state in the background, and is then stopped, as the frozen one was.
    while (guest.monitor.tell("info status").contains("inmigrate")) {
      Thread.onSpinWait();
    }
    guest.monitor.tell("cont");
    return guest;
  }

  private static Path frozen() throws IOException, InterruptedException {
    Path made = GuestBoot.prepared();
    Path state = made.resolve("frozen");
    if (Files.exists(state)) {
      return state;
    }
    Path text = Files.writeString(made.resolve("script"), SHELL);
    GuestBoot.blank(text, 65_536);
    Files.deleteIfExists(made.resolve("monitor"));
    try (ThawedGuest guest = start(made, text, List.of())) {
      guest.until(READY);
      Path unfinished = made.resolve("frozen.tmp");
      guest.monitor.tell("stop");
      guest.monitor.tell("migrate_set_parameter max-bandwidth 8G");
      guest.monitor.tell("migrate \"exec:cat > " + unfinished + "\"");
      Files.move(unfinished, state);
    }
    return state;
  }

  private static ThawedGuest start(Path folder, Path script, List<String> more)
      throws IOException, InterruptedException {
    Path made = GuestBoot.prepared();
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            ("qemu-system-x86_64 -machine q35 -accel tcg,thread=multi -cpu max -smp 2 -m 1024 -nic none"
                    + " -display none -serial stdio -serial null"
                    + " -device pcie-root-port,id=port0,chassis=1 -device pcie-root-port,id=port1,chassis=2"
                    + " -device virtio-scsi-pci,id=scsi0 -device qemu-xhci,id=usb"
                    + " -device isa-fdc,id=fdc -device floppy,bus=fdc.0")
                .split(" ")));
    command.addAll(
        List.of("-monitor", "unix:" + folder.resolve("monitor") + ",server=on,wait=off"));
    command.addAll(List.of("-kernel", made.resolve("vmlinuz").toString()));
    command.addAll(List.of("-initrd", made.resolve("initrd").toString()));
    command.add("-append");
    command.add(
        "console=ttyS0,115200 systemd.unit=test.service systemd.mask=pre-nixos.service"
            + " systemd.show_status=false quiet loglevel=4 random.trust_cpu=on");
    command.addAll(GuestBoot.drive(made.resolve("root.squashfs"), "TEST-ROOT", true));
    command.addAll(GuestBoot.drive(made.resolve("pre-nixos.squashfs"), "TEST-PACKAGE", true));
    command.addAll(GuestBoot.drive(script, "TEST-SCRIPT", true));
    command.addAll(more);
    Process qemu = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new ThawedGuest(qemu, folder.resolve("monitor"));
  }

  /** Plugs disks in; the guest knows them afterwards. */
  ThawedGuest plug(GuestDisk... disks) throws IOException {
    for (GuestDisk disk : disks) {
      monitor.tell("drive_add 0 " + disk.drive());
      monitor.tell("device_add " + disk.deviceOptions());
    }
    there += disks.length;
    run(
        "until [ $(lsblk -dnro TYPE,TRAN,MODEL | grep -c 'disk.*QEMU\\|rom.*QEMU') = "
            + there
            + " ]; do sleep 0.2; done");
    run("udevadm settle");
    return this;
  }

  /** Plugs in a network card on this back end of QEMU's. */
  void card(String backEnd) throws IOException {
    monitor.tell("netdev_add " + backEnd + ",id=net0");
    monitor.tell("device_add virtio-net-pci,id=card0,netdev=net0,bus=port1");
    run("until ls -d /sys/class/net/*/device > /dev/null 2>&1; do sleep 0.2; done; udevadm settle");
  }

  /** Takes the card's carrier away. */
  void cable(boolean plugged) throws IOException {
    monitor.tell("set_link card0 " + (plugged ? "on" : "off"));
  }

  /** Whether it goes on for this long; what happens meanwhile is not read. */
  boolean runsFor(long millis) throws InterruptedException {
    return !qemu.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** What a command prints; its exit status stands at the end. */
  String run(String command) throws IOException {
    type(command);
    return until(END);
  }

  /** Begins a command. */
  void type(String command) throws IOException {
    typed.write(command.strip() + "\n");
    typed.flush();
  }

  /** What the console shows up to the line that has this text. */
  String until(String text) throws IOException {
    var shown = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      shown.append(line.stripTrailing()).append('\n');
      if (line.contains(text)) {
        return shown.toString();
      }
    }
    throw new IOException("the machine ended before it showed \"" + text + "\":\n" + shown);
  }

  /** Draws what the console shows until the screen has this text. */
  void draw(Screen screen, String text) throws IOException {
    var parser = new VtParser(screen);
    while (!screen.text().contains(text)) {
      int c = lines.read();
      if (c < 0) {
        throw new IOException("the machine ended, and its screen shows:\n" + screen.text());
      }
      parser.feed(new byte[] {(byte) c}, 0, 1);
    }
  }

  /** Presses keys. */
  void press(String keys) throws IOException {
    typed.write(keys);
    typed.flush();
  }

  /** SIGKILL: what the guest has not written is lost, as when the power fails. */
  @Override
  public void close() throws IOException {
    qemu.destroyForcibly();
    monitor.close();
    try {
      qemu.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
