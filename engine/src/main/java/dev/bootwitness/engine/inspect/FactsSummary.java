package dev.bootwitness.engine.inspect;

import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.facts.LoaderMenu;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An image's facts in half a line: how it boots, and to which consoles. */
public final class FactsSummary {

  private FactsSummary() {}

  /** E.g. {@code BIOS+UEFI, grub, 2 consoles, serial last, squashfs zstd}; may be empty. */
  public static String of(ImageFacts facts) {
    List<String> parts = new ArrayList<>();
    if (!facts.boots().isEmpty()) {
      parts.add(String.join("+", facts.boots()).toUpperCase(Locale.ROOT));
    }
    facts.loaders().stream().map(LoaderMenu::kind).distinct().forEach(parts::add);
    List<String> consoles = facts.consoles();
    if (!consoles.isEmpty()) {
      parts.add(
          consoles.size() == 1
              ? "console " + consoles.getFirst()
              : "%d consoles, %s last".formatted(consoles.size(), consoles.getLast()));
    }
    facts.squashfs().ifPresent(squashfs -> parts.add("squashfs " + squashfs.compression()));
    return String.join(", ", parts);
  }
}
