package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code init} of a kernel with its initrd: what it writes runs as it is written. */
@Timeout(120)
class InitKernelIT {

  @Test
  void theSpecOfABareKernelRunsAsWritten(@TempDir Path temporary) throws Exception {
    Cli.Ended ended = SparkSpec.GOOD.with("checks: [{run: 'true'}]\n").run(temporary).run();
    assertThat(ended.exit()).as(ended.output()).isZero();
    Path kernel = Path.of(Objects.requireNonNull(ended.verdict().image()).path());
    Path folder = Files.createDirectories(temporary.resolve("project"));
    Files.copy(kernel, folder.resolve("vmlinuz"));
    Files.copy(kernel.resolveSibling("initrd.img"), folder.resolve("initrd.img"));

    String wrote = in(folder, Cli.of("init", "vmlinuz", "--initrd", "initrd.img"));

    assertThat(wrote).contains("wrote bootwitness.yaml").contains("set BOOTWITNESS_PASSWORD");
    assertThat(Files.readString(folder.resolve("bootwitness.yaml")))
        .contains(
            "kernel: vmlinuz",
            "initrd: initrd.img",
            "append: 'console=ttyS0,115200n8'",
            "user: root");
    assertThat(in(folder, Cli.of("run"))).contains("✓ PASSED", "2 of 2 passed");
  }

  private static String in(Path folder, Cli command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command.command()).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("BOOTWITNESS_PASSWORD", "root");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
