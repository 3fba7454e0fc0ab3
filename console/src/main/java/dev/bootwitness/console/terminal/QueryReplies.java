package dev.bootwitness.console.terminal;

import java.nio.charset.StandardCharsets;

/**
 * Answers a guest's terminal queries: cursor position, size, identity.
 *
 * <p>systemd asks at every login: it moves the cursor to a far corner and asks where it landed
 * (src/basic/terminal-util.c). Each time, a console that does not answer costs it a time-out.
 * Source for the codes: xterm's ctlseqs.
 */
public final class QueryReplies {

  /** Sends an answer to the guest. */
  @FunctionalInterface
  public interface Answer {
    void send(byte[] bytes);
  }

  private final LazyScreen screen;
  private final Answer answer;

  QueryReplies(LazyScreen screen, Answer answer) {
    this.screen = screen;
    this.answer = answer;
  }

  /** Answers a control sequence that began at {@code offset}, if it asks something. */
  void csi(Csi csi, long offset) {
    if (csi.intermediate() != 0) {
      return;
    }
    if (csi.privateMarker() == 0) {
      switch (csi.finalByte()) {
        case 'n' -> status(csi.parameter(0, 0), offset);
        case 'c' -> identify();
        case 't' -> window(csi.parameter(0, 0));
        default -> {}
      }
    } else if (csi.privateMarker() == '>' && csi.finalByte() == 'c') {
      // Secondary device attributes: "VT100, version 0, no cartridge".
      send("\033[>0;0;0c");
    }
  }

  /** Primary device attributes: a VT100 with no options, as the Linux console answers. */
  void identify() {
    send("\033[?6c");
  }

  private void status(int what, long offset) {
    if (what == 5) {
      send("\033[0n");
    } else if (what == 6) {
      Screen.Position cursor = screen.at(offset).reported();
      send("\033[" + cursor.row() + ";" + cursor.column() + "R");
    }
  }

  private void window(int what) {
    if (what == 18) {
      send("\033[8;" + screen.rows() + ";" + screen.columns() + "t");
    }
  }

  private void send(String text) {
    answer.send(text.getBytes(StandardCharsets.US_ASCII));
  }
}
