package dev.bootwitness.console.terminal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What real consoles sent, each of which once cost somebody a run. */
final class Hazards {

  /** A prompt: newline, title, green bracket, reset before the blank, bracketed paste. */
  static final String PROMPT =
      "\r\n\033[?2004h\033]0;nixos@nixos: ~\007\033[1;32m[nixos@nixos:~]$\033[0m ";

  private Hazards() {}

  static List<byte[]> all() {
    return List.of(
        utf8(PROMPT),
        utf8("\033[0;1;38:5:185mStarting\033[0m \033[38;2;1;2;3munit\033[m\r\n"),
        utf8("a\033]8;;man:systemd(1)\033\\link\033]8;;\033\\b\r\n"),
        utf8("\033]3008;start=abc;user=root\033\\# \033]3008;end=abc\007"),
        utf8("\033e\033%@\033)0\033(BMenu \016qqq\017\r\n\033%G"),
        utf8("[ ***] job (1s)\r\n\033M\r\033[K[* **] job (2s)\r\n\033M\r\033[K[  OK  ] job\r\n"),
        utf8("\033[?2004l\rls -l\r\r\nfile\r\n"),
        utf8("10%\r20%\r100% done\r\n"),
        utf8("one\r\r\ntwo\r\r\r\nthree\n\n"),
        utf8("\0337\033[r\033[32766;32766H\033[6n\0338login: "),
        utf8("● unit ├─ «x» 😀\r\n"),
        new byte[] {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x97, 'c', (byte) 0xc3, '\n'},
        utf8("x\u009b31my\u009d0;title\u009cz\r\n"),
        utf8("ab\b \bc\tdef\r\n\033[5n\033[c\033[>c\033[18t\033Z"),
        utf8("\033Pq#0;2;0\n0;0\033\\after dcs\033X sos \033\\after sos\n"),
        utf8("cut off \033[31\030by CAN \033]0;never ended\nnext line\r\n"));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
