package dev.bootwitness.prenixos.detect;

import dev.bootwitness.prenixos.json.JsonTree;
import dev.bootwitness.prenixos.json.JsonTreeReader;
import java.util.ArrayList;
import java.util.List;

/** What {@code wipefs --no-act --json} prints: the signatures of one device. */
final class Signatures {

  private Signatures() {}

  static List<String> command(String path) {
    return List.of("wipefs", "--no-act", "--json", path);
  }

  /**
   * The kinds found, each once; none if nothing was printed, which is how wipefs says so.
   *
   * @throws dev.bootwitness.prenixos.json.JsonFault if something else was printed
   */
  static List<String> parse(String output) {
    if (output.isBlank()) {
      return List.of();
    }
    List<String> kinds = new ArrayList<>();
    for (JsonTree signature : JsonTreeReader.read(output).items("signatures")) {
      if (!kinds.contains(signature.text("type"))) {
        kinds.add(signature.text("type"));
      }
    }
    return kinds;
  }
}
