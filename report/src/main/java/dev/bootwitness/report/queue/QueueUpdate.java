package dev.bootwitness.report.queue;

import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.markdown.MarkdownText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run's verdict does to the task queue: it adds a task for each cause that is not in it yet,
 * notes when a cause was seen again, and ends the tasks that the run shows to be cured.
 *
 * <p>Only a run that failed or was inconclusive adds tasks: a fault of the spec or the host says
 * nothing about the image, and a person who interrupts a run knows why.
 */
public final class QueueUpdate {
  /** The rest fails again when these are cured. */
  private static final int MOST_TASKS = 5;

  private static final int LONGEST = 400;
  private static final int LONGEST_QUOTE = 200;

  private final QueueFile file;
  private final String spec;
  private final String run;
  private final Verdict verdict;
  private final Evidence evidence;
  private final List<String> news = new ArrayList<>();

  private QueueUpdate(QueueFile file, String spec, String run, Verdict verdict, Evidence evidence) {
    this.file = file;
    this.spec = spec;
    this.run = run;
    this.verdict = verdict;
    this.evidence = evidence;
  }

  /**
   * Where a reader of the queue finds what a run saw.
   *
   * @param report the report for people
   * @param serial the console's text
   */
  public record Evidence(Path report, Path serial) {}

  /**
   * Brings the queue up to date.
   *
   * @param spec the spec's name
   * @param run the run's id
   * @return what was changed, one sentence each; may contain guest text
   * @throws QueueException when the file cannot be changed as it is
   */
  public static List<String> of(
      Path queue, String spec, String run, Verdict verdict, Evidence evidence)
      throws IOException, QueueException {
    return new QueueUpdate(new QueueFile(queue), spec, run, verdict, evidence).run();
  }

  private List<String> run() throws IOException, QueueException {
    List<Finding> causes = causes();
    // The usual case costs only a look at the file: no lock, no Markdown.
    if (causes.isEmpty() && !mayCure()) {
      return List.of();
    }
    file.change(text -> {
      news.clear();
      String changed = text;
      for (Finding cause : causes) {
        changed = withCause(changed, cause);
      }
      return cured(changed);
    });
    return List.copyOf(news);
  }

  private boolean mayCure() throws IOException, QueueException {
    return file.read().contains(Marker.specField(spec));
  }

  /** The findings that deserve a task: the first cause, and others that are not its symptoms. */
  private List<Finding> causes() {
    Finding primary = verdict.primary();
    boolean judged =
        verdict.outcome() == Outcome.FAILED || verdict.outcome() == Outcome.INCONCLUSIVE;
    if (primary == null || !judged) {
      return List.of();
    }
    Map<String, Finding> causes = new LinkedHashMap<>();
    causes.put(Problem.of(spec, primary, verdict).id(), primary);
    verdict.findings().stream()
        .filter(finding -> finding.fault() == Fault.IMAGE && blames(finding))
        .filter(finding -> !isSymptom(finding) || isSymptom(primary))
        .forEach(finding -> causes.putIfAbsent(Problem.of(spec, finding, verdict).id(), finding));
    return causes.values().stream().limit(MOST_TASKS).toList();
  }

  private static boolean blames(Finding finding) {
    return Causes.bundled()
        .find(finding.cause())
        .map(Cause::severity)
        .map(Severity::blames)
        .orElse(true);
  }

  private static boolean isSymptom(Finding finding) {
    return finding.cause().startsWith("check/") || finding.cause().startsWith("run/");
  }

  private String withCause(String text, Finding finding) throws QueueException {
    Problem problem = Problem.of(spec, finding, verdict);
    QueueText queue = QueueText.of(text);
    Optional<QueueTask> open =
        queue.activeTasks().stream().filter(t -> t.id().equals(problem.id())).findFirst();
    if (open.isPresent()) {
      return seenAgain(queue, open.get(), problem);
    }
    boolean before = queue.completedTasks().stream().anyMatch(t -> t.id().equals(problem.id()));
    Seen seen = new Seen(1, Seen.day(run), run);
    news.add(
        "added \"%s\" (%s)".formatted(problem.title(), before ? "it came back" : "first seen now"));
    return QueueEdits.added(
        text,
        new NewTask(
            "**" + MarkdownText.prose(problem.title()) + "** in " + MarkdownText.code(spec),
            details(finding, before, seen),
            Optional.of(problem.marker())));
  }

  private List<String> details(Finding finding, boolean before, Seen seen) {
    List<String> details = new ArrayList<>();
    String known = finding.detail().isBlank() ? finding.title() : finding.detail();
    String quote = finding.quote().lines().filter(l -> !l.isBlank()).findFirst().orElse("");
    details.add(
        "Known: "
            + MarkdownText.prose(cut(known, LONGEST))
            + (before ? " It was completed before and has come back." : ""));
    Long line = finding.line();
    boolean serial = finding.channel().equals("serial") && line != null;
    details.add(
        "Evidence: "
            + link("report", evidence.report())
            + ", "
            + link("serial log" + (serial ? " line " + line : ""), evidence.serial())
            + (quote.isEmpty() ? "" : ": " + MarkdownText.code(cut(quote, LONGEST_QUOTE))));
    details.add("Next: " + MarkdownText.prose(cut(finding.advice(), LONGEST)));
    details.add(seen.words(link("report", evidence.report())));
    return details;
  }

  private String seenAgain(QueueText queue, QueueTask task, Problem problem) {
    Optional<Seen> before = seen(queue, task);
    if (before.isEmpty() || before.get().last().equals(run)) {
      return queue.text();
    }
    Seen now = before.get().again(run);
    news.add("\"%s\" seen %d times since %s".formatted(problem.title(), now.times(), now.first()));
    return QueueEdits.seen(queue, task, now.words(link("report", evidence.report())));
  }

  private static Optional<Seen> seen(QueueText queue, QueueTask task) {
    return task.seenLine() < 0 ? Optional.empty() : Seen.in(queue.lines().get(task.seenLine()));
  }

  private String cured(String text) throws QueueException {
    String changed = text;
    Set<String> left =
        QueueText.of(text).activeTasks().stream()
            .filter(task -> task.marker().map(m -> m.field("spec").equals(spec)).orElse(false))
            .map(QueueTask::id)
            .collect(Collectors.toSet());
    Set<String> present =
        left.isEmpty()
            ? Set.of()
            : verdict.findings().stream()
                .map(finding -> Problem.of(spec, finding, verdict).id())
                .collect(Collectors.toSet());
    for (String id : left) {
      QueueText queue = QueueText.of(changed);
      Optional<QueueTask> task =
          queue.activeTasks().stream().filter(t -> t.id().equals(id)).findFirst();
      if (task.isPresent()) {
        changed = cured(queue, task.get(), present);
      }
    }
    return changed;
  }

  private String cured(QueueText queue, QueueTask task, Set<String> present) throws QueueException {
    String lastSeen = seen(queue, task).map(Seen::last).orElse("");
    Optional<String> how =
        Cure.shownBy(verdict, run, Problem.of(task.marker().orElseThrow()), present, lastSeen);
    if (how.isEmpty()) {
      return queue.text();
    }
    news.add("done: \"" + task.title() + "\", " + how.get());
    String words =
        "Done %s: %s in run %s (%s). %s"
            .formatted(
                Seen.day(run),
                how.get(),
                MarkdownText.code(run),
                link("report", evidence.report()),
                new Marker(Marker.DONE, Map.of("run", run)).text());
    return QueueEdits.done(queue, task, words);
  }

  private String link(String label, Path target) {
    Path folder = Optional.ofNullable(file.path().getParent()).orElse(Path.of("/"));
    Path absolute = target.toAbsolutePath().normalize();
    StringBuilder url = new StringBuilder();
    for (byte b : folder.relativize(absolute).toString().getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = (Character.isLetterOrDigit(c) && c < 0x80) || "-._~/".indexOf(c) >= 0;
      url.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return "[" + label + "](" + url + ")";
  }

  private static String cut(String text, int most) {
    String line = text.replaceAll("\\s+", " ").strip();
    if (line.length() <= most) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(most - 1)) ? most - 1 : most;
    return line.substring(0, end) + "…";
  }
}
