package dev.bootwitness.console.shell;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * The agent's account of a command's end, as far as noise left it readable.
 *
 * @param exit status
 * @param stdout what it wrote there
 * @param stderr what it wrote there
 */
record Reply(int exit, Part stdout, Part stderr) {

  /**
   * One output: checksum and length by cksum(1), and the bytes when they came along undamaged.
   *
   * @param file the agent's name for it
   */
  record Part(String file, long checksum, long length, Optional<byte[]> inline) {}

  /**
   * Reads what the console showed since a command was typed; empty when its header is not there.
   */
  static Optional<Reply> read(String text, String nonce) {
    int last = text.lastIndexOf(AgentLine.MARK + nonce + " r ");
    if (last < 0) {
      return Optional.empty();
    }
    Matcher header =
        Pattern.compile(
                AgentLine.MARK
                    + nonce
                    + " r ([0-9]{1,3}) ([0-9]{1,10}) ([0-9]{1,18}) ([0-9]{1,10}) ([0-9]{1,18})~\\n")
            .matcher(text.substring(last));
    if (!header.lookingAt()) {
      return Optional.empty();
    }
    String body = text.substring(last + header.end());
    String endOfOut = "\n" + AgentLine.MARK + nonce + " o~\n";
    String endOfErr = "\n" + AgentLine.MARK + nonce + " e~";
    int out = body.indexOf(endOfOut);
    int err = body.indexOf(endOfErr, Math.max(0, out));
    String stdout = out < 0 ? "" : body.substring(0, out);
    String stderr = out < 0 || err < 0 ? "" : body.substring(out + endOfOut.length(), err);
    return Optional.of(
        new Reply(
            Integer.parseInt(header.group(1)),
            part("o", header.group(2), header.group(3), stdout),
            part("e", header.group(4), header.group(5), stderr)));
  }

  private static Part part(String file, String checksum, String length, String inline) {
    byte[] bytes = inline.getBytes(StandardCharsets.UTF_8);
    long sum = Long.parseLong(checksum);
    long count = Long.parseLong(length);
    boolean intact = bytes.length == count && PosixCksum.of(bytes) == sum;
    return new Part(file, sum, count, intact ? Optional.of(bytes) : Optional.empty());
  }
}
