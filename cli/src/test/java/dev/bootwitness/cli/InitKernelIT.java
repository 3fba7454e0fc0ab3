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

  @Test
  void aJobIsWrittenBesideASpecThatStays(@TempDir Path folder) throws Exception {
    Path spec = Files.writeString(folder.resolve("bootwitness.yaml"), "image: a.iso\n");

    assertThat(in(folder, Cli.of("init", "--ci", "github")))
        .isEqualTo("wrote .github/workflows/bootwitness.yml, which runs bootwitness.yaml\n");

    assertThat(Files.readString(folder.resolve(".github/workflows/bootwitness.yml")))
        .isEqualTo(CiFile.GITHUB.text());
    assertThat(Files.readString(spec)).isEqualTo("image: a.iso\n");
    assertThat(refused(folder, Cli.of("init", "--ci", "github")))
        .isEqualTo(
            "bootwitness init: .github/workflows/bootwitness.yml exists. Remove it, or overwrite it"
                + " with --force.\n");
    assertThat(in(folder, Cli.of("init", "--ci", "github", "--force"))).startsWith("wrote .github");
  }

  private static String in(Path folder, Cli command) throws Exception {
    return said(folder, command, 0);
  }

  private static String refused(Path folder, Cli command) throws Exception {
    return said(folder, command, 2);
  }

  private static String said(Path folder, Cli command, int exit) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command.command()).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("BOOTWITNESS_PASSWORD", "root");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(exit);
    return said;
  }
}
