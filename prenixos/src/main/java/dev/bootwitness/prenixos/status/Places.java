package dev.bootwitness.prenixos.status;

import java.nio.file.Path;

/**
 * Where the service leaves what it has to say.
 *
 * @param directory {@code /run/pre-nixos} but in tests
 */
public record Places(Path directory) {
  public static final Places STANDARD = new Places(Path.of("/run/pre-nixos"));

  public Path status() {
    return directory.resolve("storage-status");
  }

  public Path statusJson() {
    return directory.resolve("storage-status.json");
  }

  public Path networkStatus() {
    return directory.resolve("network-status");
  }

  public Path plan() {
    return directory.resolve("plan.json");
  }

  public Path log() {
    return directory.resolve("actions.log");
  }

  public Path backups(String apply) {
    return directory.resolve("backup").resolve(apply);
  }

  /** Where the ESP of this number is mounted while the journal is written. */
  public Path esp(int number) {
    return directory.resolve("esp" + number);
  }
}
