package dev.bootwitness.prenixos.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON (RFC 8259), strictly, down to {@link #DEEPEST} levels. */
public final class JsonTreeReader {
  /** lsblk nests a disk, its partition, array, group and volume. */
  private static final int DEEPEST = 64;

  private final String text;
  private int at;

  private JsonTreeReader(String text) {
    this.text = text;
  }

  /**
   * The value that the whole text is.
   *
   * @throws JsonFault if it is none
   */
  public static JsonTree read(String text) {
    var reader = new JsonTreeReader(text);
    JsonTree value = reader.value(0);
    reader.space();
    if (reader.at < text.length()) {
      throw reader.fault("the end");
    }
    return value;
  }

  private JsonTree value(int depth) {
    if (depth > DEEPEST) {
      throw fault("at most " + DEEPEST + " levels");
    }
    space();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new JsonTree.Text(string());
      case 't' -> word("true", new JsonTree.Truth(true));
      case 'f' -> word("false", new JsonTree.Truth(false));
      case 'n' -> word("null", new JsonTree.Nothing());
      default -> number();
    };
  }

  private JsonTree object(int depth) {
    Map<String, JsonTree> values = new LinkedHashMap<>();
    at++;
    space();
    if (skip('}')) {
      return new JsonTree.Members(values);
    }
    do {
      space();
      if (peek() != '"') {
        throw fault("a name in quotes");
      }
      String name = string();
      space();
      if (!skip(':')) {
        throw fault("a colon");
      }
      values.put(name, value(depth + 1));
      space();
    } while (skip(','));
    if (!skip('}')) {
      throw fault("a comma or }");
    }
    return new JsonTree.Members(values);
  }

  private JsonTree array(int depth) {
    List<JsonTree> values = new ArrayList<>();
    at++;
    space();
    if (skip(']')) {
      return new JsonTree.Items(values);
    }
    do {
      values.add(value(depth + 1));
      space();
    } while (skip(','));
    if (!skip(']')) {
      throw fault("a comma or ]");
    }
    return new JsonTree.Items(values);
  }

  private String string() {
    var out = new StringBuilder();
    at++;
    while (true) {
      char c = peek();
      if (c < ' ') {
        throw fault("no raw control character in a string");
      }
      at++;
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw fault("an escape");
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw fault("four hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private JsonTree word(String word, JsonTree value) {
    if (!text.startsWith(word, at)) {
      throw fault(word);
    }
    at += word.length();
    return value;
  }

  private JsonTree number() {
    int from = at;
    if (peek() == '-') {
      at++;
    }
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    int end = at;
    if (end == digits || end - from > 18) {
      throw fault("a value; numbers of at most 18 digits");
    }
    while (at < text.length() && ".eE+-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return new JsonTree.Whole(Long.parseLong(text, from, end, 10));
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private char peek() {
    if (at >= text.length()) {
      throw fault("more text");
    }
    return text.charAt(at);
  }

  private JsonFault fault(String expected) {
    return new JsonFault("JSON, character " + at + ": expected " + expected);
  }
}
