package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.engine.inspect.Foresight;
import dev.bootwitness.report.json.FindingJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an image says, for programs: the facts, and {@code findings} as a verdict has them. */
final class InspectionJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private InspectionJson() {}

  /** One JSON object, indented, followed by a line feed. */
  static String of(Foresight foresight, CauseDocs docs) {
    ObjectNode all = JSON.valueToTree(foresight.facts());
    JsonNode findings =
        JSON.valueToTree(
            foresight.findings().stream().map(finding -> FindingJson.of(finding, docs)).toList());
    all.set("findings", findings);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }
}
