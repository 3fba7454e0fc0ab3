package dev.bootwitness.prenixos.review;

import java.util.ArrayList;
import java.util.List;

/**
 * A review as lines of a terminal: a pure function. A screen is complete without colour; colour
 * only repeats what brackets and words say.
 *
 * @param width in columns
 * @param height in lines
 */
record ReviewScreen(int width, int height, boolean colour) {
  static final int LEAST_WIDTH = 40;
  static final int LEAST_HEIGHT = 10;

  private static final String KEYS =
      "n/p page  j/k scroll  m mode  s save  l load  Enter go on  q quit";
  private static final String TYPING = "Enter done  Esc cancel  Backspace erase";

  ReviewScreen {
    width = Math.max(LEAST_WIDTH, width);
    height = Math.max(LEAST_HEIGHT, height);
  }

  /** Exactly {@link #height} lines, none wider than the screen. */
  List<String> lines(Review review) {
    List<String> lines = new ArrayList<>();
    lines.add(head(review));
    lines.add("");
    int room = height - 5;
    List<String> body = new ArrayList<>();
    ReviewText.of(review).stream().skip(review.top()).forEach(line -> body.addAll(wrapped(line)));
    boolean more = body.size() > room;
    for (int i = 0; i < room; i++) {
      boolean last = more && i == room - 1;
      lines.add(last ? "  -- more: j --" : i < body.size() ? marked(body.get(i)) : "");
    }
    lines.add("");
    lines.add(prompt(review));
    lines.add(styled("2", cut(review.entry().isPresent() ? TYPING : KEYS)));
    return lines;
  }

  private String head(Review review) {
    var head = new StringBuilder("pre-nixos");
    int wide = head.length();
    for (ReviewPage page : ReviewPage.values()) {
      boolean here = page == review.page();
      String title = page.title();
      String shown = here ? "[" + title + "]" : " " + title + " ";
      wide += shown.length() + 1;
      head.append(' ').append(here ? styled("7", shown) : shown);
    }
    String page = "[" + review.page().title() + "]";
    return wide <= width
        ? head.toString()
        : "pre-nixos " + styled("7", page) + " of " + ReviewPage.COUNT;
  }

  private String prompt(Review review) {
    if (review.entry().isEmpty()) {
      return cut(plain(review.message()));
    }
    Review.Entry entry = review.entry().get();
    String label =
        switch (entry.kind()) {
          case WORDS -> "words: ";
          case SAVE -> "save to: ";
          case LOAD -> "load from: ";
        };
    String text = plain(entry.text());
    int room = width - label.length() - 1;
    return label + text.substring(Math.max(0, text.length() - room));
  }

  /** Where typing goes on, on the last line but one; the first column is 1. */
  int cursorColumn(Review review) {
    return review.entry().isPresent() ? prompt(review).length() + 1 : 1;
  }

  private String marked(String line) {
    String text = line.strip();
    return text.startsWith("ERASED") ? styled("1;31", line) : line;
  }

  private String styled(String code, String text) {
    return colour && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  private String cut(String text) {
    return text.length() > width ? text.substring(0, width - 1) + "~" : text;
  }

  /** Breaks at spaces; what goes on is indented by two more than its line. */
  private List<String> wrapped(String raw) {
    String line = plain(raw);
    List<String> parts = new ArrayList<>();
    int indent = line.length() - line.stripLeading().length() + 2;
    while (line.length() > width) {
      int at = line.lastIndexOf(' ', width);
      int end = at > indent ? at : width;
      parts.add(line.substring(0, end).stripTrailing());
      line = " ".repeat(indent) + line.substring(end).strip();
    }
    parts.add(line);
    return parts;
  }

  /** What a disk calls itself could be a terminal's command. */
  private static String plain(String text) {
    var plain = new StringBuilder(text.length());
    text.chars().forEach(c -> plain.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
    return plain.toString();
  }
}
