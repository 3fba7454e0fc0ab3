package dev.bootwitness.prenixos.status;

import java.util.List;

/**
 * What was done with the disks: never what was meant to be done.
 *
 * @param detail why, a word of the contract
 * @param reason one line for people
 * @param phase how far it came: {@code detect}, {@code plan}, a phase of the apply, or {@code done}
 * @param done the commands that were run, as a shell takes them
 * @param failure the command that failed with its own words; empty if none did
 * @param backup where the old signatures and partition tables are; empty if none were erased
 * @param missing members that an array of ours lacks
 * @param setAside disks that could not be probed, with the tool's words
 */
public record StorageStatus(
    State state,
    String detail,
    String reason,
    String phase,
    List<String> done,
    String failure,
    String backup,
    List<String> missing,
    List<String> setAside) {

  /** What was done. */
  public enum State {
    APPLIED,
    PLAN_ONLY,
    FAILED,
    NOTHING_TO_DO;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  public StorageStatus {
    done = List.copyOf(done);
    missing = List.copyOf(missing);
    setAside = List.copyOf(setAside);
    reason = line(reason);
    failure = line(failure);
  }

  /** A status file has a line for each key, whatever a tool says. */
  private static String line(String text) {
    var line = new StringBuilder();
    text.strip().codePoints().limit(1000).forEach(c -> line.appendCodePoint(c < ' ' ? ' ' : c));
    return line.toString();
  }

  /** {@code STATE (DETAIL): reason}, for consoles and the journal. */
  public String sentence() {
    String lacking = missing.isEmpty() ? "" : "; missing: " + String.join("; ", missing);
    return state.word() + " (" + detail + "): " + reason + lacking;
  }
}
