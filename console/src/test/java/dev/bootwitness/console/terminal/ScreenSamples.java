package dev.bootwitness.console.terminal;

import java.util.ArrayList;
import java.util.List;

/** What boot loaders, init systems and full-screen programs draw. */
final class ScreenSamples {

  private ScreenSamples() {}

  /** The hazards that look alike everywhere, and drawings of whole screens. */
  static List<byte[]> all() {
    List<byte[]> samples = new ArrayList<>();
    for (byte[] hazard : Hazards.all()) {
      if (KnownDifference.in(hazard, 80).isEmpty()) {
        samples.add(hazard);
      }
    }
    for (String drawing :
        List.of(loaderMenu(), animation(), editor(), installer(), pager(), wrapping(), probe())) {
      samples.add(Hazards.utf8(drawing));
    }
    return samples;
  }

  /** A menu as SYSLINUX's vesamenu draws it on a serial line: one line, twice, with a countdown. */
  static String loaderMenu() {
    StringBuilder out = new StringBuilder("LOADER 1.0  Copyright\r\n\r\n\033e\033%@\033)0\033(B");
    for (int pass = 0; pass < 2; pass++) {
      out.append("\033[0;37;40m\033[?25l\033[2J\033[1;1H\033[0;30;44m\016l");
      out.append("q".repeat(60)).append("k\033[2;1Hx\017\033[0;1;36;44m");
      out.append(" ".repeat(25)).append("Small OS  ").append(" ".repeat(25));
      out.append("\033[0;30;44m\016x\033[3;1Ht").append("q".repeat(60)).append("u\017");
      for (int entry = 0; entry < 4; entry++) {
        out.append("\033[").append(4 + entry).append(";1H\033[0;30;44m\016x\017\033[0;37;44m");
        out.append(String.format(" Small OS entry %-44d", entry)).append("\033[0;30;44m\016x\017");
      }
      out.append("\033[8;1H\016m").append("q".repeat(60)).append("j\017\033[0;31;40m");
      out.append("\033[20;26HPress [Tab] to edit options\033[21;1H\033[K\033[K\033[22;1H");
      for (int second = 10; second > 0; second--) {
        out.append("\033[19;").append(second == 9 ? 24 : 25).append("H\033[0;37;40m");
        out.append("Automatic boot in \033[0;1;37;40m").append(second);
        out.append("\033[0;37;40m seconds...");
      }
    }
    return out.toString();
  }

  private static String animation() {
    return "\033[?25l\033[?7h\033[!p[    ] job (1s / no limit)\r\n\033M\r\033[K[\033[0;31m*\033[0m   ]"
        + " job (2s / no limit)\r\n\033M\r\033[K[  OK  ] Finished job.\r\n".repeat(12);
  }

  private static String editor() {
    return "$ vi file\r\n\033[?1049h\033[22;0;0t\033[1;24r\033[H\033[2Jline one\r\nline two\r\n~"
        + "\033[4;1H~\033[24;1H\"file\" 2L\033[1;5H\033[4hinserted \033[4l\033[2L\033[3;1Hnew"
        + "\033[1M\033[10P\033[2;4H\033[3@...\033[1;23r\033[23;1H\n\n\033[r\033[24;1H\033[K:q"
        + "\033[?1049l\033[23;0;0tback\r\n$ ";
  }

  private static String installer() {
    return "\033[H\033[J\033(0lqqqqk\033(B\033[2;1H\033(0x\033(B漢字\033(0x\033(B\033[3;1H"
        + "\033(0mqqqqj\033(B\033[5;10H\033[10X\033[5;10Hchoice\033[5;12H\033[3Xé\033[6;1H\t\tz"
        + "\033[3g\033[5G\033H\r\t|\033[2Z<";
  }

  private static String pager() {
    StringBuilder out = new StringBuilder("\033[?1h\033=\r");
    for (int i = 0; i < 40; i++) {
      out.append("entry ").append(i).append("\033[m\033[K\r\n");
    }
    return out + ":\033[K\r\033[K\033[H\033M\033[1mentry 14\033[m\r\n\033[24;1H\r\033[K(END)\033[K";
  }

  private static String wrapping() {
    return "x".repeat(200)
        + "\r\n"
        + "漢".repeat(61)
        + "\r\n"
        + "-".repeat(80)
        + "\r\n"
        + "=".repeat(100)
        + "\b\b<\033[K\r\nend\033[5b\033[?7l"
        + "y".repeat(130)
        + "漢\033[?7h";
  }

  private static String probe() {
    return "text\0337\033[r\033[32766;32766H\033[6n\0338more\033#8\033[3;3H\033[1Jx\033[20;20H\033[0J";
  }
}
