package dev.bootwitness.diagnosis.catalogue;

import dev.bootwitness.record.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can go wrong, in the vocabulary that every report shares.
 *
 * @param id {@code stage/name}, never changing its meaning
 * @param title the cause in a few words
 * @param means what is the case when it is named
 * @param recognised by which evidence it is named
 * @param next what to do: a command, a setting, a file
 * @param fault who is at fault unless the evidence says otherwise; null when only the run can tell
 * @param severity how much a finding of it weighs when no rule says otherwise
 * @param explains ids of causes that are only its consequence when both are found in one boot
 * @param behind ids of causes behind which a {@link Severity#SUSPICION} of this one stands
 * @param stop whether the boot stands still at it, so that reaching a later stage refutes it
 */
public record Cause(
    String id,
    String title,
    String means,
    String recognised,
    String next,
    @Nullable Fault fault,
    Severity severity,
    List<String> explains,
    List<String> behind,
    boolean stop) {

  public Cause {
    explains = List.copyOf(explains);
    behind = List.copyOf(behind);
  }

  /** The same, which explains one more. */
  Cause explaining(String consequence) {
    var all = new ArrayList<>(explains);
    all.add(consequence);
    return new Cause(id, title, means, recognised, next, fault, severity, all, behind, stop);
  }

  /** The part before the slash: host, spec, build, firmware, … */
  public String family() {
    return id.substring(0, id.indexOf('/'));
  }
}
