package dev.bootwitness.serve.page;

import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.report.diff.Comparison;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.serve.http.Answer;
import dev.bootwitness.serve.http.Policy;
import dev.bootwitness.serve.http.Request;
import dev.bootwitness.serve.store.RunFolders;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The pages about all runs of a project. */
final class ProjectPages {

  /** How many runs the form of a comparison proposes. */
  private static final int PROPOSED = 200;

  private final ServedProject project;

  ProjectPages(ServedProject project) {
    this.project = project;
  }

  Answer runs(Request request) throws IOException {
    return page(
        "runs.jte", new RunsView(project.going(), project.ledger().runs(), RunFilter.of(request)));
  }

  Answer trend(Request request) throws IOException {
    return page(
        "trends.jte",
        new TrendSheet(project.ledger().runs(), Pages.safe(request.parameter("name"))));
  }

  Answer flakes() throws IOException {
    return page("flakes.jte", new FlakesView(project.ledger().runs()));
  }

  Answer known() throws IOException {
    LocalDate today = LocalDate.ofInstant(project.clock().instant(), ZoneOffset.UTC);
    return page("known.jte", new KnownView(project.known().get(), project.ledger().runs(), today));
  }

  Answer queue() {
    return page("queue.jte", QueueView.of(project.queue()));
  }

  Answer diff(Request request) throws IOException {
    String a = request.parameter("a");
    String b = request.parameter("b");
    List<String> ids =
        project.ledger().runs().reversed().stream()
            .map(LedgerEntry::run)
            .filter(RunFolders::isId)
            .limit(PROPOSED)
            .toList();
    if (a.isEmpty() || b.isEmpty()) {
      String problem = a.isEmpty() && b.isEmpty() ? "" : "Choose two runs.";
      return page("compare.jte", new DiffSheet(Pages.safe(a), Pages.safe(b), ids, "", problem));
    }
    String body = "";
    String problem = "";
    try {
      body = Comparison.of(record(a), record(b), this::isOurs).htmlBody();
    } catch (IOException e) {
      problem = Pages.safe(FileTrouble.of(e)) + ".";
    }
    return page("compare.jte", new DiffSheet(Pages.safe(a), Pages.safe(b), ids, body, problem));
  }

  /** A record names the run that booted its machine, and where that is; both may be lies. */
  private boolean isOurs(RunDirectory booted) {
    try {
      Optional<RunDirectory> found = project.folders().find(booted.id());
      return found.isPresent()
          && found.get().path().equals(booted.path())
          && RunFolders.isPlain(booted);
    } catch (IOException e) {
      return false;
    }
  }

  private RunDirectory record(String id) throws IOException {
    Optional<RunDirectory> record = project.folders().find(id);
    if (record.isEmpty()) {
      throw new IOException(
          "There is no record of a run with the id \"" + id + "\": copy one from the list of runs");
    }
    if (!RunFolders.isPlain(record.get())) {
      throw new IOException("The record of " + id + " contains a link, and is not read");
    }
    return record.get();
  }

  private static Answer page(String template, Object view) {
    return Answer.page(Answer.OK, Pages.text("serve/" + template, view), Policy.PAGE);
  }
}
