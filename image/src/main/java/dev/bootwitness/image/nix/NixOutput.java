package dev.bootwitness.image.nix;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Nix made: a path of its store, and the hash of that path's content.
 *
 * @param storePath such as {@code /nix/store/…-debian-live}
 * @param narHash hash of the path's content in Nix's archive format, such as {@code sha256-…}
 */
public record NixOutput(String storePath, String narHash) {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Reads the answer of {@code nix path-info --json}. Nix 2.18 and older print a list of objects
   * with a {@code path} each, Nix 2.19 and newer an object with the paths as keys (Nix's release
   * notes of 2.19).
   *
   * @return empty when the answer has neither shape or has no hash
   */
  public static Optional<NixOutput> of(String answer) {
    try {
      JsonNode root = JSON.readTree(answer);
      if (root.isArray() && !root.isEmpty()) {
        return of(root.get(0).path("path").asString(""), root.get(0));
      }
      if (root.isObject() && !root.isEmpty()) {
        var first = root.properties().iterator().next();
        return of(first.getKey(), first.getValue());
      }
      return Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<NixOutput> of(String path, JsonNode info) {
    String hash = info.path("narHash").asString("");
    return path.isEmpty() || hash.isEmpty()
        ? Optional.empty()
        : Optional.of(new NixOutput(path, hash));
  }
}
