package dev.bootwitness.prenixos.disko;

import java.util.List;

/** Text of the Nix language in the making: attributes, one a line, indented. */
final class NixText {
  private final StringBuilder out = new StringBuilder();
  private int depth;

  /** A string as the language writes it (Nix manual, "Values"). */
  static String string(String value) {
    return '"'
        + value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("${", "\\${")
            .replace("\n", "\\n")
        + '"';
  }

  NixText open(String head) {
    line(head.isEmpty() ? "{" : head + " {");
    depth++;
    return this;
  }

  NixText close() {
    return close("};");
  }

  NixText close(String end) {
    depth--;
    line(end);
    return this;
  }

  NixText put(String name, String value) {
    line(name + " = " + string(value) + ";");
    return this;
  }

  NixText put(String name, int value) {
    line(name + " = " + value + ";");
    return this;
  }

  NixText put(String name, List<String> values) {
    line(name + " = [ " + String.join(" ", values.stream().map(NixText::string).toList()) + " ];");
    return this;
  }

  private void line(String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
