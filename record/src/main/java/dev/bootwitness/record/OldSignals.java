package dev.bootwitness.record;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the signals of records whose writer kept a QMP event's data as JSON text only (0.1.0 before
 * December 2026).
 */
final class OldSignals {
  private static final JsonMapper JSON = JsonMapper.shared();

  private OldSignals() {}

  /** What the data says; nothing when it is not JSON. */
  static QemuReport report(String data) {
    try {
      JsonNode fields = JSON.readTree(data);
      String node = text(fields, "node-name");
      String reason = text(fields, "reason");
      return new QemuReport(
          reason.isEmpty() ? text(fields, "msg") : reason,
          text(fields, "action"),
          node.isEmpty() ? text(fields, "device") : node,
          text(fields, "operation"),
          fields.path("nospace").asBoolean(false));
    } catch (JacksonException e) {
      return QemuReport.NONE;
    }
  }

  private static String text(JsonNode fields, String key) {
    return fields.path(key).asString("");
  }
}
