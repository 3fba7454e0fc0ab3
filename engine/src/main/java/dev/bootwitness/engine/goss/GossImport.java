package dev.bootwitness.engine.goss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a goss file says, as checks of a spec.
 *
 * @param checks as a spec has them, by key
 * @param left what could not be said, a sentence each
 */
public record GossImport(List<Map<String, Object>> checks, List<String> left) {

  /** Copies the lists. */
  public GossImport {
    checks = List.copyOf(checks);
    left = List.copyOf(left);
  }

  /**
   * Reads a file of YAML or JSON.
   *
   * @throws IOException when it cannot be read, or is no such file; the message says why, without
   *     the file
   */
  public static GossImport of(Path file) throws IOException {
    String text = Files.readString(file);
    if (text.contains("{{")) {
      throw new IOException(
          "it is a template. Render it first: `goss --gossfile %s render`".formatted(file));
    }
    Object root;
    try {
      root =
          new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(text);
    } catch (YamlEngineException e) {
      throw new IOException("not YAML: " + e.getMessage(), e);
    }
    if (!(root instanceof Map<?, ?> kinds)) {
      throw new IOException(
          "no goss file. Expected kinds of tests, such as `port:` and `service:`");
    }
    GossTests tests = new GossTests();
    kinds.forEach((kind, all) -> tests.kind(String.valueOf(kind), all));
    return new GossImport(tests.checks(), tests.left());
  }

  /** The checks as the end of a spec. */
  public String yaml() {
    return new Dump(
            DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true)
                .build())
        .dumpToString(Map.of("checks", checks));
  }
}
