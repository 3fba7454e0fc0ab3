package dev.bootwitness.diagnosis.stage;

import dev.bootwitness.console.expect.LineSieve;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.record.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The texts that show each {@link Stage} on a serial console, without the kernel's timestamp.
 *
 * <p>systemd is not here but in {@link SystemdStage}: it prints the same lines in the initrd and in
 * the real root.
 */
public final class StageSigns {
  private StageSigns() {}

  private static final Map<Stage, LinePattern> LINES =
      table(
          "stage-",
          Stage.FIRMWARE,
          Stage.LOADER,
          Stage.KERNEL,
          Stage.INITRD,
          Stage.USERSPACE,
          Stage.LOGIN);

  /** Prompts do not end their line, so they are looked for in unfinished lines. */
  private static final Map<Stage, LinePattern> PROMPTS =
      table("prompt-", Stage.FIRMWARE, Stage.LOADER, Stage.INITRD, Stage.LOGIN);

  /** What only a machine that starts from the beginning prints. */
  private static final LinePattern FIRMWARE_BANNER = Signs.of("banner-firmware");

  /** What a loader prints when it starts, and what firmware prints while choosing one. */
  private static final LinePattern LOADER_BANNER = Signs.of("banner-loader");

  private static final LinePattern KERNEL_BANNER = Signs.of("banner-kernel");

  private static Map<Stage, LinePattern> table(String prefix, Stage... stages) {
    Map<Stage, LinePattern> table = new EnumMap<>(Stage.class);
    for (Stage stage : stages) {
      table.put(stage, Signs.of(prefix + stage.id()));
    }
    return table;
  }

  /**
   * The patterns for whole lines: every line that shows a stage matches one of them, timestamps
   * aside.
   */
  public static List<String> texts() {
    return Stream.concat(
            LINES.values().stream(), Stream.of(FIRMWARE_BANNER, LOADER_BANNER, KERNEL_BANNER))
        .flatMap(sign -> sign.texts().stream())
        .toList();
  }

  /** What the stage patterns, and the other patterns of a tracker, need. */
  private static final class Sieve {
    static final LineSieve ALL = make();

    private static LineSieve make() {
      var texts = new ArrayList<>(texts());
      texts.addAll(SystemdStage.texts());
      texts.addAll(StageTracker.texts());
      return new LineSieve(texts);
    }
  }

  /**
   * Whether a line may show anything of a stage, the kernel's timestamp aside. Hardly any line
   * does, and this shows it in one pass where the patterns would take twenty.
   */
  static boolean mayShow(String body) {
    return Sieve.ALL.mayMatch(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a whole line shows that stage. */
  public static boolean line(Stage stage, String body) {
    return found(LINES, stage, body);
  }

  /**
   * Whether an unfinished line may be a prompt of any stage, by how it ends. It is called each time
   * the line has grown, and the line nearly always ends at an arbitrary place.
   */
  static boolean mayBePrompt(String text) {
    int last = text.length() - (text.endsWith(" ") ? 2 : 1);
    return (last >= 0 && ":>#)".indexOf(text.charAt(last)) >= 0) || text.startsWith("Please ");
  }

  /** Whether an unfinished line is a prompt of that stage. */
  static boolean prompt(Stage stage, String text) {
    return found(PROMPTS, stage, text);
  }

  private static boolean found(Map<Stage, LinePattern> signs, Stage stage, String text) {
    LinePattern sign = signs.get(stage);
    return sign != null && !text.startsWith("Last login:") && sign.isIn(text);
  }

  static boolean firmwareBanner(String body) {
    return FIRMWARE_BANNER.isIn(body);
  }

  static boolean loaderBanner(String body) {
    return LOADER_BANNER.isIn(body);
  }

  public static boolean kernelBanner(String body) {
    return KERNEL_BANNER.isIn(body);
  }
}
