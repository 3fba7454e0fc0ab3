package dev.bootwitness.console.attach;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.cast.TextChunks;
import org.safere.Pattern;

/**
 * Types a person's keyboard input into a console and keeps passwords out of the record.
 *
 * <p>While the console shows a password prompt, keys are gathered and sent as one secret when Enter
 * comes; the guest does not echo them anyway. A password pasted together with the command that
 * brings up its prompt is not recognised. Not thread-safe.
 */
final class TypedByPerson {

  /**
   * The password questions of getty, su, sudo, ssh, cryptsetup and passwd, in English as on a
   * serial console.
   */
  private static final Pattern PASSWORD_PROMPT =
      Pattern.compile("(?i)\\b(password|passphrase|passcode)\\b[^:]*: ?$");

  private static final char ENTER = '\r';
  private static final char LINE_FEED = '\n';
  private static final char BACKSPACE = '\b';
  private static final char DELETE = 0x7f;

  private final Console console;
  private final TextChunks chunks = new TextChunks();
  private final StringBuilder secret = new StringBuilder();
  private boolean gathering;

  TypedByPerson(Console console) {
    this.console = console;
  }

  /** Types {@code bytes[0..length)}; an incomplete character waits for its rest. */
  void type(byte[] bytes, int length) {
    String text = chunks.next(bytes, 0, length);
    StringBuilder open = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char key = text.charAt(i);
      gathering = gathering || asksForPassword();
      if (gathering) {
        send(open);
        gather(key);
      } else {
        open.append(key);
      }
    }
    send(open);
  }

  private void send(StringBuilder open) {
    if (!open.isEmpty()) {
      console.send(open.toString());
      open.setLength(0);
    }
  }

  private boolean asksForPassword() {
    return PASSWORD_PROMPT.matcher(console.unfinishedLine()).find();
  }

  private void gather(char key) {
    if (key == ENTER || key == LINE_FEED) {
      console.sendSecret(secret.toString());
      leave();
    } else if (key == BACKSPACE || key == DELETE) {
      secret.setLength(Math.max(0, secret.length() - 1));
    } else if (key < ' ') {
      // Ctrl-C, Ctrl-D, Ctrl-U: the person changed their mind.
      leave();
      console.send(String.valueOf(key));
    } else {
      secret.append(key);
    }
  }

  private void leave() {
    secret.setLength(0);
    gathering = false;
  }
}
