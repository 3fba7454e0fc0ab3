package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.ElToritoImage;
import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.facts.InitrdFacts;
import dev.bootwitness.image.facts.KernelFacts;
import dev.bootwitness.image.facts.LoaderMenu;
import dev.bootwitness.image.facts.MenuEntry;
import dev.bootwitness.image.facts.PartitionTable;
import dev.bootwitness.image.facts.SquashfsFacts;
import dev.bootwitness.image.facts.SystemFacts;
import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.system.SystemScene;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The facts of an image while they are gathered. For one thread. */
final class Draft {

  private static final int MOST_NOTES = 40;

  final TreeSet<String> boots = new TreeSet<>();
  final List<ElToritoImage> elTorito = new ArrayList<>();
  final List<LoaderMenu> loaders = new ArrayList<>();
  Optional<String> volume = Optional.empty();
  Optional<PartitionTable> partitions = Optional.empty();
  Optional<KernelFacts> kernel = Optional.empty();
  Optional<InitrdFacts> initrd = Optional.empty();
  Optional<SquashfsFacts> squashfs = Optional.empty();
  Optional<SystemFacts> system = Optional.empty();
  String commandLine = "";

  /** The length that an ISO claims to have. */
  long claimed;

  private final Set<String> notes = new LinkedHashSet<>();

  void note(String note) {
    if (notes.size() < MOST_NOTES) {
      notes.add(note);
    }
  }

  /** The entry that starts by default. */
  Optional<MenuEntry> entry() {
    return loaders.stream().findFirst().flatMap(LoaderMenu::chosen);
  }

  SystemScene scene(Map<String, List<String>> packs, LocalDate today) {
    return new SystemScene(commandLine, packs, today);
  }

  ImageFacts facts(ImageFile file) {
    return new ImageFacts(
        ImageFacts.FORMAT,
        file.path().toString(),
        file.kind().title(),
        file.bytes(),
        volume,
        List.copyOf(boots),
        elTorito,
        partitions,
        loaders,
        kernel,
        initrd,
        commandLine,
        ImageFacts.consoles(commandLine),
        squashfs,
        system,
        List.copyOf(notes));
  }
}
