package dev.bootwitness.machine.checkpoint;

import dev.bootwitness.machine.qemu.MachineIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity of everything a checkpoint depends on: a machine with a different key never starts
 * from it.
 *
 * <p>Secrets may be among the parts. Hashing them together with everything else does not protect
 * against guessing; but the checkpoint's memory, which only its owner may read, holds the secrets
 * anyway.
 *
 * @param id lower-case hexadecimal, 32 digits
 */
public record CheckpointKey(String id) {

  /** To be raised when the files or the manifest of a checkpoint change their meaning. */
  private static final String FORMAT = "1";

  private static final int DIGITS = 32;

  /** Checks the form. */
  public CheckpointKey {
    if (!id.matches("[0-9a-f]{" + DIGITS + "}")) {
      throw new IllegalArgumentException("\"" + id + "\" is not the key of a checkpoint");
    }
  }

  /**
   * The key of a machine.
   *
   * @param image hash of what boots
   * @param session everything that determines the state of the shell when it is frozen: users,
   *     secrets, the agent's version, files given to the guest
   */
  public static CheckpointKey of(MachineIdentity machine, String image, List<String> session) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, List.of(FORMAT, image));
      add(digest, machine.lines());
      add(digest, session);
      String hex = HexFormat.of().formatHex(digest.digest());
      return new CheckpointKey(hex.substring(0, DIGITS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256 (java.security.MessageDigest)", e);
    }
  }

  /** The key of what a failed run has kept. */
  public static CheckpointKey ofKept(String run) {
    return of(new MachineIdentity(List.of()), "kept", List.of(run));
  }

  /** Every part with its length, so that no two lists yield the same bytes. */
  private static void add(MessageDigest digest, List<String> parts) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, parts.size()));
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
