package dev.bootwitness.engine.console;

import java.util.List;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * A boot menu that counts down, as a serial console shows it.
 *
 * @param seconds that are left
 */
record MenuCountdown(int seconds) {

  /**
   * GRUB's grub-core/normal/menu_text.c, "The highlighted entry will be executed automatically in
   * %ds."; SYSLINUX's com32/menu/menumain.c, "Automatic boot in # second{,s}...".
   */
  private static final List<Pattern> ANYWHERE =
      List.of(
          Pattern.compile("The highlighted entry will be executed automatically in (\\d{1,4})s\\b"),
          Pattern.compile("Automatic boot in (\\d{1,4}) seconds?\\b"));

  /** systemd's src/boot/efi/boot.c, menu_run(): "Boot in %u s.", alone at the screen's foot. */
  private static final Pattern ALONE = Pattern.compile("^\\s*Boot in (\\d{1,4}) s\\.\\s*$");

  /** The countdown on a screen; empty when there is none. */
  static Optional<MenuCountdown> of(List<String> screen) {
    for (String line : screen) {
      for (Pattern pattern : ANYWHERE) {
        Matcher found = pattern.matcher(line);
        if (found.find()) {
          return Optional.of(new MenuCountdown(Integer.parseInt(String.valueOf(found.group(1)))));
        }
      }
      Matcher alone = ALONE.matcher(line);
      if (alone.find()) {
        return Optional.of(new MenuCountdown(Integer.parseInt(String.valueOf(alone.group(1)))));
      }
    }
    return Optional.empty();
  }
}
