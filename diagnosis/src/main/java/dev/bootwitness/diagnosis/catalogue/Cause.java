package dev.bootwitness.diagnosis.catalogue;

import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can go wrong, in the vocabulary that every report shares.
 *
 * @param id {@code stage/name}, never changing its meaning
 * @param title the cause in a few words
 * @param means what is true when it is named
 * @param recognised the evidence by which it is named
 * @param next what to do: a command, a setting, a file
 * @param fault who is at fault unless the evidence says otherwise; null when only the run can tell
 * @param severity how much a finding of it weighs when no rule says otherwise
 * @param explains ids of causes that are only its consequence when both are found in one boot
 * @param behind ids of causes for which a {@link Severity#SUSPICION} of this one may be the reason
 * @param lightens findings that are only a warning once this one is blamed in their boot
 * @param refutedBy the stage that no boot with this cause reaches; null: none
 * @param voidBy console lines that void it in their boot
 * @param forgivenAt the stage from which on a saved log does not blame it; null: none
 * @param endsBy the last stage of a boot with this cause; null: that of its family
 * @param imageIf ids of causes that make it the image's fault although no other fault is known
 * @param speaker who prints the lines that show it: kernel, systemd; empty: anybody
 * @param undecided what would decide a run with this cause and no known fault; empty: nothing of
 *     its own
 * @param traits what else is special about it
 * @param stop whether the boot stops at it, so that reaching a later stage refutes it
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
    List<Lightening> lightens,
    @Nullable Stage refutedBy,
    LinePattern voidBy,
    @Nullable Stage forgivenAt,
    @Nullable Stage endsBy,
    List<String> imageIf,
    String speaker,
    String undecided,
    Set<Trait> traits,
    boolean stop) {

  public Cause {
    explains = List.copyOf(explains);
    behind = List.copyOf(behind);
    lightens = List.copyOf(lightens);
    imageIf = List.copyOf(imageIf);
    traits = Set.copyOf(traits);
  }

  /** The same cause, explaining one more. */
  Cause explaining(String consequence) {
    var all = new ArrayList<>(explains);
    all.add(consequence);
    return new Cause(
        id,
        title,
        means,
        recognised,
        next,
        fault,
        severity,
        all,
        behind,
        lightens,
        refutedBy,
        voidBy,
        forgivenAt,
        endsBy,
        imageIf,
        speaker,
        undecided,
        traits,
        stop);
  }

  /** Whether it has this trait. */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** The part before the slash: host, spec, build, firmware, … */
  public String family() {
    return id.substring(0, id.indexOf('/'));
  }
}
