package dev.bootwitness.diagnosis.stage;

import dev.bootwitness.console.expect.LineSieve;
import dev.bootwitness.record.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.safere.Pattern;

/**
 * The texts by which each {@link Stage} shows on a serial console, without the kernel's timestamp.
 *
 * <p>systemd is not here but in {@link SystemdStage}: it prints the same lines in the initrd and in
 * the real root.
 */
public final class StageSigns {
  private StageSigns() {}

  /** All signs of whole lines, one by one; filled while the patterns below are made. */
  private static final List<String> TEXTS = new ArrayList<>();

  private static final String CONSOLE_NAME = "(?:tty\\w*|hvc\\d+|xvc\\d+|console)";

  private static final Map<Stage, Pattern> LINES = new EnumMap<>(Stage.class);

  static {
    LINES.put(
        Stage.FIRMWARE,
        anyOf(
            "SeaBIOS \\(version",
            "^UEFI firmware \\(version",
            "^BdsDxe: ",
            "^>>Start (?:PXE|HTTP) ",
            "^UEFI Interactive Shell",
            "^iPXE \\d",
            "^iPXE initialising",
            "^Press F12 for boot menu",
            "^Booting from (?:Hard Disk|DVD/CD|Floppy|ROM)",
            "^coreboot-",
            "^U-Boot (?:SPL )?\\d",
            "^RPi: BOOTLOADER ",
            "^Raspberry Pi Bootcode"));
    LINES.put(
        Stage.LOADER,
        anyOf(
            "GNU GRUB +version",
            "^GRUB loading",
            "^Welcome to GRUB!",
            "^(?:ISO|SYS|EXT|PXE)LINUX \\d",
            "^ *Booting [`'].*'",
            "^Loading (?:Linux|initial ramdisk)",
            "^Loading \\S*(?:/|vmlinuz|bzImage|initrd)\\S*\\.\\.\\.",
            "^systemd-boot \\d",
            "^Boot in \\d+ s\\.",
            "Automatic boot in \\d+ second",
            "will be executed automatically in \\d+s",
            "^error: (?:file|no such|disk|unknown filesystem|you need)",
            "^Limine \\d",
            "^Starting kernel \\.\\.\\.",
            "^LILO "));
    LINES.put(
        Stage.KERNEL,
        anyOf(
            "^Linux version \\d",
            "^Decompressing Linux",
            "^EFI stub: ",
            "^Booting Linux on physical CPU",
            "^Kernel panic - not syncing"));
    LINES.put(
        Stage.INITRD,
        anyOf(
            "^Loading, please wait\\.\\.\\.",
            "^Begin: ",
            "^Gave up waiting for ",
            "^ *ALERT! +\\S+ does not exist",
            "^mount: mounting \\S+ on (?:/root|/sysroot|/new_?root|/mnt-root)\\b",
            "^<<< ?NixOS Stage 1 ?>>>",
            "^dracut(?:-[a-z-]+)?(?:\\[\\d+\\])?: ",
            "^:: running early hook",
            "^:: (?:running|mounting|performing|Triggering)",
            "^Waiting \\d+ seconds for device ",
            "^ERROR: (?:device '.*' not found|Failed to mount '|Unable to find root device|Root device mounted)",
            "^Alpine Init \\d",
            "^Run /init as init process",
            "^Can not mount ",
            "^\\(initramfs\\)"));
    LINES.put(
        Stage.USERSPACE,
        anyOf(
            "^Run (?:/sbin/init|/etc/init|/bin/init|/lib/systemd/systemd) as init process",
            "^Run /(?:usr/)?bin/(?:ba|da|a|z)?sh as init process",
            "^<<< ?NixOS Stage 2 ?>>>",
            "OpenRC \\S+ is starting up",
            "^INIT: version \\S+ booting",
            "^INIT: Entering runlevel",
            "^init started: BusyBox",
            "^starting pid \\d+, tty",
            "^procd: - early -",
            "^- runit: ",
            "^s6-linux-init"));
    LINES.put(
        Stage.LOGIN,
        anyOf(
            // agetty --autologin; the shell's first output may be glued to it
            "^(?:\\S+ )?login: \\S+ \\(automatic login\\)",
            "^\\S+ login: ?\\S{0,32}$",
            // the prompt on the line of a kernel message or of a status of systemd
            "^.{1,400}[A-Za-z0-9-] login: ?$",
            // printk on the prompt's line
            "^\\S+ login: \\[ *\\d+\\.\\d+\\] ",
            // what a program says there
            "^[A-Za-z0-9][\\w.-]* login: [\\w./-]{1,40}(?:\\[\\d+\\])?: ",
            // syslogd's line there
            "^\\S+ login: [A-Z][a-z]{2} [ 1-3]\\d \\d\\d:\\d\\d:\\d\\d ",
            "^<<< Welcome to .* - " + CONSOLE_NAME + " >>>",
            // /etc/issue of Fedora and Alpine: \r on an \m (\l)
            "^Kernel \\S+ on an? \\S+ \\(/?\\S+\\)$",
            "^Please press Enter to activate this console"));
  }

  /** Prompts: nothing ends their line, so they are looked for in unfinished lines. */
  private static final Map<Stage, Pattern> PROMPTS =
      new EnumMap<>(
          Map.of(
              Stage.FIRMWARE, either("^Shell> ?$"),
              Stage.LOADER,
                  either("^grub rescue> ?$", "^grub> ?$", "^boot: ?$", "^(?:=>|U-Boot>) ?$"),
              Stage.INITRD, either("^\\(initramfs\\) ?$", "^(?:dracut|switch_root):/# ?$"),
              Stage.LOGIN,
                  either(
                      "^(?:\\S+ )?login: ?$",
                      "^.{1,400}[A-Za-z0-9-] login: ?$",
                      "^Please press Enter to activate this console")));

  /** What only a machine that starts from the beginning prints. */
  private static final Pattern FIRMWARE_BANNER =
      anyOf("SeaBIOS \\(version", "^UEFI firmware \\(version", "^U-Boot (?:SPL )?\\d");

  /** What a loader prints on its start, and firmware while it is choosing one. */
  private static final Pattern LOADER_BANNER =
      anyOf(
          "^BdsDxe: (?:loading|starting)",
          "^(?:ISO|SYS|EXT|PXE)LINUX \\d",
          "GNU GRUB +version",
          "^GRUB loading",
          "^Welcome to GRUB!",
          "^systemd-boot \\d");

  private static final Pattern KERNEL_BANNER = anyOf("^Linux version \\d\\S* \\(");

  /** Patterns of which each whole line that shows a stage matches one, timestamps aside. */
  public static List<String> texts() {
    return List.copyOf(TEXTS);
  }

  private static Pattern anyOf(String... patterns) {
    TEXTS.addAll(List.of(patterns));
    return either(patterns);
  }

  private static Pattern either(String... patterns) {
    return Pattern.compile("(?:" + String.join(")|(?:", List.of(patterns)) + ")");
  }

  /** What any of the patterns of stages needs, and of what else a tracker looks for. */
  private static final class Sieve {
    static final LineSieve ALL = make();

    private static LineSieve make() {
      var texts = new ArrayList<>(TEXTS);
      texts.addAll(SystemdStage.texts());
      texts.addAll(StageTracker.texts());
      return new LineSieve(texts);
    }
  }

  /**
   * Whether a line may show anything of a stage, the kernel's timestamp aside. Nearly no line does,
   * and this tells so in one pass where the patterns would take twenty.
   */
  static boolean mayShow(String body) {
    if (Sieve.ALL.unknown().length > 0) {
      return true;
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean[] found = new boolean[1];
    Sieve.ALL.candidates(bytes, 0, bytes.length, sign -> found[0] = true);
    return found[0];
  }

  /** Whether a whole line shows that stage. */
  public static boolean line(Stage stage, String body) {
    return found(LINES, stage, body);
  }

  /**
   * Whether an unfinished line may be a prompt of any stage, by how it ends. It is asked each time
   * the line has grown, and then nearly always ends anywhere.
   */
  static boolean mayBePrompt(String text) {
    int last = text.length() - (text.endsWith(" ") ? 2 : 1);
    return (last >= 0 && ":>#)".indexOf(text.charAt(last)) >= 0) || text.startsWith("Please ");
  }

  /** Whether an unfinished line is a prompt of that stage. */
  static boolean prompt(Stage stage, String text) {
    return found(PROMPTS, stage, text);
  }

  private static boolean found(Map<Stage, Pattern> signs, Stage stage, String text) {
    Pattern sign = signs.get(stage);
    return sign != null && !text.startsWith("Last login:") && sign.matcher(text).find();
  }

  static boolean firmwareBanner(String body) {
    return FIRMWARE_BANNER.matcher(body).find();
  }

  static boolean loaderBanner(String body) {
    return LOADER_BANNER.matcher(body).find();
  }

  public static boolean kernelBanner(String body) {
    return KERNEL_BANNER.matcher(body).find();
  }
}
