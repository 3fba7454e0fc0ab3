package dev.bootwitness.cli;

import dev.bootwitness.engine.inspect.Foresight;
import dev.bootwitness.record.Finding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an image says, for programs: the facts, and {@code findings} as a verdict has them. */
final class InspectionJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private InspectionJson() {}

  /** One JSON object, indented, followed by a line feed. */
  static String of(Foresight foresight) {
    ObjectNode all = JSON.valueToTree(foresight.facts());
    JsonNode findings =
        JSON.valueToTree(foresight.findings().stream().map(InspectionJson::finding).toList());
    all.set("findings", findings);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }

  private static Map<String, @Nullable Object> finding(Finding finding) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("cause", finding.cause());
    map.put("title", finding.title());
    map.put("detail", finding.detail());
    map.put("subject", finding.subject());
    map.put("channel", finding.channel());
    map.put("quote", finding.quote());
    map.put("advice", finding.advice());
    map.put("fault", finding.fault() == null ? null : finding.fault().id());
    return map;
  }
}
