package dev.bootwitness.cli;

import dev.bootwitness.engine.host.HostReport;
import dev.bootwitness.report.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A host report in words: what exists, what is missing, what to do. A pure function. */
final class DoctorText {

  private static final int LABEL = 10;

  private enum Mark {
    GOOD,
    DOUBTFUL,
    BAD
  }

  private final Style style;
  private final List<String> lines = new ArrayList<>();

  DoctorText(Style style) {
    this.style = style;
  }

  /**
   * The report.
   *
   * @param cleaning whether the leftovers are about to be removed
   */
  List<String> lines(HostReport report, boolean cleaning) {
    lines.clear();
    add(Mark.GOOD, "java", report.java());
    if (!report.qemu().isEmpty()) {
      add(Mark.GOOD, "qemu", report.qemu());
    }
    tools(report.tools());
    speed(report.speed());
    memory(report);
    for (HostReport.Disk disk : report.disks()) {
      add(
          disk.enough() ? Mark.GOOD : Mark.BAD,
          "disk",
          "%s free in %s, for %s%s"
              .formatted(
                  size(disk.free()),
                  disk.place(),
                  disk.use(),
                  disk.enough() ? "" : "; it needs " + size(disk.needed())));
    }
    report.leftovers().forEach(left -> add(Mark.DOUBTFUL, cleaning ? "removed" : "left", left));
    advice(report, cleaning);
    return List.copyOf(lines);
  }

  String notRemoved(String what) {
    return row(Mark.BAD, "kept", what);
  }

  private void tools(List<HostReport.Tool> tools) {
    String present =
        tools.stream()
            .filter(HostReport.Tool::present)
            .map(HostReport.Tool::program)
            .collect(Collectors.joining(", "));
    if (!present.isEmpty()) {
      add(Mark.GOOD, "tools", present);
    }
    for (HostReport.Tool tool : tools) {
      if (!tool.present()) {
        add(
            tool.required() ? Mark.BAD : Mark.DOUBTFUL,
            "tools",
            "%s is missing (%s)".formatted(tool.program(), tool.use()));
      }
    }
  }

  private void speed(HostReport.Speed speed) {
    if (!speed.works()) {
      add(Mark.BAD, "guests", speed.reason());
      return;
    }
    boolean kvm = speed.accelerator().equals("kvm");
    add(
        kvm && speed.factor() == 1 ? Mark.GOOD : Mark.DOUBTFUL,
        "guests",
        "run by %s, deadlines x %s (%s)"
            .formatted(
                speed.accelerator(),
                String.format(Locale.ROOT, "%.1f", speed.factor()),
                speed.reason()));
  }

  private void memory(HostReport report) {
    boolean enough = report.memoryAvailable() >= (256L << 20);
    add(
        enough ? Mark.GOOD : Mark.BAD,
        "memory",
        "%s of %s available".formatted(size(report.memoryAvailable()), size(report.memoryTotal())));
  }

  private void advice(HostReport report, boolean cleaning) {
    String packages =
        report.tools().stream()
            .filter(tool -> !tool.present())
            .map(HostReport.Tool::debianPackage)
            .distinct()
            .collect(Collectors.joining(" "));
    if (!packages.isEmpty()) {
      lines.add("To install what is missing: apt-get install " + packages);
    }
    if (!report.leftovers().isEmpty() && !cleaning) {
      lines.add("To remove what killed runs left behind (no records): bootwitness doctor --clean");
    }
    lines.add(
        report.ready() ? "Runs can work here." : "Runs cannot work here until that is fixed.");
  }

  private void add(Mark mark, String label, String text) {
    lines.add(row(mark, label, text));
  }

  private String row(Mark mark, String label, String text) {
    String sign =
        switch (mark) {
          case GOOD -> style.good(style.passed());
          case DOUBTFUL -> style.doubtful("!");
          case BAD -> style.bad(style.failed());
        };
    return sign + " " + label + " ".repeat(LABEL - label.length()) + style.safe(text);
  }

  private static String size(long bytes) {
    double gib = bytes / (double) (1L << 30);
    return gib >= 1
        ? String.format(Locale.ROOT, "%.1f GiB", gib)
        : String.format(Locale.ROOT, "%d MiB", bytes >> 20);
  }
}
