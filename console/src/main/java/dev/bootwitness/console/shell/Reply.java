package dev.bootwitness.console.shell;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * The agent's report of a command's end, as far as noise left it readable.
 *
 * @param exit status
 * @param stdout what it wrote there
 * @param stderr what it wrote there
 */
record Reply(int exit, Part stdout, Part stderr) {

  /** Status, then checksum and length of each output; the nonce precedes it. */
  private static final Pattern HEADER =
      Pattern.compile(
          "([0-9]{1,3}) ([0-9a-f]{1,32}) ([0-9]{1,18}) ([0-9a-f]{1,32}) ([0-9]{1,18})~\\n");

  /**
   * One output: checksum (see {@link Checksum}) and length, and the bytes if they arrived
   * undamaged.
   *
   * @param file the agent's name for it
   */
  record Part(String file, String checksum, long length, Optional<byte[]> inline) {}

  /** Reads what the console showed since a command was typed; empty when the header is missing. */
  static Optional<Reply> read(String text, String nonce) {
    String mark = AgentLine.MARK + nonce + " r ";
    int last = text.lastIndexOf(mark);
    if (last < 0) {
      return Optional.empty();
    }
    String said = text.substring(last + mark.length());
    Matcher header = HEADER.matcher(said);
    if (!header.lookingAt()) {
      return Optional.empty();
    }
    String body = said.substring(header.end());
    String endOfOut = "\n" + AgentLine.MARK + nonce + " o~\n";
    String endOfErr = "\n" + AgentLine.MARK + nonce + " e~";
    int out = body.indexOf(endOfOut);
    int err = out < 0 ? -1 : body.indexOf(endOfErr, out + endOfOut.length());
    String stdout = out < 0 ? "" : body.substring(0, out);
    String stderr = err < 0 ? "" : body.substring(out + endOfOut.length(), err);
    return Optional.of(
        new Reply(
            Integer.parseInt(header.group(1)),
            part("o", header.group(2), header.group(3), stdout),
            part("e", header.group(4), header.group(5), stderr)));
  }

  private static Part part(String file, String checksum, String length, String inline) {
    byte[] bytes = inline.getBytes(StandardCharsets.UTF_8);
    long count = Long.parseLong(length);
    boolean intact = bytes.length == count && Checksum.matches(checksum, bytes);
    return new Part(file, checksum, count, intact ? Optional.of(bytes) : Optional.empty());
  }
}
