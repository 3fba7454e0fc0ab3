package dev.bootwitness.prenixos.network;

/**
 * What came of the network.
 *
 * @param state {@code configured}, {@code no-link}, {@code no-address} or {@code failed}
 * @param address IPv4 address of {@code lan}; empty for none
 * @param reason one line for people
 * @param sshd {@code starting}, or why it stays off
 */
public record NetworkStatus(String state, String address, String reason, String sshd) {

  public String lines() {
    return "STATE="
        + state
        + "\n"
        + "INTERFACE="
        + NetworkLink.LAN
        + "\n"
        + (address.isEmpty() ? "" : "ADDRESS=" + address + "\n")
        + "REASON="
        + reason.replace('\n', ' ')
        + "\n"
        + "SSHD="
        + sshd.replace('\n', ' ')
        + "\n";
  }

  /** For consoles and the journal. */
  public String sentence() {
    String found = address.isEmpty() ? state + ": " + reason : "LAN IPv4 address: " + address;
    return found + "; sshd: " + sshd.replace('\n', ' ');
  }
}
