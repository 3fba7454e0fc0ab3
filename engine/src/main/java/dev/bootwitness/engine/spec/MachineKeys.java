package dev.bootwitness.engine.spec;

import static dev.bootwitness.engine.binding.Form.either;
import static dev.bootwitness.engine.binding.Form.listOf;
import static dev.bootwitness.engine.binding.Form.oneOf;
import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Mapping;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.KeyRule;
import dev.bootwitness.engine.binding.SpecKey;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.machine.config.Architecture;
import dev.bootwitness.machine.config.DiskBus;
import dev.bootwitness.machine.config.Nic;
import dev.bootwitness.machine.config.Peripheral;
import java.util.stream.Stream;

/** The keys of {@code machine}, its disks and its network cards. */
final class MachineKeys {

  static final SpecKeys DISK =
      SpecKeys.of(
              "machine.disks[]",
              optional(
                  "name",
                  Scalar.TEXT,
                  "`data0`, `data1`, …",
                  "What steps call the disk: 1 to 20 characters of `A-Z a-z 0-9 . _ -`."),
              optional(
                  "size",
                  Scalar.SIZE,
                  "none",
                  "The size of a blank disk. Exactly one of `size` and `image` must be given."),
              optional(
                  "image",
                  Scalar.PATH,
                  "none",
                  "A file (qcow2 or raw) with the disk's content. The file is never written to."),
              optional(
                  "bus",
                  oneOf(DiskBus.class),
                  "virtio",
                  "How the disk is connected. `ide` needs `type: i440fx`."),
              optional(
                  "serial",
                  Scalar.TEXT,
                  "its name",
                  "The disk's serial number: 1 to 20 characters of `A-Z a-z 0-9 . _ -`."),
              optional(
                  "rotational",
                  Scalar.BOOLEAN,
                  "what the bus does",
                  "What a Linux guest sees in `/sys/block/…/queue/rotational`."),
              optional(
                  "keep",
                  Scalar.PATH,
                  "run",
                  "How long the content stays. `run`: through all restarts of the run. A folder: from run to"
                      + " run, in the file `NAME.qcow2` there, which one run at a time uses. A machine with"
                      + " such a disk has no checkpoints."),
              optional("readOnly", Scalar.BOOLEAN, "false", "Whether the disk is write-protected."),
              optional(
                  "plugged",
                  Scalar.BOOLEAN,
                  "as the steps say",
                  "Whether the disk is there at power-on. With the key, it may come and go while the machine"
                      + " runs, by steps or by tests in Java; not on `sata` or `ide`."))
          .ruled(KeyRule.exactlyOne("size", "image"));

  static final SpecKeys NIC =
      SpecKeys.of(
          "machine.network[]",
          required("kind", oneOf(Nic.Reach.class), "What the card reaches."),
          optional(
              "mac", Scalar.TEXT, "QEMU's own", "The address, in quotes: `\"52:54:00:00:00:01\"`."),
          optional("model", oneOf(Nic.Model.class), "virtio", "What the guest's driver sees."));

  static final SpecKeys MACHINE =
      SpecKeys.of(
              "machine",
              optional(
                  "arch",
                  oneOf(Architecture.class),
                  "x86_64",
                  "The processors. `aarch64` is emulated (package `qemu-system-arm`); its console is"
                      + " `ttyAMA0`."),
              optional(
                  "type",
                  oneOf(PcType.class),
                  "q35",
                  "The board of an x86-64 machine: PCI Express and AHCI, or PCI and IDE."),
              optional("memory", Scalar.SIZE, "2GiB", "Guest memory."),
              optional("cpus", new Form.Whole(1, 255), "2", "Virtual processors."),
              optional(
                  "disks",
                  listOf(either(Scalar.SIZE, new Mapping(DISK))),
                  "none",
                  "Disks beside the boot medium, thrown away with the run. A size is short for `{size:"
                      + " …}`."),
              optional(
                  "firmware",
                  oneOf(MachineSpec.Firmware.class),
                  "`bios`; on aarch64 `uefi`, or none for a kernel",
                  "SeaBIOS, or TianoCore without Secure Boot (packages `ovmf`, `qemu-efi-aarch64`) with a"
                      + " variable store of the run's own."),
              optional(
                  "accelerator",
                  oneOf(MachineSpec.AcceleratorWish.class),
                  "auto",
                  "`auto` takes the one that ran the probe guest fastest, `kvm` takes KVM or fails, `tcg`"
                      + " takes emulation."),
              optional(
                  "network",
                  either(oneOf(NetworkWord.class), listOf(new Mapping(NIC))),
                  "isolated",
                  "A card with QEMU's own DHCP and no way out, no card, a card that reaches what this host"
                      + " reaches, or a list of cards."),
              optional(
                  "internet", Scalar.BOOLEAN, "false", "`true` is short for `network: internet`."),
              optional(
                  "serialPorts",
                  new Form.Whole(1, 4),
                  "1",
                  "Serial ports. The first is the console; what the others send is in `serial1.raw` and so"
                      + " on. aarch64 has one."))
          .and(Stream.of(Peripheral.values()).map(MachineKeys::device))
          .ruled(new KeyRule.NotBoth("internet", "network"));

  private static SpecKey device(Peripheral device) {
    return optional(
        device.key(), Scalar.BOOLEAN, String.valueOf(device.isStandard()), device.help());
  }

  /** The boards of an x86-64 machine, as {@code type} names them. */
  enum PcType {
    Q35,
    I440FX
  }

  /** What {@code network} may be instead of a list of cards. */
  enum NetworkWord {
    ISOLATED,
    NONE,
    INTERNET
  }

  private MachineKeys() {}
}
