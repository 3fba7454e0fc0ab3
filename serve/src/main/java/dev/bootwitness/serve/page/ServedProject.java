package dev.bootwitness.serve.page;

import dev.bootwitness.report.history.FollowedLedger;
import dev.bootwitness.serve.live.LiveRuns;
import dev.bootwitness.serve.store.KnownFailures;
import dev.bootwitness.serve.store.RunFolders;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the pages are made from.
 *
 * @param ledger of the runs that are over
 * @param known reads {@code known.yaml}
 * @param queue the file of the task queue, which need not exist
 * @param environment of this process
 */
public record ServedProject(
    RunFolders folders,
    FollowedLedger ledger,
    LiveRuns live,
    Supplier<KnownFailures> known,
    Path queue,
    Map<String, String> environment,
    InstantSource clock) {

  List<LiveView> going() {
    return live.now().stream().map(state -> LiveView.of(state, clock.instant())).toList();
  }
}
