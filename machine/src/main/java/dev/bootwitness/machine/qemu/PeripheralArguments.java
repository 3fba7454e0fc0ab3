package dev.bootwitness.machine.qemu;

import dev.bootwitness.machine.config.Architecture;
import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.config.Nic;
import dev.bootwitness.machine.config.Peripheral;
import dev.bootwitness.machine.storage.MachineFiles;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The other devices of QEMU's command line: network cards, screen, and small devices. */
final class PeripheralArguments {

  private PeripheralArguments() {}

  static void network(ArgumentList argv, MachineConfig config) {
    List<Nic> nics = config.nics();
    for (int i = 0; i < nics.size(); i++) {
      Nic nic = nics.get(i);
      // The first has QEMU's usual 10.0.2.0/24; two cards on one net would confuse a guest's
      // routes.
      String net = i == 0 ? "" : ",net=10.0." + (2 + i) + ".0/24";
      String restrict = nic.reach() == Nic.Reach.ISOLATED ? ",restrict=on" : "";
      argv.add("-netdev", "user,id=net" + i + net + restrict);
      // No boot ROM: iPXE would only delay the boot and offer a medium nobody asked for.
      argv.device(
          nic.model().id()
              + ",netdev=net"
              + i
              + ",romfile="
              + (nic.mac() == null ? "" : ",mac=" + nic.mac()));
    }
  }

  static void add(ArgumentList argv, MachineConfig config, MachineFiles files) {
    boolean x86 = config.board().architecture() == Architecture.X86_64;
    argv.device(x86 ? "VGA" : "virtio-gpu-pci");
    // The ISA form is found by ACPI in every kernel with pvpanic; the PCI form needs Linux 5.14.
    argv.device(x86 ? "pvpanic" : "pvpanic-pci");
    for (Peripheral device : config.peripherals().devices()) {
      add(argv, device, config.board(), files);
    }
  }

  private static void add(ArgumentList argv, Peripheral device, Board board, MachineFiles files) {
    switch (device) {
      case RNG -> {
        argv.add("-object", "rng-builtin,id=rng0");
        argv.device("virtio-rng-pci,rng=rng0");
      }
      case WATCHDOG -> argv.device("i6300esb");
      case FLOPPY -> {
        if (board == Board.Q35) {
          argv.device("isa-fdc");
        }
        argv.device("floppy,unit=0,drive-type=144");
      }
      case TPM -> tpm(argv, board, files.tpmSocket());
    }
  }

  private static void tpm(ArgumentList argv, Board board, @Nullable Path socket) {
    if (socket != null) {
      boolean x86 = board.architecture() == Architecture.X86_64;
      argv.add("-chardev", "socket,id=tpm,path=" + ArgumentList.escape(socket));
      argv.add("-tpmdev", "emulator,id=tpm0,chardev=tpm");
      argv.device((x86 ? "tpm-crb" : "tpm-tis-device") + ",tpmdev=tpm0");
    }
  }
}
