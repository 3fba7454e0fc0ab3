package dev.bootwitness.engine.inspect;

import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.facts.Partition;
import dev.bootwitness.image.survey.RootDevice;
import dev.bootwitness.machine.config.DiskBus;
import dev.bootwitness.record.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether something answers the kernel's {@code root=}. */
final class RootFindings {

  /** Their inside may hold any file system. */
  private static final Set<String> CONTAINERS =
      Set.of("LVM2_member", "linux_raid_member", "crypto_LUKS", "bcache", "zfs_member", "btrfs");

  private static final Pattern OF_SATA = Pattern.compile("/dev/[sh]d[a-z]\\d*");
  private static final Pattern OF_VIRTIO = Pattern.compile("/dev/vd[a-z]\\d*");

  private RootFindings() {}

  static List<Finding> of(ImageFacts facts, Circumstances circumstances) {
    Optional<String> root =
        Arrays.stream(facts.commandLine().split("\\s+"))
            .filter(word -> word.startsWith("root="))
            .map(word -> word.substring("root=".length()))
            .reduce((_, last) -> last);
    if (root.isEmpty() || !circumstances.loader()) {
      return List.of();
    }
    return facts.volume().isPresent()
        ? label(facts, root.get())
        : facts.partitions().map(table -> disk(facts, root.get(), circumstances)).orElse(List.of());
  }

  /** dracut's live images: root=live:CDLABEL=…, which is the ISO's volume id. */
  private static List<Finding> label(ImageFacts facts, String root) {
    String volume = facts.volume().orElse("");
    String wanted = root.replaceFirst("^live:", "").replaceFirst("^(CD)?LABEL=", "LABEL=");
    if (!wanted.startsWith("LABEL=") || wanted.equals("LABEL=" + volume)) {
      return List.of();
    }
    return List.of(
        missing(facts, root, "the ISO's label is %s".formatted(volume))
            .advice("Write the ISO's label into root=, or give it that label (xorriso -volid).")
            .finding());
  }

  private static List<Finding> disk(ImageFacts facts, String root, Circumstances circumstances) {
    List<Partition> entries = facts.partitions().orElseThrow().entries();
    boolean sata = OF_SATA.matcher(root).matches();
    boolean virtio = OF_VIRTIO.matcher(root).matches();
    boolean onVirtio = circumstances.bus() == DiskBus.VIRTIO;
    if ((sata && onVirtio) || (virtio && !onVirtio)) {
      return List.of(
          missing(
                  facts,
                  root,
                  "a disk on %s has another name"
                      .formatted(circumstances.bus().name().toLowerCase(Locale.ROOT)))
              .advice(
                  "Write root=UUID=… or root=LABEL=…, or `image: {bus: %s}`."
                      .formatted(sata ? "sata" : "virtio"))
              .finding());
    }
    boolean hidden =
        entries.stream()
            .anyMatch(partition ->
                partition.fileSystem().map(fs -> CONTAINERS.contains(fs.type())).orElse(false));
    if (!RootDevice.isDecidable(root)
        || hidden
        || entries.stream().anyMatch(partition -> RootDevice.answers(root, partition))) {
      return List.of();
    }
    return List.of(missing(facts, root, "no partition of the image answers to that").finding());
  }

  private static dev.bootwitness.diagnosis.catalogue.FindingBuilder missing(
      ImageFacts facts, String root, String why) {
    boolean initrd = facts.entry().map(entry -> !entry.initrds().isEmpty()).orElse(false);
    return ImageFindings.about(
            initrd ? "initrd/root-device-missing" : "kernel/panic-no-root",
            "the kernel line has root=%s, and %s".formatted(root, why),
            facts.commandLine())
        .subject(root);
  }
}
