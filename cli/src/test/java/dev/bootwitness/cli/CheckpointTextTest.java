package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.machine.checkpoint.About;
import dev.bootwitness.machine.checkpoint.Stored;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The exact text about checkpoints for a person. */
class CheckpointTextTest {

  private static final Path ROOT = Path.of("/home/u/.cache/bootwitness/checkpoints");
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final About LIVE =
      new About(
          "debian-live",
          "2026-11-24T01-00-00Z-debian-live",
          "/p/.bootwitness/runs/2026-11-24T01-00-00Z-debian-live",
          "/p/live.iso",
          "7.2.22 (Debian)",
          "2026-11-24T01:01:20Z",
          76.2,
          0.71,
          2L << 30,
          0,
          0,
          "");
  private static final Stored USED =
      new Stored("0123456789abcdef0123456789abcdef", Optional.of(LIVE), 640L << 20, NOW, true);
  private static final Stored OLD =
      new Stored(
          "fedcba9876543210fedcba9876543210",
          Optional.empty(),
          0,
          Instant.parse("2026-11-24T09:30:00Z"),
          false);

  @Test
  void aListHasOneLineEach() {
    assertThat(CheckpointText.list(List.of(USED, OLD), ROOT, NOW))
        .isEqualTo(
            """
            KEY       NAME                    ON DISK     MEMORY    BOOT  USED
            01234567  debian-live             640 MiB   2048 MiB    76 s  in use
            fedcba98  (damaged)                 0 MiB                     2 h ago
            640 MiB in /home/u/.cache/bootwitness/checkpoints
            """);
    assertThat(CheckpointText.list(List.of(), ROOT, NOW))
        .isEqualTo("No checkpoints in /home/u/.cache/bootwitness/checkpoints.\n");
  }

  @Test
  void oneIsShownWithTheRunThatBootedIt() {
    assertThat(CheckpointText.show(USED, ROOT, NOW))
        .isEqualTo(
            """
            key        0123456789abcdef0123456789abcdef
            name       debian-live
            image      /p/live.iso
            booted by  run 2026-11-24T01-00-00Z-debian-live in 76 s
            record     /p/.bootwitness/runs/2026-11-24T01-00-00Z-debian-live
            frozen     2026-11-24T01:01:20Z; its guest was paused for 0.71 s
            shell      uid 0
            qemu       7.2.22 (Debian)
            size       640 MiB on disk, of 2048 MiB memory
            used       by a run, now
            files      /home/u/.cache/bootwitness/checkpoints/0123456789abcdef0123456789abcdef
            """);
    assertThat(CheckpointText.show(OLD, ROOT, NOW))
        .contains("damaged    one of its files is missing or has changed; `prune` removes it");
  }

  @Test
  void aKeyMayBeShortButMustNameOne() {
    List<Stored> all = List.of(USED, OLD);
    assertThat(CheckpointText.named(all, "fed")).containsExactly(OLD);
    assertThat(CheckpointText.notOne("x", CheckpointText.named(all, "x")))
        .isEqualTo(
            "no checkpoint's key begins with \"x\". `bootwitness checkpoint list` shows all keys.");
    assertThat(CheckpointText.notOne("", CheckpointText.named(all, "")))
        .isEqualTo("the keys of 2 checkpoints begin with \"\". Write more of the key.");
  }

  @Test
  void whatWasRemovedIsCounted() {
    assertThat(CheckpointText.removed(List.of())).isEqualTo("Nothing to remove.\n");
    assertThat(CheckpointText.removed(List.of(USED))).isEqualTo("Removed 1 checkpoint, 640 MiB.\n");
    assertThat(CheckpointText.removed(List.of(USED, OLD)))
        .isEqualTo("Removed 2 checkpoints, 640 MiB.\n");
  }
}
