package dev.bootwitness.image.facts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All that was read of one image.
 *
 * @param format of this record; 1
 * @param path as it was given
 * @param kind in a few words, by content
 * @param bytes the file's length
 * @param volume the ISO's volume id
 * @param boots how firmware can start it: {@code bios}, {@code uefi}
 * @param elTorito the boot images of an ISO's boot catalogue
 * @param partitions of a disk, or of a hybrid ISO
 * @param loaders the menus of its boot loaders, the one that is started first first
 * @param kernel the kernel that starts by default
 * @param initrd the initrd of that kernel
 * @param commandLine of the kernel that starts by default; may be empty
 * @param consoles the {@code console=} words of that kernel's command line, in order: the last is
 *     {@code /dev/console}
 * @param squashfs the read-only root of a live image
 * @param system the operating system that runs
 * @param notes what could not be read, and why
 */
public record ImageFacts(
    int format,
    String path,
    String kind,
    long bytes,
    Optional<String> volume,
    List<String> boots,
    List<ElToritoImage> elTorito,
    Optional<PartitionTable> partitions,
    List<LoaderMenu> loaders,
    Optional<KernelFacts> kernel,
    Optional<InitrdFacts> initrd,
    String commandLine,
    List<String> consoles,
    Optional<SquashfsFacts> squashfs,
    Optional<SystemFacts> system,
    List<String> notes) {

  /** The format that this version writes. */
  public static final int FORMAT = 1;

  /** Copies the lists. */
  public ImageFacts {
    boots = List.copyOf(boots);
    elTorito = List.copyOf(elTorito);
    loaders = List.copyOf(loaders);
    consoles = List.copyOf(consoles);
    notes = List.copyOf(notes);
  }

  /** The same image with another command line of its kernel. */
  public ImageFacts started(String line) {
    return new ImageFacts(
        format,
        path,
        kind,
        bytes,
        volume,
        boots,
        elTorito,
        partitions,
        loaders,
        kernel,
        initrd,
        line,
        consoles(line),
        squashfs,
        system,
        notes);
  }

  /** The {@code console=} words of a command line, in order. */
  public static List<String> consoles(String line) {
    return Arrays.stream(line.strip().split("\\s+"))
        .filter(word -> word.startsWith("console="))
        .map(word -> word.substring("console=".length()))
        .toList();
  }

  /** The menu whose default entry starts first. */
  public Optional<LoaderMenu> menu() {
    return loaders.stream().findFirst();
  }

  /** The entry that starts by default. */
  public Optional<MenuEntry> entry() {
    return menu().flatMap(LoaderMenu::chosen);
  }
}
