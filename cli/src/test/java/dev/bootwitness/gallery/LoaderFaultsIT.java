package dev.bootwitness.gallery;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that do not get as far as a kernel, or whose loader is to blame for what it starts. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class LoaderFaultsIT {

  private static final String SMALL = "{memory: 256MiB, cpus: 1, network: none}";
  private static final String UEFI = "{memory: 256MiB, cpus: 1, network: none, firmware: uefi}";
  private static final String SERIAL =
      "serial --unit=0 --speed=115200\nterminal_input serial\nterminal_output serial\n";
  private static final String BOTH =
      """
      serial --unit=0 --speed=115200
      terminal_input console serial
      terminal_output console serial
      """;

  static Stream<Exhibit> rows() {
    return Stream.of(
        small("blank-disk", Disks.blank()).blames("firmware/no-bootable-device"),
        small("blank-disk-uefi", Disks.blank())
            .spec("machine", UEFI)
            .blames("firmware/no-bootable-device", "loader/rescue-shell"),
        // mov al,0xfe; out 0x64,al: the keyboard controller resets the machine.
        small(
                "reset-by-the-boot-sector",
                Disks.beginning(Disks.sector(0xb0, 0xfe, 0xe6, 0x64, 0xf4)))
            .blames("firmware/boot-loop"),
        small("grub-rescue", Disks.grub(SERIAL, "part_msdos", "serial", "terminal"))
            .blames("loader/rescue-shell"),
        small("grub-rescue-on-the-screen", Disks.grub("", "part_msdos"))
            .blames("loader/rescue-shell"),
        small("grub-without-configuration", Disks.grub(SERIAL, "serial", "terminal", "normal"))
            .blames("loader/rescue-shell"),
        small(
                "grub-without-kernel",
                cd(BOTH, "linux /boot/vmlinuz-6.1 console=ttyS0\n initrd /initrd.img\n"))
            .blames("loader/file-not-found"),
        small(
                "grub-waits-at-its-menu",
                Disks.cd(BOTH + "set timeout=-1\nmenuentry spark { boot }\n"))
            .spec("boot", "{within: 32s, checkpoint: never}")
            .spec("scale", "off")
            .blames("loader/waiting-at-menu"),
        small(
                "grub-starts-a-kernel-without-console",
                cd(BOTH, "echo Loading...\n linux /vmlinuz console=tty0\n initrd /initrd.img\n"))
            .over(files ->
                files.text(
                    "/etc/inittab",
                    "::sysinit:/etc/init.d/rcS\ntty1::respawn:/sbin/getty 0 tty1\n"))
            .blames("kernel/no-serial-console"),
        small("grub-entry-with-a-mistake", cd(BOTH, "linuks /vmlinuz\n"))
            .blames("loader/configuration-broken"),
        small(
                "grub-loads-what-is-no-kernel",
                cd(BOTH, "linux /initrd.img console=ttyS0\n initrd /initrd.img\n"))
            .blames("loader/kernel-refused"),
        small(
                "grub-configuration-is-garbage",
                Disks.cd(BOTH + "set timeout=0\nmenuentry spark {\n linux /vmlinuz\n"))
            .blames("loader/configuration-broken", "loader/rescue-shell"),
        small(
                "grub-without-initrd",
                cd(BOTH, "linux /vmlinuz console=ttyS0\n initrd /initrd-6.1.img\n boot\n"))
            .blames("loader/file-not-found", "kernel/panic-no-root"),
        small(
                "cd-without-its-boot-catalogue",
                Disks.damaged(
                    cd(BOTH, "linux /vmlinuz console=ttyS0\n initrd /initrd.img\n"),
                    // The boot record and the MBR that makes it a disk, too.
                    iso -> {
                      iso.write(new byte[512]);
                      iso.seek(17 * 2048);
                      iso.write(new byte[2048]);
                    }))
            .blames("firmware/no-bootable-device"),
        small(
                "grub-console-added-by-the-spec",
                cd(BOTH, "linux /vmlinuz console=tty0\n initrd /initrd.img\n"))
            .spec("kernel", "{add: [console=ttyS0]}")
            .spec("login", Spark.AS_ROOT),
        small("grub-plain", cd(BOTH, "linux /vmlinuz console=ttyS0\n initrd /initrd.img\n"))
            .spec("login", Spark.AS_ROOT),
        small("grub-plain-uefi", cd(BOTH, "linux /vmlinuz console=ttyS0\n initrd /initrd.img\n"))
            .spec("machine", UEFI)
            .spec("login", Spark.AS_ROOT));
  }

  private static Exhibit small(String name, Exhibit.Medium medium) {
    return Exhibit.of(name, medium).spec("machine", SMALL);
  }

  private static Exhibit.Medium cd(String terminals, String entry) {
    return Disks.cd(terminals + "set timeout=0\nmenuentry spark {\n " + entry + "}\n");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isNamed(Exhibit exhibit) throws Exception {
    Gallery.show(exhibit);
  }
}
