package dev.bootwitness.machine.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostToolTest {

  @Test
  void theFirstExecutableOnPathIsTaken(@TempDir Path base) throws Exception {
    Path plain = Files.createDirectory(base.resolve("plain"));
    Path first = Files.createDirectory(base.resolve("first"));
    Path second = Files.createDirectory(base.resolve("second"));
    Files.createFile(plain.resolve("qemu-img"));
    executable(first.resolve("qemu-img"));
    executable(second.resolve("qemu-img"));

    ProgramPath path = new ProgramPath(plain + "::" + first + ":" + second);

    assertThat(HostTool.QEMU_IMG.require(path)).isEqualTo(first.resolve("qemu-img"));
  }

  @Test
  void aMissingProgramIsToldWithItsPackageAndThePathSearched(@TempDir Path base) {
    MachineException e =
        catchThrowableOfType(
            MachineException.class,
            () -> HostTool.QEMU_X86_64.require(new ProgramPath(base.toString())));

    assertThat(e.failure())
        .isEqualTo(
            new MachineFailure.ToolMissing(
                "qemu-system-x86_64", "qemu-system-x86", base.toString()));
    assertThat(e).hasMessageContaining("qemu-system-x86_64").hasMessageContaining(base.toString());
  }

  private static void executable(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }
}
