package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.engine.spec.SpecLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardedRunTest {

  @TempDir Path folder;

  /** The names go into shard.json, which travels to another host. */
  @Test
  void theNamesOfDivisibleChecksHaveNoSecrets() throws Exception {
    Files.writeString(folder.resolve("password"), "hunter2\n");
    Path spec =
        Files.writeString(
            folder.resolve("bootwitness.yaml"),
            """
            image: a.iso
            login: {user: root, password: {file: password}}
            independentChecks: true
            checks:
              - run: echo hunter2 | sudo -S true
              - {name: hunter2 is not printed, run: 'true'}
              - {run: 'true'}
            """);

    assertThat(ShardedRun.divisible(SpecLoader.load(spec)))
        .hasSize(3)
        .contains("echo ******* | sudo -S true", "******* is not printed")
        .noneMatch(name -> name.contains("hunter2"));
  }
}
