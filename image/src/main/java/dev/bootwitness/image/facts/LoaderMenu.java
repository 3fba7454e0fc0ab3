package dev.bootwitness.image.facts;

import java.util.List;
import java.util.Optional;

/**
 * The menu of one boot loader's configuration.
 *
 * @param kind {@code grub}, {@code syslinux}, {@code extlinux} or {@code systemd-boot}
 * @param config the file of the image
 * @param firmware which firmware starts it: {@code bios}, {@code uefi}
 * @param seconds how long it waits before it starts the default entry; 0 starts it at once; empty
 *     when it waits for a key
 * @param serial whether the configuration says that the menu is shown on a serial line
 * @param first the index of the default entry; -1 when it starts none
 */
public record LoaderMenu(
    String kind,
    String config,
    List<String> firmware,
    Optional<Double> seconds,
    boolean serial,
    int first,
    List<MenuEntry> entries) {

  /** Copies the lists. */
  public LoaderMenu {
    firmware = List.copyOf(firmware);
    entries = List.copyOf(entries);
  }

  /** The default entry. */
  public Optional<MenuEntry> chosen() {
    return first >= 0 && first < entries.size()
        ? Optional.of(entries.get(first))
        : Optional.empty();
  }

  /** The same with other entries. */
  public LoaderMenu with(List<MenuEntry> others) {
    return new LoaderMenu(kind, config, firmware, seconds, serial, first, others);
  }

  /** The same for that firmware. */
  public LoaderMenu of(List<String> starter) {
    return new LoaderMenu(kind, config, starter, seconds, serial, first, entries);
  }
}
