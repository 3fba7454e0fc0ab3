package dev.bootwitness.prenixos.json;

import java.util.Iterator;
import java.util.Map;

/** Writes JSON indented by two spaces, ASCII only, members in their order. */
public final class JsonTreeWriter {
  private final StringBuilder out = new StringBuilder();

  private JsonTreeWriter() {}

  /** The value as lines; the last one is ended. */
  public static String write(JsonTree value) {
    var writer = new JsonTreeWriter();
    writer.value(value, "");
    return writer.out.append('\n').toString();
  }

  private void value(JsonTree value, String indent) {
    switch (value) {
      case JsonTree.Members members -> object(members, indent);
      case JsonTree.Items items -> array(items, indent);
      case JsonTree.Text text -> string(text.value());
      case JsonTree.Whole whole -> out.append(whole.value());
      case JsonTree.Truth truth -> out.append(truth.value());
      case JsonTree.Nothing nothing -> out.append("null");
    }
  }

  private void object(JsonTree.Members members, String indent) {
    if (members.values().isEmpty()) {
      out.append("{}");
      return;
    }
    String inner = indent + "  ";
    String before = "{\n";
    for (Map.Entry<String, JsonTree> member : members.values().entrySet()) {
      out.append(before).append(inner);
      string(member.getKey());
      out.append(": ");
      value(member.getValue(), inner);
      before = ",\n";
    }
    out.append('\n').append(indent).append('}');
  }

  private void array(JsonTree.Items items, String indent) {
    if (items.values().isEmpty()) {
      out.append("[]");
      return;
    }
    String inner = indent + "  ";
    out.append("[\n");
    for (Iterator<JsonTree> each = items.values().iterator(); each.hasNext(); ) {
      out.append(inner);
      value(each.next(), inner);
      out.append(each.hasNext() ? ",\n" : "\n");
    }
    out.append(indent).append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        out.append(c);
      } else {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit(c >> shift & 0xf, 16));
        }
      }
    }
    out.append('"');
  }
}
