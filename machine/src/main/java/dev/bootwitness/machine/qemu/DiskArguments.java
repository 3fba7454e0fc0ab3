package dev.bootwitness.machine.qemu;

import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.BootChoice;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.DiskBus;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.storage.MachineFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The drives of QEMU's command line, with the controllers they need; for one use.
 *
 * <p>A disk that may come and go has its node from the start, and a place that nothing else takes:
 * on PCI Express a root port of its own, since the root bus itself plugs nothing (QEMU,
 * docs/pcie.txt).
 */
final class DiskArguments {

  /** Ports of an AHCI controller (hw/ide/ich.c). */
  private static final int AHCI_PORTS = 6;

  /**
   * The revolutions per minute of a fast disk, and the value for a non-rotating medium (SBC-4,
   * 6.6.2).
   */
  private static final int TURNING = 7200;

  private static final int SOLID = 1;

  private final ArgumentList argv;
  private final MachineConfig config;
  private final MachineFiles files;
  private int scsi;
  private int sata;
  private int usb;
  private int ide;

  DiskArguments(ArgumentList argv, MachineConfig config, MachineFiles files) {
    this.argv = argv;
    this.config = config;
    this.files = files;
  }

  /** The name by which a data disk is pulled and plugged, in QEMU's device_add and device_del. */
  static String id(int disk) {
    return "plug" + disk;
  }

  /** The words of QEMU's device_add for a data disk that may come and go. */
  static String device(MachineConfig config, MachineFiles files, int disk) {
    return new DiskArguments(new ArgumentList(), config, files).add().get(disk);
  }

  /** Adds the drives, and returns the device of each data disk. */
  List<String> add() {
    Path cdrom = config.boot().cdrom();
    if (cdrom != null) {
      cdrom(cdrom, config.boot() instanceof Boot.Cdrom && config.choice() == BootChoice.MEDIUM);
    }
    if (config.boot() instanceof Boot.Disk disk && config.choice() != BootChoice.DISK_ALONE) {
      if (files.overlay() == null) {
        throw new IllegalArgumentException("no overlay for the boot disk " + disk.image());
      }
      node("boot", files.overlay(), false);
      argv.device(device(disk.bus(), "boot") + bootIndex(config.choice() == BootChoice.MEDIUM));
    }
    List<DataDisk> disks = config.dataDisks();
    List<String> devices = new ArrayList<>();
    for (int i = 0; i < disks.size(); i++) {
      devices.add(dataDisk(disks.get(i), i, files.dataDisks().get(i)));
    }
    return devices;
  }

  private static String bootIndex(boolean first) {
    return first ? ",bootindex=0" : "";
  }

  private void cdrom(Path iso, boolean boots) {
    boolean empty = config.choice() == BootChoice.DISK_ALONE;
    if (!empty) {
      argv.add(
          "-blockdev",
          "node-name=cdrom,driver=raw,read-only=on,file.driver=file,file.filename="
              + ArgumentList.escape(iso));
    }
    String drive = ",id=" + QemuArguments.CD_DRIVE + (empty ? "" : ",drive=cdrom");
    String device =
        switch (config.board()) {
          case Q35 -> "ide-cd" + drive + ",bus=ide.0";
          case I440FX -> "ide-cd" + drive + ",bus=ide.1,unit=1";
          case VIRT -> onScsi("scsi-cd" + drive);
        };
    argv.device(device + bootIndex(boots));
  }

  private String dataDisk(DataDisk disk, int number, Path file) {
    String node = "data" + number;
    node(node, file, disk.readOnly());
    String device = device(disk.bus(), node);
    device += ",serial=" + (disk.serial() == null ? node : disk.serial());
    if (disk.rotational() != null && disk.bus().hasRotationRate()) {
      device += ",rotation_rate=" + (disk.rotational() ? TURNING : SOLID);
    }
    if (disk.presence() != DataDisk.Presence.FIXED) {
      device += ",id=" + id(number) + port(disk.bus(), number);
    }
    device += bootIndex(number == config.bootDisk());
    if (disk.presence() != DataDisk.Presence.UNPLUGGED) {
      argv.device(device);
    }
    return device;
  }

  /** A place of its own on PCI Express; the other buses take a disk at any time. */
  private String port(DiskBus bus, int number) {
    boolean pci = bus == DiskBus.VIRTIO || bus == DiskBus.NVME;
    if (!pci || config.board() == Board.I440FX) {
      return "";
    }
    String port = "port" + number;
    argv.device("pcie-root-port,id=" + port + ",chassis=" + (number + 1));
    return ",bus=" + port;
  }

  /** The disk without its identification; its controller comes before it. */
  private String device(DiskBus bus, String node) {
    return switch (bus) {
      case VIRTIO -> "virtio-blk-pci,drive=" + node;
      case NVME -> "nvme,drive=" + node + (node.equals("boot") ? ",serial=boot" : "");
      case SCSI -> onScsi("scsi-hd,drive=" + node);
      case SATA -> {
        if (sata % AHCI_PORTS == 0) {
          argv.device("ich9-ahci,id=sata" + sata / AHCI_PORTS);
        }
        String port = "sata" + sata / AHCI_PORTS + "." + sata % AHCI_PORTS;
        sata++;
        yield "ide-hd,drive=" + node + ",bus=" + port;
      }
      case USB -> {
        if (usb++ == 0) {
          argv.device("qemu-xhci,id=usb,p2=15,p3=15");
        }
        yield "usb-storage,drive=" + node + ",bus=usb.0";
      }
      case IDE -> {
        // The CD drive, if there is one, is the last of the four.
        String place = "bus=ide." + ide / 2 + ",unit=" + ide % 2;
        ide++;
        yield "ide-hd,drive=" + node + "," + place;
      }
    };
  }

  private String onScsi(String device) {
    if (scsi == 0) {
      argv.device("virtio-scsi-pci,id=scsi");
    }
    return device + ",bus=scsi.0,scsi-id=" + scsi++;
  }

  /** The disk is discarded later: flushing it to the host's disk would only cost time. */
  private void node(String node, Path file, boolean readOnly) {
    argv.add(
        "-blockdev",
        "node-name="
            + node
            + ",driver=qcow2"
            + (readOnly ? ",read-only=on" : "")
            + ",cache.no-flush=on,discard=unmap,file.driver=file"
            + ",file.cache.no-flush=on,file.discard=unmap,file.filename="
            + ArgumentList.escape(file));
  }
}
