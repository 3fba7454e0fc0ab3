package dev.bootwitness.console.side;

import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.Nonces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Copies files into and out of the guest over the side channel, verified by SHA-256.
 *
 * <p>Like {@link SideChannel}, not thread-safe.
 */
public final class SideFiles {

  /** The guest's message when it refuses: the words of its shell or of cat(1). */
  private static final int MOST_WORDS = 400;

  private final SideChannel channel;
  private final SideStream stream;
  private final Nonces nonces;

  SideFiles(SideChannel channel, SideStream stream, Nonces nonces) {
    this.channel = channel;
    this.stream = stream;
    this.nonces = nonces;
  }

  /**
   * A file that was taken out of the guest.
   *
   * @param length in bytes
   * @param sha256 of the received bytes, in hexadecimal
   * @param steady whether the file still had that sum afterwards; a growing log does not
   */
  public record Pulled(long length, String sha256, boolean steady) {}

  /**
   * Puts a file into the guest, first under another name, then into its place atomically.
   *
   * @param bytes as many as {@code length} says
   * @param path absolute
   * @param mode permission bits, such as 0644
   * @return the SHA-256 that both sides agree on, in hexadecimal
   * @throws SideException when the guest refuses, or its file differs from what was sent
   */
  public String push(InputStream bytes, long length, String path, int mode, Deadline deadline)
      throws IOException, InterruptedException {
    MessageDigest digest = sha256();
    String part = checked(path) + ".bootwitness-part";
    String nonce = ask("w " + length, part);
    said(nonce, "write " + path, deadline, "go");
    stream.pour(new DigestInputStream(bytes, digest), length);
    String got = said(nonce, "write " + path, deadline, "got ");
    String sum = HexFormat.of().formatHex(digest.digest());
    if (!got.startsWith("got " + sum)) {
      throw new SideException(path + " was damaged on its way: " + sum + " sent, the guest " + got);
    }
    String move =
        "chmod %o %s && mv -f %s %s".formatted(mode, quote(part), quote(part), quote(path));
    if (channel.run(move, deadline) instanceof CommandResult.Completed done && done.exit() == 0) {
      return sum;
    }
    throw new SideException("cannot put " + path + " in its place in the guest");
  }

  /**
   * Takes a file out of the guest.
   *
   * @param path absolute; no directory
   * @throws SideException when the guest cannot read it
   */
  public Pulled pull(String path, OutputStream to, Deadline deadline)
      throws IOException, InterruptedException {
    MessageDigest digest = sha256();
    long[] length = new long[1];
    OutputStream counting =
        new DigestOutputStream(to, digest) {
          @Override
          public void write(byte[] b, int from, int count) throws IOException {
            super.write(b, from, count);
            length[0] += count;
          }
        };
    String nonce = ask("g", checked(path));
    said(nonce, "read " + path, deadline, "go");
    String end = stream.mark(nonce, counting, deadline);
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    String after = stream.mark(nonce, words, deadline);
    if (!end.equals("end 0")) {
      throw refused("read " + path, words);
    }
    String sum = HexFormat.of().formatHex(digest.digest());
    return new Pulled(length[0], sum, after.startsWith("sum " + sum));
  }

  private String ask(String request, String path) throws SideException {
    String nonce = nonces.next();
    stream.line(nonce + " " + request);
    byte[] name = (path + "\n").getBytes(StandardCharsets.UTF_8);
    stream.pour(new ByteArrayInputStream(name), name.length);
    return nonce;
  }

  private String said(String nonce, String what, Deadline deadline, String expected)
      throws IOException, InterruptedException {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    String mark = stream.mark(nonce, words, deadline);
    if (!mark.startsWith(expected)) {
      throw refused(what, words);
    }
    return mark;
  }

  private static SideException refused(String what, ByteArrayOutputStream words) {
    String said = words.toString(StandardCharsets.UTF_8).strip();
    return new SideException(
        "cannot "
            + what
            + " in the guest: "
            + said.substring(0, Math.min(MOST_WORDS, said.length())));
  }

  private static String checked(String path) {
    if (!path.startsWith("/") || path.indexOf('\n') >= 0 || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "\"" + path + "\": a path in the guest is absolute and without line feed or NUL");
    }
    return path;
  }

  private static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256 (java.security.MessageDigest)", e);
    }
  }
}
