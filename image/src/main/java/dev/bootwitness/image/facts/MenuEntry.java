package dev.bootwitness.image.facts;

import java.util.List;

/**
 * A line of a boot menu that starts a kernel.
 *
 * @param config the file that holds it
 * @param title as the menu shows it; may be empty
 * @param kernel its path in the image
 * @param initrds their paths, in order
 * @param commandLine the kernel's
 * @param device where GRUB looks for these files, such as {@code hd0,1}, if the entry says so
 *     itself; empty for the image's own
 * @param missing which of these files do not exist in the image; a file is missing only if all file
 *     systems that could hold it were read
 */
public record MenuEntry(
    String config,
    String title,
    String kernel,
    List<String> initrds,
    String commandLine,
    String device,
    List<String> missing) {

  /** Copies the lists. */
  public MenuEntry {
    initrds = List.copyOf(initrds);
    missing = List.copyOf(missing);
  }

  /** The same, lacking these files. */
  public MenuEntry lacking(List<String> files) {
    return new MenuEntry(config, title, kernel, initrds, commandLine, device, files);
  }

  /** The same with its files on that device. */
  public MenuEntry on(String other) {
    return new MenuEntry(config, title, kernel, initrds, commandLine, other, missing);
  }
}
