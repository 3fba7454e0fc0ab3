package dev.bootwitness.machine.accelerator;

import java.time.Duration;
import java.util.List;

/** What the end of a probe's QEMU means. A pure function. */
final class ProbeEnd {

  private static final int SIGNALLED = 128;
  private static final int LONGEST = 200;

  private ProbeEnd() {}

  static Probe.Result judge(int status, String output, Duration took) {
    if (status == ProbeGuest.EXIT_RIGHT) {
      return new Probe.Finished(took);
    }
    if (status == ProbeGuest.EXIT_WRONG && output.isBlank()) {
      return new Probe.Refused("probe guest computed a wrong result");
    }
    if (status == 0) {
      return new Probe.Refused("probe guest reset itself");
    }
    String how =
        status > SIGNALLED
            ? "QEMU was killed by signal " + (status - SIGNALLED)
            : "QEMU exited with status " + status;
    String words = lastLine(output);
    return new Probe.Refused(words.isEmpty() ? how : how + " (" + words + ")");
  }

  /** The last line is the one it died of; warnings come before. */
  private static String lastLine(String output) {
    List<String> lines = output.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    String last = lines.getLast();
    return last.length() > LONGEST ? last.substring(0, LONGEST) + "…" : last;
  }
}
