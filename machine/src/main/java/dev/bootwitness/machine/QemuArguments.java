package dev.bootwitness.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * QEMU's command line as a pure function of what the machine is and where its files lie.
 *
 * <p>The board is q35: the same for BIOS and UEFI, with the AHCI CD drive that live images expect,
 * and no floppy controller. Booting Linux 6.1 on it took 2.7–3.1 s, on {@code pc} 2.8–3.3 s.
 * Everything is stated ({@code -nodefaults}, {@code -no-user-config}), so that a host's
 * configuration cannot change a run.
 */
public final class QemuArguments {

  /** The board, and what the accelerator is measured on. */
  public static final String BOARD = "q35";

  /**
   * All that seccomp can take from QEMU while it still runs (QEMU 7.2, by TCG and by KVM). {@code
   * spawn=deny} is also what makes the parent-death signal enough: QEMU has no children.
   */
  public static final String SANDBOX =
      "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny";

  /**
   * The side channel's port, as the guest sees it: {@code /sys/class/virtio-ports/*}{@code /name}.
   */
  public static final String SIDE_PORT = "dev.bootwitness.0";

  private static final long MIB = 1L << 20;

  private final List<String> argv = new ArrayList<>();
  private final MachineConfig config;
  private final MachineFiles files;
  private final Accelerator accelerator;

  private QemuArguments(MachineConfig config, MachineFiles files, Accelerator accelerator) {
    this.config = config;
    this.files = files;
    this.accelerator = accelerator;
  }

  /** The whole command line, the program first. */
  static List<String> of(
      Path qemu, MachineConfig config, MachineFiles files, Accelerator accelerator) {
    QemuArguments arguments = new QemuArguments(config, files, accelerator);
    arguments.argv.add(qemu.toString());
    arguments.confinement();
    arguments.board();
    arguments.wires();
    arguments.bootMedium();
    arguments.dataDisks();
    arguments.network();
    arguments.fixtures();
    return List.copyOf(arguments.argv);
  }

  private void confinement() {
    add("-name", "guest=" + config.name() + ",debug-threads=on");
    argv.add("-no-user-config");
    argv.add("-nodefaults");
    add("-display", "none");
    add("-sandbox", SANDBOX);
    // Paused until powerOn(): not a byte of the guest's may pass before somebody listens.
    argv.add("-S");
    // A panicked guest goes on as a real machine would: the rest of its trace, kdump, panic=N.
    // The default would power it off in the middle (qemu(1), -action).
    add("-action", "panic=none");
  }

  private void board() {
    StringBuilder machine = new StringBuilder(BOARD);
    MachineFiles.Uefi uefi = files.uefi();
    if (uefi != null) {
      add(
          "-blockdev",
          "node-name=firmware-code,driver=raw,read-only=on,file.driver=file,file.filename="
              + escape(uefi.code()));
      add(
          "-blockdev",
          "node-name=firmware-vars,driver=raw,file.driver=file,file.filename="
              + escape(uefi.vars()));
      machine.append(",pflash0=firmware-code,pflash1=firmware-vars");
    }
    add("-machine", machine.toString());
    add("-accel", accelerator.id());
    add("-cpu", accelerator.cpuModel());
    add("-m", config.memoryBytes() / MIB + "M");
    add("-smp", "cpus=" + config.cpus());
    // Without strict, SeaBIOS tries every other device when the boot medium fails.
    add("-boot", "menu=off,strict=on");
  }

  private void wires() {
    add("-chardev", "socket,id=qmp,path=" + escape(files.qmpSocket()));
    add("-mon", "chardev=qmp,mode=control");
    add("-chardev", "socket,id=serial0,path=" + escape(files.serialSocket()));
    add("-serial", "chardev:serial0");
    // A byte channel to whoever opens it in the guest; nobody has to (hw/char/virtio-serial-bus.c).
    add("-chardev", "socket,id=side,path=" + escape(files.sideSocket()));
    add("-device", "virtio-serial-pci,id=side-bus,max_ports=2");
    add("-device", "virtserialport,bus=side-bus.0,chardev=side,name=" + SIDE_PORT);
  }

  private void bootMedium() {
    switch (config.boot()) {
      case Boot.Cdrom cdrom -> {
        add(
            "-blockdev",
            "node-name=boot,driver=raw,read-only=on,file.driver=file,file.filename="
                + escape(cdrom.iso()));
        add("-device", "ide-cd,drive=boot,bus=ide.0,bootindex=0");
      }
      case Boot.Disk disk -> {
        if (files.overlay() == null) {
          throw new IllegalArgumentException("no overlay for the boot disk " + disk.image());
        }
        scratchDisk("boot", files.overlay());
        add("-device", "virtio-blk-pci,drive=boot,bootindex=0");
      }
      case Boot.Kernel kernel -> {
        add("-kernel", kernel.kernel().toString());
        if (kernel.initrd() != null) {
          add("-initrd", kernel.initrd().toString());
        }
        add("-append", kernel.append());
      }
    }
  }

  private void dataDisks() {
    for (int i = 0; i < files.dataDisks().size(); i++) {
      scratchDisk("data" + i, files.dataDisks().get(i));
      add("-device", "virtio-blk-pci,drive=data" + i + ",serial=data" + i);
    }
  }

  /** A disk nobody keeps: flushing it to the host's disk would only cost time. */
  private void scratchDisk(String node, Path file) {
    add(
        "-blockdev",
        "node-name="
            + node
            + ",driver=qcow2,cache.no-flush=on,discard=unmap,file.driver=file"
            + ",file.cache.no-flush=on,file.discard=unmap,file.filename="
            + escape(file));
  }

  private void network() {
    for (int i = 0; i < config.nics().size(); i++) {
      String restrict = config.nics().get(i) == Nic.ISOLATED ? ",restrict=on" : "";
      add("-netdev", "user,id=net" + i + restrict);
      // No boot ROM: iPXE would only delay the boot and offer a medium nobody asked for.
      add("-device", "virtio-net-pci,netdev=net" + i + ",romfile=");
    }
  }

  private void fixtures() {
    add("-device", "VGA");
    // The ISA form is found by ACPI in every kernel with pvpanic; the PCI form needs Linux 5.14.
    add("-device", "pvpanic");
    add("-object", "rng-builtin,id=rng0");
    add("-device", "virtio-rng-pci,rng=rng0");
  }

  private void add(String option, String value) {
    argv.add(option);
    argv.add(value);
  }

  /** Commas end a value in QEMU's key=value lists; doubled, they stand for themselves. */
  private static String escape(Path path) {
    return path.toString().replace(",", ",,");
  }
}
