package dev.bootwitness.serve.page;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.followup.Reports;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.html.HtmlReport;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.serve.http.Answer;
import dev.bootwitness.serve.http.Policy;
import dev.bootwitness.serve.live.LiveState;
import dev.bootwitness.serve.store.RunFolders;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** The pages of one run, and the files of its record. */
final class RunPages {

  /** Judging a record takes memory and processor time; more wait. */
  private static final int MOST_AT_ONCE = 2;

  private static final List<String> FILES =
      List.of(
          "serial.txt",
          "serial.raw",
          "serial.cast",
          "events.jsonl",
          "verdict.json",
          "report.md",
          "junit.xml");

  private static final Map<String, String> TYPES =
      Map.of(
          "txt", Answer.TEXT,
          "md", Answer.TEXT,
          "jsonl", Answer.TEXT,
          "cast", Answer.TEXT,
          "xml", Answer.TEXT,
          "json", "application/json",
          "html", Answer.HTML,
          "png", "image/png");

  private final ServedProject project;
  private final ConsolePages consoles;
  private final Semaphore work = new Semaphore(MOST_AT_ONCE, true);

  RunPages(ServedProject project) {
    this.project = project;
    this.consoles = new ConsolePages(project);
  }

  Answer run(String id) throws IOException {
    Optional<LiveState> live = project.live().now(id);
    if (live.isPresent()) {
      LiveView view = LiveView.of(live.get(), project.clock().instant());
      return page("live.jte", new LivePage(view), Policy.PAGE);
    }
    Optional<RunDirectory> record = project.folders().find(id);
    List<LedgerEntry> runs = project.ledger().runs();
    if (record.isEmpty()) {
      return removed(id, runs);
    }
    if (!RunFolders.isPlain(record.get())) {
      return linked(id);
    }
    Optional<Verdict> verdict = verdict(record.get());
    if (verdict.isEmpty()) {
      return Site.notice(
          Answer.OK,
          new Notice(
              "Nothing to judge", "The record of " + id + " has no event: its run was killed."));
    }
    return page(
        "run.jte",
        new RunView(
            id,
            verdict.get(),
            CauseDocs.of(project.environment()),
            others(id, runs),
            files(record.get())),
        Policy.PAGE);
  }

  private static Answer removed(String id, List<LedgerEntry> runs) throws NoSuchFileException {
    LedgerEntry line =
        runs.stream()
            .filter(run -> run.run().equals(id))
            .findFirst()
            .orElseThrow(() -> new NoSuchFileException(id));
    RunRow row = RunRow.of(line);
    return Site.notice(
        Answer.OK,
        new Notice(
            "Only its line is left",
            "The record of %s was removed. The ledger says: %s after %s. %s %s"
                .formatted(id, row.outcome(), row.seconds(), row.cause(), row.detail())));
  }

  private static Answer linked(String id) {
    return Site.notice(
        Answer.FORBIDDEN,
        new Notice(
            "Not read",
            "The record of "
                + id
                + " contains a symbolic link, which may lead out of it. Remove the link, or use"
                + " `bootwitness report`."));
  }

  private Optional<Verdict> verdict(RunDirectory record) throws IOException {
    work.acquireUninterruptibly();
    try {
      return Judgement.of(record);
    } finally {
      work.release();
    }
  }

  /** The run before it, and the last one before it that passed. */
  private static List<RunView.Link> others(String id, List<LedgerEntry> runs) {
    List<RunView.Link> links = new ArrayList<>();
    Optional<LedgerEntry> self = runs.stream().filter(run -> run.run().equals(id)).findFirst();
    if (self.isEmpty()) {
      return links;
    }
    List<LedgerEntry> earlier =
        runs.subList(0, runs.indexOf(self.get())).reversed().stream()
            .filter(run -> run.name().equals(self.get().name()) && RunFolders.isId(run.run()))
            .toList();
    Optional<LedgerEntry> before = earlier.stream().findFirst();
    Optional<LedgerEntry> passed =
        earlier.stream()
            .filter(run -> run.outcome() == dev.bootwitness.record.Outcome.PASSED)
            .findFirst();
    before.ifPresent(run -> links.add(comparison(run.run(), id, "the run before")));
    passed
        .filter(run -> before.filter(run::equals).isEmpty())
        .ifPresent(run -> links.add(comparison(run.run(), id, "the last one that passed")));
    return links;
  }

  private static RunView.Link comparison(String a, String b, String words) {
    return new RunView.Link("/diff?a=" + a + "&b=" + b, words);
  }

  private static List<String> files(RunDirectory record) {
    return Stream.concat(
            FILES.stream(), record.evidenceNames().stream().map(name -> "evidence/" + name))
        .filter(name -> Files.isRegularFile(record.path().resolve(name), LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  /** The report that the run wrote; of a run that goes on or was killed, one that is made now. */
  Answer report(String id) throws IOException {
    try {
      return file(id, "report.html");
    } catch (NoSuchFileException e) {
      RunDirectory record =
          project.folders().find(id).orElseThrow(() -> new NoSuchFileException(id));
      if (!RunFolders.isPlain(record)) {
        return linked(id);
      }
      Optional<Verdict> verdict = verdict(record);
      if (verdict.isEmpty()) {
        throw e;
      }
      StringWriter html = new StringWriter();
      Reports.of(record, verdict.get(), project.environment()).write(HtmlReport.REPORT, html);
      return Answer.page(Answer.OK, html.toString(), Policy.REPORT);
    }
  }

  Answer console(String id) throws IOException {
    return consoles.page(id);
  }

  Answer cast(String id) throws IOException {
    return consoles.cast(id);
  }

  Answer file(String id, String name) throws IOException {
    long length;
    try (RunFolders.Opened file = project.folders().open(id, name)) {
      length = file.length();
    }
    String type =
        TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    Answer answer =
        new Answer(
            Answer.OK,
            type,
            name.endsWith(".html") ? Policy.REPORT : Policy.FILE,
            Map.of(),
            length,
            out -> {
              try (RunFolders.Opened file = project.folders().open(id, name)) {
                // It may have grown; as much is sent as was announced.
                copy(file, length, out);
              }
            });
    return type.equals("application/octet-stream")
        ? answer.with(
            "Content-Disposition",
            "attachment; filename=\"%s-%s\"".formatted(id, name.replace('/', '-')))
        : answer;
  }

  private static void copy(RunFolders.Opened file, long length, java.io.OutputStream out)
      throws IOException {
    byte[] piece = new byte[1 << 16];
    for (long left = length; left > 0; ) {
      int n = file.in().read(piece, 0, (int) Math.min(left, piece.length));
      if (n < 0) {
        throw new IOException("the file became shorter");
      }
      out.write(piece, 0, n);
      left -= n;
    }
  }

  private static Answer page(String template, Object view, Policy policy) {
    return Answer.page(Answer.OK, Pages.text("serve/" + template, view), policy);
  }
}
