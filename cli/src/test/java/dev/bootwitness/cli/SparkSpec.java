package dev.bootwitness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Specs of spark, each with one thing that is different; all share one built image, since they
 * share name and project.
 */
record SparkSpec(String append, String boot, String login, String rest) {

  /**
   * Where images and records go: kept from one test run to the next, so that spark is built once.
   */
  static final Path PROJECT = Cli.HOME.resolve("cli/target/it-project");

  static final SparkSpec GOOD =
      new SparkSpec(
          "console=ttyS0,115200n8",
          "15s",
          "{user: spark, password: spark, become: root, rootPassword: root}",
          "");

  SparkSpec withAppend(String value) {
    return new SparkSpec(value, boot, login, rest);
  }

  SparkSpec withBoot(String value) {
    return new SparkSpec(append, value, login, rest);
  }

  SparkSpec withLogin(String value) {
    return new SparkSpec(append, boot, value, rest);
  }

  SparkSpec with(String more) {
    return new SparkSpec(append, boot, login, rest + more);
  }

  /** The command that runs it. */
  Cli run(Path folder, String... options) throws IOException {
    Files.createDirectories(PROJECT);
    Path spark = Cli.HOME.resolve("images/spark");
    Path file =
        Files.writeString(
            folder.resolve("bootwitness.yaml"),
            """
            name: spark
            image:
              build: {command: [%s/build], inputs: [%s], within: 5m}
              kernel: vmlinuz
              initrd: initrd.img
              append: %s
            boot: {within: %s}
            login: %s
            """
                    .formatted(spark, spark, append, bootOrNoCheckpoint(), login)
                + (rest.contains("machine:") ? "" : "machine: {memory: 256MiB, cpus: 1}\n")
                + rest);
    List<String> arguments =
        new ArrayList<>(
            List.of("run", file.toString(), "--project", PROJECT.toString(), "--plain"));
    arguments.addAll(List.of(options));
    return Cli.of(arguments.toArray(String[]::new));
  }

  /** Tests of booting must boot. */
  private String bootOrNoCheckpoint() {
    return boot.contains("checkpoint") ? boot : boot + ", checkpoint: never";
  }
}
