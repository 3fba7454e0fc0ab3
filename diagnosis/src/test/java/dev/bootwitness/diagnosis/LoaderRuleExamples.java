package dev.bootwitness.diagnosis;

import static dev.bootwitness.diagnosis.RuleExample.ex;

import dev.bootwitness.record.Stage;
import java.util.List;

/** Examples of the rules for firmware and boot loaders. */
final class LoaderRuleExamples {
  private LoaderRuleExamples() {}

  static final List<RuleExample> ALL =
      List.of(
          ex(
              "systemd-boot-no-program",
              Stage.LOADER,
              "Error loading \\vmlinuz-6.1: Unsupported",
              "no EFI program",
              "Error loading \\vmlinuz-6.1: Not Found"),
          ex(
              "systemd-boot-unsupported",
              Stage.LOADER,
              "Error reading \\EFI\\Linux\\arch.efi: Unsupported",
              "\\EFI\\Linux\\arch.efi: Unsupported",
              "Error loading \\EFI\\Linux\\arch.efi: Unsupported"),
          ex(
              "systemd-boot-unsupported",
              Stage.LOADER,
              "Error opening \\EFI\\Linux\\arch.efi: Unsupported",
              "cannot load",
              "Error opening root path: Unsupported"),
          ex(
              "systemd-boot-no-root-path",
              Stage.LOADER,
              "Error opening root path: Not Found",
              "root path",
              "Error opening root device"),
          ex(
              "seabios-no-bootable-device",
              Stage.FIRMWARE,
              "No bootable device.  Retrying in 60 seconds.",
              "SeaBIOS",
              "Boot failed: not a bootable disk"),
          ex(
              "ovmf-no-bootable-option",
              Stage.FIRMWARE,
              "BdsDxe: No bootable option or device was found.",
              "UEFI",
              "BdsDxe: failed to load Boot0001 \"UEFI QEMU DVD-ROM\": Not Found"),
          ex("uefi-shell-prompt", Stage.FIRMWARE, "Shell> ", "UEFI", "Shell> echo -off"),
          ex(
              "grub-file-not-found",
              Stage.LOADER,
              "error: file `/boot/vmlinuz-6.1.0' not found.",
              "/boot/vmlinuz-6.1.0",
              "error: file `/boot/grub/fonts/unicode.pf2' not found."),
          ex(
              "grub-no-such-device",
              Stage.LOADER,
              "error: no such device: 1234-ABCD.",
              "1234-ABCD",
              "error: no suitable video mode found."),
          ex(
              "grub-configuration",
              Stage.LOADER,
              "error: ../../grub-core/script/function.c:119:can't find command `linuks'.",
              "linuks",
              "error: no suitable video mode found."),
          ex(
              "grub-gives-up",
              Stage.LOADER,
              "  Failed to boot both default and fallback entries.",
              "returned to its menu",
              "  Booting a command list"),
          ex(
              "grub-kernel-refused",
              Stage.LOADER,
              "error: ../../grub-core/loader/i386/linux.c:690:invalid magic number.",
              "invalid magic number",
              "error: no suitable video mode found."),
          ex(
              "grub-no-kernel",
              Stage.LOADER,
              "error: ../../grub-core/loader/i386/linux.c:1:you need to load the kernel first.",
              "kernel",
              "error: no suitable video mode found."),
          ex(
              "grub-rescue",
              Stage.LOADER,
              "Entering rescue mode...",
              "GRUB",
              "Entering recovery mode of the menu"),
          ex(
              "grub-rescue-prompt",
              Stage.LOADER,
              "grub rescue> ",
              "grub rescue>",
              "grub rescue> ls"),
          ex("grub-prompt", Stage.LOADER, "grub> ", "grub>", "grub> boot"),
          ex("syslinux-prompt", Stage.LOADER, "boot: ", "boot:", "boot: linux single"),
          ex(
              "syslinux-kernel-not-found",
              Stage.LOADER,
              "Could not find kernel image: linux",
              "linux",
              "Loading linux... ok"),
          ex(
              "syslinux-load-failed",
              Stage.LOADER,
              "Loading /boot/bzImage... failed: No such file or directory",
              "/boot/bzImage: No such file",
              "Loading /boot/bzImage... ok"),
          ex(
              "syslinux-no-configuration",
              Stage.LOADER,
              "No DEFAULT or UI configuration directive found!",
              "No DEFAULT",
              "Automatic boot in 10 seconds..."),
          ex(
              "systemd-boot-load-failed",
              Stage.LOADER,
              "Error loading \\EFI\\nixos\\kernel.efi: Not Found",
              "\\EFI\\nixos\\kernel.efi: Not Found",
              "Error loading the wallpaper, using none"),
          ex(
              "systemd-boot-refused",
              Stage.FIRMWARE,
              "../src/boot/boot.c:2820@call_image_start: Error loading EFI binary \\EFI\\Linux\\debian.efi: Access denied",
              "\\EFI\\Linux\\debian.efi: Access denied",
              "Error loading EFI binary \\EFI\\Linux\\debian.efi: Not found"),
          ex(
              "shim-load-failed",
              Stage.FIRMWARE,
              "Failed to open \\EFI\\BOOT\\grubx64.efi - Not Found",
              "grubx64.efi",
              "Failed to open the fallback list, going on"),
          ex(
              "ipxe-nothing-to-boot",
              Stage.FIRMWARE,
              "Nothing to boot: No such file or directory (https://ipxe.org/2d03e13b)",
              "No such file",
              "iPXE 1.0.0+ -- Open Source Network Boot Firmware -- https://ipxe.org"),
          ex("uboot-prompt", Stage.FIRMWARE, "=> ", "U-Boot", "=> printenv bootcmd"),
          ex(
              "uboot-no-kernel",
              Stage.LOADER,
              "ERROR: can't get kernel image!",
              "get kernel image",
              "## Booting kernel from Legacy Image at 82000000 ..."),
          ex(
              "uboot-kernel-refused",
              Stage.LOADER,
              "Wrong Image Format for bootm command",
              "Wrong Image",
              "   Image Type:   ARM Linux Kernel Image (uncompressed)"),
          ex(
              "uboot-file-not-found",
              Stage.LOADER,
              "TFTP error: 'File not found' (1)",
              "File not found",
              "** Unable to read file / **"),
          ex(
              "bios-no-system",
              Stage.FIRMWARE,
              "FATAL: No bootable medium found! System halted.",
              "medium",
              "Boot failed: not a bootable disk"),
          ex(
              "rpi-firmware-missing",
              Stage.FIRMWARE,
              "Failed to read start4.elf",
              "start4.elf",
              "Failed to read fixup4.dat"),
          ex(
              "rpi-nothing-to-boot",
              Stage.FIRMWARE,
              "Failed to open device: 'sdcard' (cmd 371a0010 status 1fff0001)",
              "sdcard",
              "Boot mode: SD (01) order f4"),
          ex(
              "spl-nothing-to-boot",
              Stage.FIRMWARE,
              "SPL: failed to boot from all boot devices",
              "all boot devices",
              "spl: mmc init failed with error: -123"),
          ex(
              "ipxe-file-not-loaded",
              Stage.FIRMWARE,
              "http://10.0.2.2/vmlinuz... No such file or directory (http://ipxe.org/2d0c613b)",
              "vmlinuz",
              "http://10.0.2.2/vmlinuz... ok"),
          ex(
              "grub-disk-unreadable",
              Stage.LOADER,
              "error: attempt to read or write outside of disk `hd0'.",
              "outside of disk",
              "error: failure reading sector 0x0 from `fd0'."),
          ex(
              "grub-disk-unreadable",
              Stage.LOADER,
              "error: hd0,1 out of disk.",
              "out of disk",
              "error: no suitable video mode found."),
          ex(
              "avb-verification-failed",
              Stage.LOADER,
              "avb_slot_verify.c:445: ERROR: boot: Hash of data does not match digest in descriptor.",
              "boot",
              "avb_slot_verify.c:1200: DEBUG: boot: Loading boot struct (i.e. vbmeta)"),
          ex(
              "android-loader-refuses",
              Stage.LOADER,
              "LoadImageAndAuth failed: Load Error",
              "Load Error",
              "VB2: Authenticate complete! boot state is: orange"),
          ex(
              "l4t-launcher-failed",
              Stage.FIRMWARE,
              "Failed to boot recovery:1 partition",
              "recovery",
              "L4TLauncher: Attempting Direct Boot"),
          ex(
              "uefi-menu",
              Stage.FIRMWARE,
              "BdsDxe: starting Boot0000 \"UiApp\" from Fv(7CB8BDC9-F8EB-4F34-AAEA-3EE4AF6516A1)/FvFile(462CAA21)",
              "menu",
              "BdsDxe: loading Boot0000 \"UiApp\" from Fv(7CB8BDC9-F8EB-4F34-AAEA-3EE4AF6516A1)/FvFile(462CAA21)"),
          ex(
              "systemd-boot-initrd-missing",
              Stage.LOADER,
              "Error preparing initrd: Not Found",
              "initrd",
              "Error preparing boot counter"));
}
