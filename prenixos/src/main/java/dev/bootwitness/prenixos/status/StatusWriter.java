package dev.bootwitness.prenixos.status;

import dev.bootwitness.prenixos.json.JsonTree;
import dev.bootwitness.prenixos.json.JsonTreeWriter;
import java.io.IOException;

/** Writes the status as lines of KEY=value and as JSON. */
public final class StatusWriter {
  public static final String SCHEMA = "pre-nixos/storage-status/1";

  private StatusWriter() {}

  /**
   * Writes both forms.
   *
   * @throws IOException if the folder is missing or full
   */
  public static void write(StorageStatus status, Places places) throws IOException {
    AtomicFile.write(places.statusJson(), JsonTreeWriter.write(json(status, places)));
    // Last: who waits for this file finds the other one.
    AtomicFile.write(places.status(), lines(status, places));
  }

  static String lines(StorageStatus status, Places places) {
    var lines = new StringBuilder();
    line(lines, "STATE", status.state().word());
    line(lines, "DETAIL", status.detail());
    line(lines, "REASON", status.reason());
    line(lines, "PHASE", status.phase());
    line(lines, "PLAN", places.plan().toString());
    line(lines, "LOG", places.log().toString());
    line(lines, "FAILED", status.failure());
    line(lines, "BACKUP", status.backup());
    line(lines, "MISSING", String.join("; ", status.missing()));
    line(lines, "SET_ASIDE", String.join("; ", status.setAside()));
    return lines.toString();
  }

  private static void line(StringBuilder lines, String key, String value) {
    if (!value.isEmpty()) {
      lines.append(key).append('=').append(value).append('\n');
    }
  }

  static JsonTree json(StorageStatus status, Places places) {
    return JsonTree.object()
        .put("schema", SCHEMA)
        .put("state", status.state().word())
        .put("detail", status.detail())
        .put("reason", status.reason())
        .put("phase", status.phase())
        .put("plan", places.plan().toString())
        .put("log", places.log().toString())
        .put("failure", status.failure())
        .put("backup", status.backup())
        .put("missing", JsonTree.texts(status.missing()))
        .put("setAside", JsonTree.texts(status.setAside()))
        .put("done", JsonTree.texts(status.done()))
        .build();
  }
}
