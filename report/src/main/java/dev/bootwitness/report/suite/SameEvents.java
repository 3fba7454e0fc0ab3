package dev.bootwitness.report.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whether the events of two records are those of one run. */
@FunctionalInterface
interface SameEvents {

  /** Whether both are there and hold the same. */
  boolean hold(Path one, Path other) throws IOException;

  /** Byte for byte. */
  static boolean exactly(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.exists(other) && Files.mismatch(one, other) < 0;
  }

  /**
   * But for the addresses of the causes' pages: `BOOTWITNESS_DOCS` may have named another site when
   * the same parts were joined before.
   */
  static boolean apartFromDocs(Path one, Path other) throws IOException {
    if (!Files.exists(one) || !Files.exists(other)) {
      return false;
    }
    try (BufferedReader first = Files.newBufferedReader(one);
        BufferedReader second = Files.newBufferedReader(other)) {
      String a;
      String b;
      do {
        a = first.readLine();
        b = second.readLine();
        if (a == null || b == null) {
          return a == null && b == null;
        }
      } while (a.equals(b) || withoutDocs(a).equals(withoutDocs(b)));
      return false;
    } catch (JacksonException | CharacterCodingException e) {
      return false; // A damaged line: no other one means the same.
    }
  }

  private static JsonNode withoutDocs(String line) {
    JsonNode event = JsonMapper.shared().readTree(line);
    event.findParents("docsUrl").forEach(node -> ((ObjectNode) node).remove("docsUrl"));
    return event;
  }
}
