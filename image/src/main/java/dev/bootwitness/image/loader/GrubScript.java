package dev.bootwitness.image.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A GRUB script as commands of words, with the variables still in them. Source: GRUB manual 2.12,
 * "Shell-like scripting". This is not a shell: nothing is run.
 */
final class GrubScript {

  /** A piece of a word: text, or the name of a variable. */
  private record Piece(String text, boolean variable, boolean quoted) {}

  /** A word, and whether any of it was quoted: {@code ""} is a word, nothing is none. */
  record Word(List<Piece> pieces, boolean quoted) {

    /** The words it becomes: an unquoted variable is split at its spaces. */
    List<String> expand(Map<String, String> variables) {
      List<String> words = new ArrayList<>();
      StringBuilder word = new StringBuilder();
      boolean any = quoted;
      for (Piece piece : pieces) {
        String text = piece.variable ? variables.getOrDefault(piece.text, "") : piece.text;
        if (!piece.variable || piece.quoted) {
          word.append(text);
          continue;
        }
        String[] parts = text.split("\\s+", -1);
        for (int i = 0; i < parts.length; i++) {
          if (i > 0 && (!word.isEmpty() || any)) {
            words.add(word.toString());
            word.setLength(0);
            any = false;
          }
          word.append(parts[i]);
        }
      }
      if (!word.isEmpty() || any) {
        words.add(word.toString());
      }
      return words;
    }

    /** Whether it is exactly this text, written plainly. */
    boolean is(String plain) {
      return !quoted
          && pieces.size() == 1
          && pieces.getFirst().equals(new Piece(plain, false, false));
    }
  }

  private final String text;
  private int at;

  private GrubScript(String text) {
    this.text = text;
  }

  /** The commands in their order; braces are words of their own. */
  static List<List<Word>> commands(String text) {
    return new GrubScript(text.replace("\r", "")).read();
  }

  private List<List<Word>> read() {
    List<List<Word>> commands = new ArrayList<>();
    List<Word> command = new ArrayList<>();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == ';') {
        at++;
        end(commands, command);
        command = new ArrayList<>();
      } else if (c == ' ' || c == '\t' || text.startsWith("\\\n", at)) {
        at += c == '\\' ? 2 : 1;
      } else if (c == '#') {
        int line = text.indexOf('\n', at);
        at = line < 0 ? text.length() : line;
      } else {
        Word word = word();
        // A brace needs no line end or semicolon next to it.
        if (word.is("}")) {
          end(commands, command);
          command = new ArrayList<>();
        }
        command.add(word);
        if (word.is("{") || word.is("}")) {
          end(commands, command);
          command = new ArrayList<>();
        }
      }
    }
    end(commands, command);
    return commands;
  }

  private static void end(List<List<Word>> commands, List<Word> command) {
    if (!command.isEmpty()) {
      commands.add(List.copyOf(command));
    }
  }

  private Word word() {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    boolean quoted = false;
    char quote = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote == 0 && " \t\n;".indexOf(c) >= 0) {
        break;
      }
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        quoted = true;
      } else if (c == '\\' && quote != '\'' && at + 1 < text.length()) {
        at++;
        if (text.charAt(at) != '\n') {
          plain.append(text.charAt(at));
        }
      } else if (c == '$' && quote != '\'' && at + 1 < text.length()) {
        flush(pieces, plain);
        pieces.add(new Piece(variable(), true, quote == '"'));
      } else {
        plain.append(c);
      }
    }
    flush(pieces, plain);
    return new Word(List.copyOf(pieces), quoted);
  }

  private static void flush(List<Piece> pieces, StringBuilder plain) {
    if (!plain.isEmpty()) {
      pieces.add(new Piece(plain.toString(), false, false));
      plain.setLength(0);
    }
  }

  /** From the dollar sign; stays at the last character of the name. */
  private String variable() {
    if (text.charAt(at + 1) == '{') {
      int close = text.indexOf('}', at);
      int end = close < 0 ? text.length() : close;
      String name = text.substring(at + 2, end);
      at = Math.min(end, text.length() - 1);
      return name;
    }
    int end = at + 1;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    String name = text.substring(at + 1, end);
    at = end - 1;
    return name;
  }
}
