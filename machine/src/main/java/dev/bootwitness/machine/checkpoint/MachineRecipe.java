package dev.bootwitness.machine.checkpoint;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.MachineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to start a frozen machine without its spec: {@value #NAME} in the checkpoint's folder.
 *
 * @param kept whether it was frozen at the verdict of a failed run, and not at its root shell
 * @param shell whether the loop of {@code FramedShell} waits on its console, of {@code
 *     shellVersion}
 */
public record MachineRecipe(
    MachineConfig config,
    Accelerator accelerator,
    boolean kept,
    boolean shell,
    String shellVersion) {

  /** Checks that nothing is missing, as in the file of another version. */
  public MachineRecipe {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(accelerator, "accelerator");
    Objects.requireNonNull(shellVersion, "shellVersion");
  }

  /** The file's name. */
  public static final String NAME = "machine.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addMixIn(Boot.class, ByName.class)
          .addMixIn(DataDisk.Content.class, ByName.class)
          .build();

  /** A sealed type is told by the simple name of its record. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
  private interface ByName {}

  /** Writes it into a folder. */
  public Path write(Path folder) throws IOException {
    return Files.writeString(folder.resolve(NAME), JSON.writeValueAsString(this) + "\n");
  }

  /** Reads that of a folder; empty when there is none, or when it is of another version. */
  public static Optional<MachineRecipe> read(Path folder) {
    try {
      @Nullable MachineRecipe recipe =
          JSON.readValue(Files.readString(folder.resolve(NAME)), MachineRecipe.class);
      return Optional.ofNullable(recipe);
    } catch (IOException | JacksonException | IllegalArgumentException | NullPointerException _) {
      return Optional.empty();
    }
  }
}
