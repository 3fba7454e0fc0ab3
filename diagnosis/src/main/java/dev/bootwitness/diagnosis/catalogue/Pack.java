package dev.bootwitness.diagnosis.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knowledge about one product: causes, rules and status files, as data.
 *
 * @param name of its folder
 * @param place the folder, as named in error messages
 * @param files the texts of {@link #FILES} that it has, by name
 */
public record Pack(String name, String place, Map<String, String> files) {
  /** The files that a pack may have; its logs are for tests. */
  public static final List<String> FILES =
      List.of("causes.yaml", "rules.yaml", "status.yaml", "image.yaml");

  public Pack {
    files = Map.copyOf(files);
  }

  /** The text of one of {@link #FILES}, if the pack has it. */
  public Optional<String> text(String file) {
    return Optional.ofNullable(files.get(file));
  }

  /** The name of one of its files in error messages. */
  public String label(String file) {
    return place + "/" + file;
  }
}
