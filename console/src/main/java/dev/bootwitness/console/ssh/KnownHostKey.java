package dev.bootwitness.console.ssh;

import java.io.IOException;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Map;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.jspecify.annotations.Nullable;

/**
 * Trusts one host key and no other: give it to the client that connects ({@code
 * SshClient.setServerKeyVerifier}), one for each server. Thread-safe.
 *
 * <p>A server with another key is refused: {@code session.auth().verify()} fails, and {@link
 * #refusal} says what the server presented, what was expected, and what to do.
 */
public final class KnownHostKey implements ServerKeyVerifier {

  private final PublicKey known;
  private volatile @Nullable String refused;

  private KnownHostKey(PublicKey known) {
    this.known = known;
  }

  /**
   * Trusts the key of {@code line}.
   *
   * @param line as in a server's {@code ssh_host_*_key.pub}: type, key in base64, comment
   * @throws IOException when that is no public key
   */
  public static KnownHostKey of(String line) throws IOException {
    try {
      AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line.strip());
      if (entry == null) {
        throw new IOException("it is empty");
      }
      return new KnownHostKey(
          entry.resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "no SSH host key: `"
              + line.strip()
              + "` ("
              + e.getMessage()
              + "). Give a line such as the server's /etc/ssh/ssh_host_ecdsa_key.pub has.",
          e);
    }
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress server, PublicKey shown) {
    if (KeyUtils.compareKeys(known, shown)) {
      return true;
    }
    refused =
        "the SSH server at %s has the host key %s %s, but %s %s is known for it: it was installed"
                .formatted(server, type(shown), print(shown), type(known), print(known))
            + " again, or it is another host. Compare with `ssh-keygen -lf"
            + " /etc/ssh/ssh_host_ecdsa_key.pub` on the server, then give the correct key.";
    return false;
  }

  /** The reason the last server was refused, for a person; null when none was. */
  public @Nullable String refusal() {
    return refused;
  }

  private static String type(PublicKey key) {
    return String.valueOf(KeyUtils.getKeyType(key));
  }

  private static String print(PublicKey key) {
    return String.valueOf(KeyUtils.getFingerPrint(key));
  }
}
