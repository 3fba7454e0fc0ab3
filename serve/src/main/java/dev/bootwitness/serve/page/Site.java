package dev.bootwitness.serve.page;

import dev.bootwitness.report.html.Pages;
import dev.bootwitness.serve.http.Answer;
import dev.bootwitness.serve.http.Policy;
import dev.bootwitness.serve.http.Request;
import dev.bootwitness.serve.store.RunFolders;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Which page has which address. */
public final class Site {

  private static final String ASSETS = "/assets/";
  private static final String RUNS = "/runs/";

  private final ServedProject project;
  private final AssetFiles assets = new AssetFiles();
  private final ProjectPages pages;
  private final RunPages runs;
  private final EventStreams streams;

  /** The pages of a project. */
  public Site(ServedProject project) {
    this.project = project;
    this.pages = new ProjectPages(project);
    this.runs = new RunPages(project);
    this.streams = new EventStreams(project);
  }

  /**
   * Answers a request.
   *
   * @throws IOException when a file cannot be read
   */
  public Answer answer(Request request) throws IOException {
    String path = request.path();
    if (path.startsWith(ASSETS)) {
      return assets.answer(path.substring(ASSETS.length()), request).orElseGet(Site::nowhere);
    }
    if (path.startsWith(RUNS)) {
      return ofRun(path.substring(RUNS.length()));
    }
    return switch (path) {
      case "/" -> pages.runs(request);
      case "/trend" -> pages.trend(request);
      case "/flakes" -> pages.flakes();
      case "/known" -> pages.known();
      case "/queue" -> pages.queue();
      case "/diff" -> pages.diff(request);
      case "/events" -> streams.all();
      default -> nowhere();
    };
  }

  private Answer ofRun(String path) throws IOException {
    int slash = path.indexOf('/');
    String id = slash < 0 ? path : path.substring(0, slash);
    String part = slash < 0 ? "" : path.substring(slash + 1);
    if (id.equals("latest")) {
      Optional<String> latest = project.folders().latest();
      return latest
          .map(run -> Answer.elsewhere(RUNS + run + (slash < 0 ? "" : "/" + part)))
          .orElseGet(Site::nowhere);
    }
    if (!RunFolders.isId(id)) {
      return nowhere();
    }
    try {
      return switch (part) {
        case "" -> slash < 0 ? runs.run(id) : nowhere();
        case "report" -> runs.report(id);
        case "console" -> runs.console(id);
        case "console.cast" -> runs.cast(id);
        case "stream" -> streams.ofRun(id);
        default -> runs.file(id, part);
      };
    } catch (NoSuchFileException e) {
      return nowhere();
    }
  }

  private static Answer nowhere() {
    return notice(
        Answer.NOT_FOUND,
        new Notice(
            "Not here",
            "There is no such page, run or file. The list of runs shows what there is."));
  }

  static Answer notice(int status, Notice notice) {
    return Answer.page(status, Pages.text("serve/notice.jte", notice), Policy.PAGE);
  }

  /** The page for those who have not shown the token. */
  public static Answer entrance(int status) {
    Frame frame = new Frame("Token", "", java.util.List.of(), java.util.List.of("enter.js"));
    return Answer.page(status, Pages.text("serve/enter.jte", frame), Policy.PAGE);
  }
}
