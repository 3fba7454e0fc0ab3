package dev.bootwitness.cli;

import dev.bootwitness.console.attach.EscapeKey;
import dev.bootwitness.console.attach.GuardedOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** Connects a person's terminal to a shared console until either side leaves. For one use. */
final class AttachSession {

  private final Terminal terminal;
  private final SocketChannel console;
  private final boolean readOnly;
  private final SessionWords words;
  private volatile boolean left;

  AttachSession(Terminal terminal, SocketChannel console, boolean readOnly, SessionWords words) {
    this.words = words;
    this.terminal = terminal;
    this.console = console;
    this.readOnly = readOnly;
  }

  /**
   * Joins them.
   *
   * @param goesOn whether the machine still offers its console
   * @return how it ended, for the person
   */
  String run(BooleanSupplier goesOn) {
    Attributes before = terminal.getAttributes();
    show(words.greeting());
    terminal.setAttributes(raw(before));
    try {
      // A read from a terminal cannot be ended, so this thread must not keep the program alive.
      Thread.ofPlatform().daemon().name("keyboard").start(this::typeAll);
      showAll();
    } finally {
      show(GuardedOutput.RESTORE + "\r\n");
      terminal.setAttributes(before);
    }
    if (left) {
      return words.left();
    }
    return goesOn.getAsBoolean()
        ? "Your terminal could not keep up and was detached. Attach again to continue."
        : words.over();
  }

  private String help() {
    return "\r\n[Ctrl-] q leaves; %s. Ctrl-] Ctrl-] types one Ctrl-]. Ctrl-] ? shows this.]\r\n"
        .formatted(words.help());
  }

  /** Like cfmakeraw(3): every key goes to the guest, even Ctrl-C. */
  private static Attributes raw(Attributes before) {
    Attributes raw = new Attributes(before);
    raw.setLocalFlags(
        EnumSet.of(
            Attributes.LocalFlag.ICANON,
            Attributes.LocalFlag.ECHO,
            Attributes.LocalFlag.ISIG,
            Attributes.LocalFlag.IEXTEN),
        false);
    raw.setInputFlags(
        EnumSet.of(
            Attributes.InputFlag.IXON,
            Attributes.InputFlag.ICRNL,
            Attributes.InputFlag.INLCR,
            Attributes.InputFlag.IGNCR,
            Attributes.InputFlag.ISTRIP),
        false);
    raw.setOutputFlag(Attributes.OutputFlag.OPOST, false);
    raw.setControlChar(Attributes.ControlChar.VMIN, 1);
    raw.setControlChar(Attributes.ControlChar.VTIME, 0);
    return raw;
  }

  private void showAll() {
    GuardedOutput guard = new GuardedOutput();
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    try {
      while (console.read(buffer) >= 0) {
        show(guard.show(buffer.array(), buffer.position()));
        buffer.clear();
      }
    } catch (IOException e) {
      // Closed by the keyboard's thread because the person left, or reset because the share dropped
      // us.
    }
  }

  private void typeAll() {
    EscapeKey escape = new EscapeKey();
    byte[] buffer = new byte[1024];
    try (console) {
      for (int n = System.in.read(buffer); n >= 0 && !left; n = System.in.read(buffer)) {
        use(buffer, n, escape);
      }
      left = true;
    } catch (IOException e) {
      // The run or the terminal is gone, which the other thread also notices.
    }
  }

  private void use(byte[] keys, int count, EscapeKey escape) throws IOException {
    ByteBuffer forGuest = ByteBuffer.allocate(count);
    for (int i = 0; i < count && !left; i++) {
      switch (escape.take(keys[i])) {
        case TYPE -> forGuest.put(keys[i]);
        case HELP -> show(help());
        case QUIT -> left = true;
        case DROP -> {}
      }
    }
    forGuest.flip();
    while (!readOnly && forGuest.hasRemaining()) {
      console.write(forGuest);
    }
    if (left) {
      console.close();
    }
  }

  private static void show(String text) {
    show(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void show(byte[] bytes) {
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
