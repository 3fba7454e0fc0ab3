package dev.bootwitness.machine.accelerator;

import java.time.Duration;
import java.util.List;

/** Interprets the end of a probe's QEMU. A pure function. */
final class ProbeEnd {

  private static final int SIGNALLED = 128;
  private static final int SIGABRT = 6;
  private static final int LONGEST = 200;

  private ProbeEnd() {}

  static Probe.Result judge(int status, String output, Duration took) {
    if (status == ProbeGuest.EXIT_RIGHT) {
      return new Probe.Finished(took);
    }
    if (status == ProbeGuest.EXIT_WRONG && output.isBlank()) {
      return new Probe.Refused("probe guest computed a wrong result", "");
    }
    if (status == 0) {
      return new Probe.Refused("probe guest reset itself", "");
    }
    return new Probe.Refused(howItEnded(status), lastLine(output));
  }

  private static String howItEnded(int status) {
    if (status == SIGNALLED + SIGABRT) {
      return "QEMU aborted";
    }
    return status > SIGNALLED
        ? "QEMU was killed by signal " + (status - SIGNALLED)
        : "QEMU exited with status " + status;
  }

  /** The last line names the cause of death; warnings come before it. */
  private static String lastLine(String output) {
    List<String> lines = output.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    String last = lines.getLast();
    return last.length() > LONGEST ? last.substring(0, LONGEST) + "…" : last;
  }
}
