package dev.bootwitness.engine.step;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.journal.UnitFailure;
import dev.bootwitness.engine.check.GuestShell;
import dev.bootwitness.engine.check.ShellWord;
import dev.bootwitness.engine.check.ShowText;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.record.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the guest why a unit failed when a run is about to be blamed on that unit: what systemd
 * knows about its end and what its programs printed. It is a single question, since the verdict
 * waits for it.
 */
public final class FailedUnit {

  /** With hardware acceleration; see {@link EvidencePhase}. */
  private static final Duration BUDGET = Duration.ofSeconds(2);

  private static final String JOURNAL = "=journal\n";

  private final RunContext context;
  private final GuestShell guest;

  public FailedUnit(RunContext context, GuestShell guest) {
    this.context = context;
    this.guest = guest;
  }

  /** Asks if a failed unit would be blamed, and reports the underlying cause. */
  public void ask() throws InterruptedException {
    context.record().awaitDelivery();
    Optional<Finding> primary =
        context
            .diagnosis()
            .primary()
            .filter(finding -> finding.cause().equals("systemd/unit-failed"));
    if (primary.isPresent()) {
      Finding failed = primary.get();
      why(failed).ifPresent(cause -> context.report(cause.at(failed.at()).finding()));
      context.record().awaitDelivery();
    }
  }

  private Optional<FindingBuilder> why(Finding failed) throws InterruptedException {
    Optional<String> name = UnitFailure.named(failed);
    Optional<String> description = UnitFailure.described(failed);
    if (name.isEmpty() && description.isEmpty()) {
      return Optional.empty();
    }
    CommandResult result =
        guest.run(
            command(name.orElse(""), description.orElse("")), context.pace().scale().of(BUDGET));
    if (!(result instanceof CommandResult.Completed answer)) {
      return Optional.empty();
    }
    String text = answer.stdout().text();
    int journal = text.indexOf(JOURNAL);
    if (journal < 0) {
      return Optional.empty();
    }
    Map<String, String> properties =
        ShowText.units(text.substring(0, journal)).stream().findFirst().orElse(Map.of());
    List<String> lines = text.substring(journal + JOURNAL.length()).lines().toList();
    String unit = properties.getOrDefault("Id", name.orElse("the unit"));
    return context.diagnosis().cause(new UnitFailure(unit, properties, lines));
  }

  /** One of the two is empty; a description is looked up among the failed units. */
  private static String command(String unit, String description) {
    return "u=%s; d=%s;".formatted(ShellWord.quote(unit), ShellWord.quote(description))
        + " [ -n \"$u\" ] || u=$(systemctl list-units --failed --no-legend --no-pager --plain --full"
        + " | while read -r n _ _ _ t; do [ \"$t\" = \"$d\" ] && echo \"$n\" && break; done);"
        + " [ -n \"$u\" ] || exit 9; systemctl show -p"
        + " Id,Result,ExecMainCode,ExecMainStatus,TimeoutStartUSec -- \"$u\"; echo =journal;"
        + " journalctl --no-pager -q -b -n 60 -o short-monotonic -u \"$u\"";
  }
}
