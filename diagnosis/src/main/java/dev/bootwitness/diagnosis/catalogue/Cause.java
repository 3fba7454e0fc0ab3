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
 * @param means what is the case when it is named
 * @param recognised by which evidence it is named
 * @param next what to do: a command, a setting, a file
 * @param fault who is at fault unless the evidence says otherwise; null when only the run can tell
 * @param severity how much a finding of it weighs when no rule says otherwise
 * @param explains ids of causes that are only its consequence when both are found in one boot
 * @param behind ids of causes behind which a {@link Severity#SUSPICION} of this one stands
 * @param lightens ids of causes that are only a warning once this one is found in their boot
 * @param refutedBy the stage that no boot reaches which has this cause; null: none
 * @param voidBy lines of the console with which it is over in their boot
 * @param forgivenAt the stage from which on a saved log does not blame it; null: none
 * @param imageIf ids of causes with which it is the image's fault though nobody else's is known
 * @param speaker who prints the lines that show it: kernel, systemd; empty: anybody
 * @param undecided what would decide a run that has this cause and nobody at fault; empty: nothing
 *     of its own
 * @param traits what else is special about it
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
    List<String> lightens,
    @Nullable Stage refutedBy,
    LinePattern voidBy,
    @Nullable Stage forgivenAt,
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

  /** The same, which explains one more. */
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
        imageIf,
        speaker,
        undecided,
        traits,
        stop);
  }

  /** Whether that is special about it. */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** The part before the slash: host, spec, build, firmware, … */
  public String family() {
    return id.substring(0, id.indexOf('/'));
  }
}
