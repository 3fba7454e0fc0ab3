package dev.bootwitness.engine.known;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Marks a failure that the project knows, before the verdict is made. */
public final class KnownMark {

  private KnownMark() {}

  /** Records the entry that the failure matches, if there is one. */
  public static void set(RunContext context) {
    if (!Files.exists(KnownFile.of(context.options().project()))) {
      return;
    }
    Optional<Finding> primary = context.diagnosis().failure();
    if (primary.isEmpty()) {
      return;
    }
    List<KnownEntry> entries;
    try {
      entries = KnownFile.read(context.options().project());
    } catch (SpecException e) {
      e.problems()
          .forEach(problem ->
              context.record().append(new Event.ToolOutput("known", problem.toString())));
      return;
    }
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    boolean passes = context.options().passKnown().orElse(context.spec().policy().knownPasses());
    KnownEntry.of(entries, primary.get(), context.spec().name(), architecture(context), today)
        .ifPresent(entry ->
            context.record().append(new Event.FailureKnown(entry.recorded(today, passes))));
  }

  private static String architecture(RunContext context) {
    return context.spec().machine().board().architecture().name().toLowerCase(Locale.ROOT);
  }
}
