package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.diagnosis.stage.StageSigns;
import dev.bootwitness.record.Stage;

/**
 * Distinguishes systemd's status lines from the same words printed at the login of a system that
 * another init started: if the kernel is not quiet, it also shows systemd's words. Not thread-safe.
 */
public final class SystemdLineFilter {
  private static final LinePattern SYSTEMD = Signs.of("systemd-line-systemd");
  private static final LinePattern STATUS = Signs.of("systemd-line-status");

  /** The number of kernel lines that show that it is not quiet; its first line shows it, too. */
  private static final int SETTLED = 10;

  private int boot;
  private int kernel;
  private boolean named;
  private boolean systemd;

  /** Observes a console line in that boot of the machine. */
  public void heard(int now, String line) {
    if (now != boot) {
      kernel = 0;
      named = false;
      systemd = false;
      boot = now;
    }
    if (!systemd) {
      ConsoleText text = ConsoleText.of(line);
      kernel += text.stamped() ? 1 : 0;
      named |= StageSigns.kernelBanner(text.body());
      systemd = SYSTEMD.isIn(text.body());
    }
  }

  /** Whether the line may really be what the rule assumes. */
  public boolean mayBe(Rule rule, String line, Stage stage) {
    return stage.compareTo(Stage.LOGIN) < 0
        || systemd
        || (kernel < SETTLED && !named)
        || !rule.speaker().equals("systemd")
        || !STATUS.isIn(line);
  }
}
