package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The demo's ISO as the output of a flake: built by Nix, booted, logged in to, checked; and then
 * again without a build.
 *
 * <p>The first run takes as long as that image takes, the next ones a few seconds.
 */
@Timeout(1200)
class NixLiveIT {

  @Test
  void theFlakeIsBuiltBootedAndCheckedAndNotBuiltAgain() throws Exception {
    Cli.Ended first = run();
    assertThat(first.exit()).as(first.output()).isZero();
    assertThat(first.verdict().checks()).hasSize(3).allMatch(CheckResult::passed);
    assertThat(image(first).path())
        .startsWith("/nix/store/")
        .endsWith("-debian-live/debian-live.iso");

    Cli.Ended second = run();
    assertThat(second.exit()).as(second.output()).isZero();
    assertThat(image(second)).isEqualTo(cached(image(first)));
    assertThat(second.output()).contains("unchanged, from cache");
    assertThat(second.events())
        .noneMatch(event -> event instanceof Event.ToolOutput(var tool, _) && tool.equals("build"))
        .noneMatch(Event.ImageBuilt.class::isInstance);
  }

  private static Cli.Ended run() throws Exception {
    Path spec = Cli.HOME.resolve("examples/nix-live");
    return Cli.of("run", spec.toString(), "--project", DebianProject.path().toString(), "--plain")
        .run();
  }

  private static Event.ImageReady cached(Event.ImageReady image) {
    return new Event.ImageReady(image.path(), image.kind(), image.sha256(), image.bytes(), true);
  }

  private static Event.ImageReady image(Cli.Ended run) throws Exception {
    return run.events().stream()
        .filter(Event.ImageReady.class::isInstance)
        .map(Event.ImageReady.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
