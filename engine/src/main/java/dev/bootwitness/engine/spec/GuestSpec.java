package dev.bootwitness.engine.spec;

import java.nio.file.Path;
import java.util.List;

/**
 * What is given to the guest without changing its image.
 *
 * @param files in the order of the spec
 * @param authorizedKeys keys by which root may log in by SSH: each one line, or a file of such
 *     lines
 */
public record GuestSpec(List<GuestFile> files, List<Content> authorizedKeys) {

  /** The default when the spec says nothing. */
  public static final GuestSpec NONE = new GuestSpec(List.of(), List.of());

  /** Copies the lists. */
  public GuestSpec {
    files = List.copyOf(files);
    authorizedKeys = List.copyOf(authorizedKeys);
  }

  /** Whether anything is given to the guest. */
  public boolean isEmpty() {
    return files.isEmpty() && authorizedKeys.isEmpty();
  }

  /**
   * A file for the guest.
   *
   * @param path absolute, normalised
   * @param mode permission bits
   * @param owner a user of the guest, by name or number
   * @param group a group, likewise
   */
  public record GuestFile(String path, Content content, int mode, String owner, String group) {
    public static final int DEFAULT_MODE = 0644;
    public static final String DEFAULT_OWNER = "root";
  }

  /** Where a file's content comes from; it is read when the run begins. */
  public sealed interface Content {}

  /** Written in the spec, in UTF-8. */
  public record Written(String text) implements Content {}

  /** A file of the host, byte by byte; nothing in it is secret. */
  public record Copied(Path file) implements Content {}

  /** A secret, blanked in the record: an environment variable, or a whole file of the host. */
  public record Hidden(Secret secret) implements Content {}
}
