package dev.bootwitness.report.diff;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of two runs: what differs, the first divergence first.
 *
 * @param differences those that matter before those that may be chance, each in the boot's order
 * @param same how many log templates both runs have
 * @param pace how much longer B's boot took than A's, as a factor; 0 when unknown
 */
record RunDiff(RunSeen a, RunSeen b, List<Difference> differences, long same, double pace) {

  /** A shorter time is not a difference: two boots of one image differ by that on a busy host. */
  static final double LEAST_NOISE = 5;

  static final double NOISE_SHARE = 0.25;

  RunDiff {
    differences = List.copyOf(differences);
  }

  static RunDiff of(RunSeen a, RunSeen b) {
    List<Difference> all = new ArrayList<>();
    given(a, b, all);
    boolean sameInputs = all.isEmpty();
    Clock toA = new Clock(b.stages(), a.stages());
    double noise = noise(a, b);
    stages(a, b, noise, all);
    LogDiff log = LogDiff.of(a, b, toA, noise, sameInputs);
    all.addAll(log.differences());
    checks(a, b, all);
    verdicts(a, b, toA, all);
    all.sort(
        Comparator.comparing((Difference d) -> !d.matters())
            .thenComparingDouble(Difference::order)
            .thenComparing(Difference::part)
            .thenComparingLong(d -> Math.max(d.lineA(), d.lineB())));
    return new RunDiff(a, b, all, log.same(), pace(a, b));
  }

  /** The first of those that matter. */
  Optional<Difference> first() {
    return differences.stream().filter(Difference::matters).findFirst();
  }

  List<Difference> mattering(Difference.Part part) {
    return differences.stream().filter(d -> d.matters() && d.part() == part).toList();
  }

  List<Difference> chance() {
    return differences.stream().filter(d -> !d.matters()).toList();
  }

  /** How many seconds earlier or later things may appear by chance. */
  static double noise(RunSeen a, RunSeen b) {
    return Math.max(LEAST_NOISE, NOISE_SHARE * Math.max(lastStage(a), lastStage(b)));
  }

  private static double lastStage(RunSeen run) {
    return run.stages().values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static double pace(RunSeen a, RunSeen b) {
    Stage last = null;
    for (Stage stage : Stage.values()) {
      last = a.stages().containsKey(stage) && b.stages().containsKey(stage) ? stage : last;
    }
    Double of = last == null ? null : a.stages().get(last);
    Double to = last == null ? null : b.stages().get(last);
    return of == null || to == null || of <= 0 ? 0 : to / of;
  }

  private static void given(RunSeen a, RunSeen b, List<Difference> all) {
    String imageA = a.image().map(i -> i.sha256()).orElse("");
    String imageB = b.image().map(i -> i.sha256()).orElse("");
    if (!imageA.equals(imageB)) {
      all.add(
          Difference.given(
              Difference.Part.IMAGE,
              "another image",
              a.image().map(i -> i.kind() + " " + brief(i.sha256()) + ", " + i.path()).orElse(null),
              b.image()
                  .map(i -> i.kind() + " " + brief(i.sha256()) + ", " + i.path())
                  .orElse(null)));
    }
    String qemuA = a.machine().map(m -> "QEMU " + m.qemu() + ", " + m.accelerator()).orElse("");
    String qemuB = b.machine().map(m -> "QEMU " + m.qemu() + ", " + m.accelerator()).orElse("");
    if (!qemuA.equals(qemuB)) {
      all.add(
          Difference.given(Difference.Part.MACHINE, "another emulator", none(qemuA), none(qemuB)));
    }
    if (a.machine().isPresent() && b.machine().isPresent()) {
      sets(Difference.Part.MACHINE, "option", a.options(), b.options(), all);
    }
    boolean kernelsSeen = !a.kernel().isEmpty() && !b.kernel().isEmpty();
    if (kernelsSeen && !a.kernel().equals(b.kernel())) {
      all.add(Difference.given(Difference.Part.KERNEL, "another kernel", a.kernel(), b.kernel()));
    }
    if (!a.words().isEmpty() && !b.words().isEmpty()) {
      sets(
          Difference.Part.KERNEL,
          "word of the command line",
          RunSeenReader.wordsOf(a.words()),
          RunSeenReader.wordsOf(b.words()),
          all);
    }
  }

  private static void sets(
      Difference.Part part, String what, List<String> a, List<String> b, List<Difference> all) {
    List<String> onlyA = new ArrayList<>(a);
    b.forEach(onlyA::remove);
    List<String> onlyB = new ArrayList<>(b);
    a.forEach(onlyB::remove);
    onlyA.forEach(o -> all.add(Difference.given(part, what, o, null)));
    onlyB.forEach(o -> all.add(Difference.given(part, what, null, o)));
  }

  private static void stages(RunSeen a, RunSeen b, double noise, List<Difference> all) {
    double pace = pace(a, b);
    double beforeA = 0;
    double beforeB = 0;
    for (Stage stage : Stage.values()) {
      Double atA = a.stages().get(stage);
      Double atB = b.stages().get(stage);
      if (atA != null && atB != null) {
        double tookA = atA - beforeA;
        double tookB = atB - beforeB;
        if (pace > 0 && Math.abs(tookB - tookA * pace) > noise && Math.abs(tookB - tookA) > noise) {
          all.add(
              stage(
                  "the way to stage " + stage.id() + " took",
                  atA,
                  seconds(tookA),
                  seconds(tookB),
                  atB));
        }
        beforeA = atA;
        beforeB = atB;
      } else if (atA != null) {
        all.add(stage("stage not reached", atA, stage.id(), null, atA));
      } else if (atB != null) {
        all.add(stage("stage not reached", beforeA + (atB - beforeB), null, stage.id(), atB));
      }
    }
  }

  private static Difference stage(
      String what, double order, @Nullable String a, @Nullable String b, double at) {
    return new Difference(Difference.Part.STAGE, true, order, what, a, b, 0, 0, at);
  }

  private static void checks(RunSeen a, RunSeen b, List<Difference> all) {
    Map<String, CheckResult> ofA = byName(a.verdict());
    Map<String, CheckResult> ofB = byName(b.verdict());
    Map<String, CheckResult> either = new LinkedHashMap<>(ofA);
    ofB.forEach(either::putIfAbsent);
    double order = 1e6;
    for (String name : either.keySet()) {
      CheckResult inA = ofA.get(name);
      CheckResult inB = ofB.get(name);
      String saidA = inA == null ? null : said(inA);
      String saidB = inB == null ? null : said(inB);
      boolean same = inA != null && inB != null && inA.outcome().equals(inB.outcome());
      if (!same) {
        all.add(
            new Difference(Difference.Part.CHECK, true, order++, name, saidA, saidB, 0, 0, null));
      }
    }
  }

  private static Map<String, CheckResult> byName(Verdict verdict) {
    Map<String, CheckResult> checks = new LinkedHashMap<>();
    verdict.checks().forEach(check -> checks.putIfAbsent(check.name(), check));
    return checks;
  }

  private static String said(CheckResult check) {
    return check.outcome() + (check.message().isEmpty() ? "" : ": " + check.message());
  }

  private static void verdicts(RunSeen a, RunSeen b, Clock toA, List<Difference> all) {
    String inA = says(a.verdict());
    String inB = says(b.verdict());
    if (!inA.equals(inB)) {
      all.add(
          new Difference(
              Difference.Part.VERDICT, true, 3e6, "another verdict", inA, inB, 0, 0, null));
    }
    findings(a, b).forEach(f -> all.add(finding(f, true, f.at() == null ? 2e6 : f.at())));
    findings(b, a).forEach(f -> all.add(finding(f, false, f.at() == null ? 2e6 : toA.of(f.at()))));
  }

  private static String says(Verdict verdict) {
    Finding primary = verdict.primary();
    String outcome = verdict.outcome().name().toLowerCase(Locale.ROOT);
    return primary == null ? outcome : outcome + " " + primary.cause();
  }

  /** The image's own causes that only the first run has, once each. */
  private static List<Finding> findings(RunSeen run, RunSeen other) {
    var known = other.verdict().findings().stream().map(Finding::cause).collect(Collectors.toSet());
    return run.verdict().findings().stream()
        .filter(f -> f.fault() == Fault.IMAGE || run.verdict().outcome() != Outcome.PASSED)
        .filter(f -> !known.contains(f.cause()) && !f.cause().startsWith("check/"))
        .collect(Collectors.toMap(Finding::cause, f -> f, (x, y) -> x, LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static Difference finding(Finding finding, boolean inA, double order) {
    long line = Objects.requireNonNullElse(finding.line(), 0L);
    String text = finding.detail().isBlank() ? finding.title() : finding.detail();
    return new Difference(
        Difference.Part.VERDICT,
        finding.fault() == Fault.IMAGE,
        order,
        finding.cause(),
        inA ? text : null,
        inA ? null : text,
        inA ? line : 0,
        inA ? 0 : line,
        finding.at());
  }

  private static @Nullable String none(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String brief(String hash) {
    return hash.substring(0, Math.min(8, hash.length()));
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
