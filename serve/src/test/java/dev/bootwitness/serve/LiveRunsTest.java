package dev.bootwitness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.serve.live.LiveRuns;
import dev.bootwitness.serve.live.LiveRuns.Change;
import dev.bootwitness.serve.live.LiveState;
import dev.bootwitness.serve.live.Subscription;
import dev.bootwitness.serve.store.RunFolders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRunsTest {

  @TempDir Path folder;

  @Test
  void aRunThatEndedBetweenTwoLooksGoesOnNoLonger() throws Exception {
    LiveRuns runs =
        new LiveRuns(
            new RunFolders(Served.project(folder).resolve(".bootwitness/runs")),
            LiveRecord::isGoingOn,
            InstantSource.system());
    try (LiveRecord record = new LiveRecord(folder, "alpha");
        Subscription changes = runs.subscribe()) {
      record.booting();
      runs.look();
      assertThat(runs.now(record.id())).map(LiveState::id).contains(record.id());
      assertThat(changes.next(Duration.ofSeconds(5))).containsInstanceOf(Change.Began.class);

      record.ended(12);

      assertThat(runs.now(record.id())).isEmpty();
      runs.look();
      assertThat(changes.next(Duration.ofSeconds(5))).containsInstanceOf(Change.Moved.class);
      assertThat(changes.next(Duration.ofSeconds(5))).containsInstanceOf(Change.Ended.class);
    }
  }
}
