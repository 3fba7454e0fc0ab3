package dev.bootwitness.engine.host;

import dev.bootwitness.machine.host.HostTool;
import dev.bootwitness.machine.host.ProgramPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The programs of the host, looked up. */
final class HostTools {

  private HostTools() {}

  static List<HostReport.Tool> of(ProgramPath path) {
    return List.of(
        tool(path, HostTool.QEMU_X86_64, "runs guests", true),
        tool(path, HostTool.SETPRIV, "ends guests with their owner", true),
        tool(path, HostTool.QEMU_IMG, "makes disks", true),
        tool(path, HostTool.QEMU_AARCH64, "runs aarch64 guests", false),
        tool(path, HostTool.SWTPM, "a guest's TPM", false),
        tool(path, "mmdebstrap", "mmdebstrap", "builds images/debian-live"),
        tool(path, "mksquashfs", "squashfs-tools", "builds images/debian-live"),
        tool(path, "xorriso", "xorriso", "reads ISO images, builds images/debian-live"),
        tool(path, "unsquashfs", "squashfs-tools", "reads live systems"),
        tool(path, "debugfs", "e2fsprogs", "reads disks with ext4"),
        tool(path, "mcopy", "mtools", "reads EFI partitions"),
        tool(path, "zstd", "zstd", "reads initrds"),
        tool(path, "nix", "nix-bin", "builds images of `image: {nix: …}`"),
        tool(path, "openssl", "openssl", "hashes large images fast"),
        tool(path, "grub-mkrescue", "grub-common", "builds images/debian-live"),
        tool(path, "tesseract", "tesseract-ocr", "reads screenshots"));
  }

  private static HostReport.Tool tool(
      ProgramPath path, HostTool tool, String use, boolean required) {
    return new HostReport.Tool(
        tool.program(), tool.debianPackage(), use, required, path.find(tool.program()).isPresent());
  }

  private static HostReport.Tool tool(
      ProgramPath path, String program, String debianPackage, String use) {
    return new HostReport.Tool(program, debianPackage, use, false, path.find(program).isPresent());
  }

  /** The first line of its version output; empty when it does not answer. */
  static String qemuVersion(ProgramPath path) throws InterruptedException {
    Optional<Path> qemu = path.find(HostTool.QEMU_X86_64.program());
    if (qemu.isEmpty()) {
      return "";
    }
    try {
      Process process =
          new ProcessBuilder(qemu.get().toString(), "--version").redirectErrorStream(true).start();
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          return "";
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines().findFirst().orElse("").replace("QEMU emulator version ", "");
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return "";
    }
  }
}
