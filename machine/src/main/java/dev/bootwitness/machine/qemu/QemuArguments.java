package dev.bootwitness.machine.qemu;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.BootChoice;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.storage.MachineFiles;
import dev.bootwitness.machine.storage.MachineStart;
import java.nio.file.Path;
import java.util.List;

/**
 * QEMU's command line as a pure function of the machine's configuration and the location of its
 * files.
 *
 * <p>The standard board is q35: the same for BIOS and UEFI, with the AHCI CD drive that live images
 * expect, and no floppy controller. Booting Linux 6.1 on it took 2.7–3.1 s, on {@code pc} 2.8–3.3
 * s. Everything is stated ({@code -nodefaults}, {@code -no-user-config}), so that a host's
 * configuration cannot change a run.
 */
public final class QemuArguments {

  /** What the accelerator is measured on. */
  public static final String BOARD = Board.Q35.id();

  /**
   * Everything that seccomp can take from QEMU while it still runs (QEMU 7.2, with TCG and with
   * KVM). {@code spawn=deny} is also what makes the parent-death signal enough: QEMU has no
   * children.
   */
  public static final String SANDBOX =
      "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny";

  /**
   * The side channel's port, as the guest sees it: {@code /sys/class/virtio-ports/*}{@code /name}.
   */
  public static final String SIDE_PORT = "dev.bootwitness.0";

  /** The first serial line's character device: QEMU's standard input and output. */
  public static final String CONSOLE = "serial0";

  /** The CD drive, for QEMU's eject. */
  public static final String CD_DRIVE = "cd";

  private QemuArguments() {}

  /** The name of a data disk that may come and go, for QEMU's device_add and device_del. */
  public static String diskId(int disk) {
    return DiskArguments.id(disk);
  }

  /** The words of QEMU's device_add for a data disk that may come and go. */
  public static String diskDevice(MachineConfig config, MachineFiles files, int disk) {
    return DiskArguments.device(config, files, disk);
  }

  /** The whole command line of a machine that is only switched on, the program first. */
  public static List<String> of(
      Path qemu, MachineConfig config, MachineFiles files, Accelerator accelerator) {
    return of(qemu, config, files, accelerator, MachineStart.COLD);
  }

  /** The whole command line, the program first. */
  public static List<String> of(
      Path qemu,
      MachineConfig config,
      MachineFiles files,
      Accelerator accelerator,
      MachineStart origin) {
    ArgumentList argv = new ArgumentList();
    argv.word(qemu.toString());
    confinement(argv, config);
    BoardArguments.add(argv, config, files, accelerator);
    wires(argv, files);
    if (config.choice() == BootChoice.MEDIUM) {
      kernel(argv, config.boot());
    }
    var _ = new DiskArguments(argv, config, files).add();
    PeripheralArguments.network(argv, config);
    PeripheralArguments.add(argv, config, files);
    sideChannel(argv, files);
    MemoryArguments.add(argv, config, origin);
    return argv.words();
  }

  private static void confinement(ArgumentList argv, MachineConfig config) {
    argv.add("-name", "guest=" + config.name() + ",debug-threads=on");
    argv.word("-no-user-config");
    argv.word("-nodefaults");
    argv.add("-display", "none");
    argv.add("-sandbox", SANDBOX);
    // Paused until powerOn(): no byte of the guest may pass before somebody listens.
    argv.word("-S");
    // A panicked guest continues as a real machine would: the rest of its trace, kdump, panic=N.
    // The default would power it off in between (qemu(1), -action).
    argv.add("-action", "panic=none");
  }

  private static void wires(ArgumentList argv, MachineFiles files) {
    argv.add("-chardev", "socket,id=qmp,path=" + ArgumentList.escape(files.qmpSocket()));
    argv.add("-mon", "chardev=qmp,mode=control");
    // A pipe holds 64 KiB, whatever the size of the writes. A Unix socket is full after some 280 of
    // the single bytes that an emulated UART sends (each is charged a buffer of its own,
    // net/unix/af_unix.c), and then the guest's kernel waits in printk for the reader: measured, a
    // tenth of a boot.
    argv.add("-chardev", "stdio,id=" + CONSOLE + ",signal=off");
    argv.add("-serial", "chardev:" + CONSOLE);
    for (int i = 0; i < files.moreSerialSockets().size(); i++) {
      String id = "serial" + (i + 1);
      argv.add(
          "-chardev",
          "socket,id=" + id + ",path=" + ArgumentList.escape(files.moreSerialSockets().get(i)));
      argv.add("-serial", "chardev:" + id);
    }
  }

  /**
   * A byte channel to the program that opens it in the guest, if any. It is the last device, so
   * that it does not move others to other slots.
   */
  private static void sideChannel(ArgumentList argv, MachineFiles files) {
    argv.add("-chardev", "socket,id=side,path=" + ArgumentList.escape(files.sideSocket()));
    argv.device("virtio-serial-pci,id=side-bus,max_ports=2");
    argv.device("virtserialport,bus=side-bus.0,chardev=side,name=" + SIDE_PORT);
  }

  private static void kernel(ArgumentList argv, Boot boot) {
    if (boot instanceof Boot.Kernel kernel) {
      argv.add("-kernel", kernel.kernel().toString());
      if (kernel.initrd() != null) {
        argv.add("-initrd", kernel.initrd().toString());
      }
      argv.add("-append", kernel.append());
    }
  }
}
