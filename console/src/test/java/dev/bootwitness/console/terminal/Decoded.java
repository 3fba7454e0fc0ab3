package dev.bootwitness.console.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Everything a terminal made of some bytes. */
record Decoded(
    String flow, List<String> lines, String unfinished, List<String> answers, List<Long> offsets) {

  /** Feeds {@code bytes} cut at {@code cuts}, which ascend. */
  static Decoded of(byte[] bytes, int... cuts) {
    List<String> lines = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    TerminalText text =
        new TerminalText(
            240,
            60,
            (offset, line) -> lines.add(offset + ":" + line),
            answer -> answers.add(new String(answer, StandardCharsets.US_ASCII)));
    VtParser parser = new VtParser(text);
    int from = 0;
    for (int cut : cuts) {
      parser.feed(bytes, from, cut);
      from = cut;
    }
    parser.feed(bytes, from, bytes.length);
    TextFlow flow = text.flow();
    List<Long> offsets = new ArrayList<>();
    for (long position = flow.start(); position < flow.end(); position++) {
      offsets.add(flow.rawOffset(position));
    }
    return new Decoded(flow.text(0, flow.end()), lines, text.lines().current(), answers, offsets);
  }

  static Decoded of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }
}
