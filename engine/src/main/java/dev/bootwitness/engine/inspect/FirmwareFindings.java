package dev.bootwitness.engine.inspect;

import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.facts.LoaderMenu;
import dev.bootwitness.image.facts.MenuEntry;
import dev.bootwitness.image.facts.Partition;
import dev.bootwitness.image.facts.PartitionTable;
import dev.bootwitness.image.inspect.ImageKind;
import dev.bootwitness.record.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What firmware and boot loader will make of an image. */
final class FirmwareFindings {

  /** A countdown that costs more than this is worth a word. */
  private static final double LONG = 10;

  /** How the survey begins its note on a file that is shorter than its file system. */
  private static final String CUT = "it is cut short";

  private FirmwareFindings() {}

  static List<Finding> of(ImageFacts facts, Circumstances circumstances) {
    List<Finding> findings = new ArrayList<>();
    if (!circumstances.loader()) {
      return findings;
    }
    cutShort(facts).ifPresent(findings::add);
    unbootable(facts, circumstances).ifPresent(findings::add);
    Optional<LoaderMenu> menu = menu(facts, circumstances);
    if (menu.isPresent()) {
      waiting(menu.get()).ifPresent(findings::add);
      menu.get().chosen().map(FirmwareFindings::missing).ifPresent(findings::addAll);
    }
    return findings;
  }

  /** The menu that the chosen firmware comes to first. */
  static Optional<LoaderMenu> menu(ImageFacts facts, Circumstances circumstances) {
    return facts.loaders().stream()
        .filter(menu -> !menu.entries().isEmpty())
        .filter(menu ->
            circumstances.firmware().isEmpty()
                || menu.firmware().isEmpty()
                || menu.firmware().contains(circumstances.firmware().get()))
        .findFirst();
  }

  private static Optional<Finding> cutShort(ImageFacts facts) {
    return facts.notes().stream()
        .filter(note -> note.startsWith(CUT))
        .findFirst()
        .map(note ->
            ImageFindings.about("host/image-unreadable", note, "")
                .advice("Make or download it again, and compare its sha256.")
                .finding());
  }

  private static Optional<Finding> unbootable(ImageFacts facts, Circumstances circumstances) {
    if (!isKnown(facts)) {
      return Optional.empty();
    }
    if (facts.boots().isEmpty()) {
      return Optional.of(
          ImageFindings.about(
                  "firmware/no-bootable-device",
                  "it has neither boot code for a BIOS nor a program for UEFI",
                  "")
              .advice(
                  "Add a boot loader to it (`grub-mkrescue`, `grub-install`, `bootctl install`), or"
                      + " start its kernel with `image: {kernel: …, initrd: …}`.")
              .finding());
    }
    Optional<String> firmware = circumstances.firmware();
    if (firmware.isEmpty() || facts.boots().contains(firmware.get())) {
      return Optional.empty();
    }
    String other = facts.boots().getFirst();
    return Optional.of(
        ImageFindings.about(
                "firmware/no-bootable-device",
                "the machine has %s, and the image can be started only by %s"
                    .formatted(name(firmware.get()), name(other)),
                "")
            .advice("Write `machine: {firmware: %s}`.".formatted(other))
            .finding());
  }

  private static String name(String firmware) {
    return firmware.toUpperCase(Locale.ROOT);
  }

  /** Whether all was read that could start it. */
  private static boolean isKnown(ImageFacts facts) {
    if (facts.kind().equals(ImageKind.ISO_9660.title())) {
      return facts.notes().stream()
          .noneMatch(note -> note.startsWith("xorriso") || note.startsWith(CUT));
    }
    if (facts.partitions().isEmpty()) {
      return false;
    }
    PartitionTable table = facts.partitions().get();
    return table.entries().stream()
        .filter(partition -> partition.type().equals("EFI system") || isFat(partition))
        .allMatch(partition -> partition.fileSystem().filter(fs -> fs.read()).isPresent());
  }

  private static boolean isFat(Partition partition) {
    return partition.fileSystem().filter(fs -> fs.type().equals("vfat")).isPresent();
  }

  private static Optional<Finding> waiting(LoaderMenu menu) {
    if (menu.seconds().isEmpty()) {
      return Optional.of(
          ImageFindings.about(
                  "loader/waiting-at-menu",
                  "%s shows a menu without a countdown".formatted(menu.config()),
                  "")
              .subject(menu.config())
              .advice(timeout(menu, "Give it one"))
              .finding());
    }
    double seconds = menu.seconds().get();
    if (seconds <= LONG) {
      return Optional.empty();
    }
    return Optional.of(
        ImageFindings.about(
                "loader/long-countdown",
                "%s waits %.0f s before it starts its default entry"
                    .formatted(menu.config(), seconds),
                "")
            .subject(menu.config())
            .advice(timeout(menu, "Shorten it"))
            .finding());
  }

  private static String timeout(LoaderMenu menu, String what) {
    String line =
        switch (menu.kind()) {
          case "grub" -> "set timeout=1";
          case "systemd-boot" -> "timeout 1";
          default -> "timeout 10";
        };
    return "%s: write `%s` into %s.".formatted(what, line, menu.config());
  }

  private static List<Finding> missing(MenuEntry entry) {
    return entry.missing().stream()
        .map(file ->
            ImageFindings.about(
                    "loader/file-not-found",
                    "%s names %s%s, and the image has no such file"
                        .formatted(
                            entry.config(),
                            file,
                            entry.title().isEmpty() ? "" : " in \"" + entry.title() + "\""),
                    "")
                .subject(file)
                .finding())
        .toList();
  }
}
