package dev.bootwitness.report.junit;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.junit.JUnitCase.Result;
import dev.bootwitness.report.story.PhaseSpan;
import dev.bootwitness.report.story.RepeatWords;
import dev.bootwitness.report.story.RunReport;
import dev.bootwitness.report.story.StageSpan;
import dev.bootwitness.report.story.Story;
import dev.bootwitness.report.terminal.Style;
import dev.bootwitness.report.terminal.VerdictText;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A run as JUnit XML, in the form that Jenkins, GitLab and GitHub's actions read.
 *
 * <p>One suite; its properties are the identity of the run and its times. Text of unknown origin
 * passes {@link VisibleText}, which removes every character that XML 1.0 forbids.
 */
public final class JUnitReport {
  public static final RunReport REPORT =
      new RunReport(
          "junit", RunDirectory::junit, "Write the run as JUnit XML.", JUnitReport::write);

  private final Story story;
  private final Optional<Path> base;
  private final CauseDocs docs;
  private final XMLStreamWriter xml;

  /**
   * Writes a run.
   *
   * @param environment of this process: it says where attachments' paths begin, and where causes
   *     are explained
   */
  JUnitReport(Story story, Map<String, String> environment, XMLStreamWriter xml) {
    this.story = story;
    this.base = base(environment);
    this.docs = CauseDocs.of(environment);
    this.xml = xml;
  }

  /** {@code CI_PROJECT_DIR} is where GitLab wants paths to begin, for Jenkins they are absolute. */
  private static Optional<Path> base(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("CI_PROJECT_DIR"))
        .map(folder -> Path.of(folder).toAbsolutePath().normalize());
  }

  /**
   * Writes the file.
   *
   * @param environment of this process
   * @throws IOException when {@code out} throws it
   */
  public static void write(Story story, Map<String, String> environment, Writer out)
      throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JUnitReport(story, environment, xml).document();
      xml.flush();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException trouble
          ? trouble
          : new IOException("cannot write XML: " + e.getMessage(), e);
    }
  }

  private void document() throws XMLStreamException, IOException {
    List<JUnitCase> cases = JUnitCase.of(story);
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    start("testsuites");
    totals(story.name(), JUnitTotals.of(cases), story.seconds());
    suite(story.name(), cases);
    end();
    xml.writeEndDocument();
  }

  /**
   * Writes the run as a suite among others.
   *
   * @param name of the suite
   * @param cases of the run
   */
  void suite(String name, List<JUnitCase> cases) throws XMLStreamException, IOException {
    start("testsuite");
    JUnitTotals totals = JUnitTotals.of(cases);
    totals(name, totals, story.seconds());
    attribute("skipped", String.valueOf(totals.skipped()));
    // ISO 8601 without a zone is what Ant wrote and what readers expect; it is UTC.
    attribute(
        "timestamp", story.began().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
    properties();
    for (JUnitCase one : cases) {
      testCase(name, one);
    }
    end();
  }

  private void totals(String name, JUnitTotals totals, double seconds) throws XMLStreamException {
    attribute("name", name);
    attribute("tests", String.valueOf(totals.tests()));
    attribute("failures", String.valueOf(totals.failures()));
    attribute("errors", String.valueOf(totals.errors()));
    attribute("time", seconds(seconds));
  }

  private void properties() throws XMLStreamException {
    Verdict verdict = story.verdict();
    start("properties");
    property("run", story.directory().id());
    property("spec", verdict.spec());
    property("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
    Fault fault = verdict.fault();
    if (fault != null) {
      property("fault", fault.name().toLowerCase(Locale.ROOT));
    }
    Finding primary = verdict.primary();
    if (primary != null) {
      property("cause", primary.cause());
      Optional<String> page = docs.page(primary.cause());
      if (page.isPresent()) {
        property("docsUrl", page.get());
      }
    }
    KnownFailure known = verdict.known();
    if (known != null) {
      property("known.ticket", known.ticket());
      property("known.owner", known.owner());
      property("known.expires", known.expires());
      property("known.expired", String.valueOf(known.expired()));
    }
    if (!verdict.attempts().isEmpty()) {
      property("attempt", String.valueOf(verdict.attempts().size() + 1));
    }
    String repeats = RepeatWords.repeats(verdict).orElse("");
    if (!repeats.isEmpty()) {
      property("repeats", repeats);
    }
    property("stage", verdict.stage().id());
    for (PhaseSpan phase : story.phases()) {
      property("phase." + phase.name() + ".seconds", seconds(phase.seconds()));
    }
    for (StageSpan stage : story.stages()) {
      property("stage." + stage.name() + ".at", seconds(stage.at()));
    }
    if (story.image() != null) {
      property("image.path", story.image().path());
      property("image.sha256", story.image().sha256());
    }
    if (story.machine() != null) {
      property("qemu", story.machine().qemu());
      property("accelerator", story.machine().accelerator());
    }
    if (story.start() != null) {
      property("bootwitness", story.start().bootwitness());
      property("host", story.start().host());
    }
    end();
  }

  private void testCase(String suite, JUnitCase one) throws XMLStreamException, IOException {
    start("testcase");
    attribute("classname", className(suite));
    attribute("name", one.name());
    attribute("time", seconds(one.seconds()));
    switch (one.result()) {
      case PASSED -> flakes(one);
      case SKIPPED -> outcome("skipped", one);
      case FAILED -> outcome("failure", one);
      case ERROR -> outcome("error", one);
    }
    boolean bad = one.result() == Result.FAILED || one.result() == Result.ERROR;
    if (one.blamed() || bad) {
      start("system-out");
      xml.writeCharacters(safeLines(attachments()));
      end();
    }
    end();
  }

  /**
   * An empty case is one that passed. The first one carries the attempts that failed, in the form
   * that Surefire gave to reruns and that Jenkins reads.
   */
  private void flakes(JUnitCase one) throws XMLStreamException {
    if (!one.name().equals("boot") || !story.verdict().flaky()) {
      return;
    }
    for (RunAttempt attempt : story.verdict().attempts()) {
      start("flakyFailure");
      attribute("type", attempt.cause());
      attribute("message", attempt.detail());
      xml.writeCharacters(safe("run " + attempt.run()));
      end();
    }
  }

  private void outcome(String element, JUnitCase one) throws XMLStreamException, IOException {
    start(element);
    if (!one.type().isEmpty()) {
      attribute("type", one.type());
    }
    attribute("message", one.message());
    if (one.blamed()) {
      StringBuilder text = new StringBuilder("\n");
      VerdictText.print(story.verdict(), story.directory().path(), Style.PLAIN, text);
      xml.writeCharacters(safeLines(text.toString()));
    } else if (one.result() != Result.SKIPPED) {
      // GitLab shows the text and not the message.
      xml.writeCharacters(safeLines(one.message()));
    }
    end();
  }

  /** The line that GitLab and the attachments plug-in of Jenkins look for, one per file. */
  private String attachments() {
    RunDirectory directory = story.directory();
    List<Path> files = new ArrayList<>();
    Stream.of(directory.html(), directory.serialText(), directory.events())
        .filter(Files::isRegularFile)
        .forEach(files::add);
    for (Event.EvidenceKept kept : story.evidence()) {
      Path file = directory.path().resolve(kept.file()).normalize();
      if (file.startsWith(directory.path()) && Files.isRegularFile(file)) {
        files.add(file);
      }
    }
    return files.stream()
        .map(file -> base.filter(file::startsWith).map(b -> b.relativize(file)).orElse(file))
        .map(file -> "[[ATTACHMENT|" + file + "]]\n")
        .collect(Collectors.joining());
  }

  private void start(String element) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, safe(value));
  }

  private void property(String name, String value) throws XMLStreamException {
    start("property");
    attribute("name", name);
    attribute("value", value);
    end();
  }

  static String className(String name) {
    return "bootwitness." + name.replaceAll("[^A-Za-z0-9_-]+", "_");
  }

  static String safe(String text) {
    return VisibleText.of(text.replaceAll("\\s+", " ").strip());
  }

  private static String safeLines(String text) {
    return text.lines().map(VisibleText::of).collect(Collectors.joining("\n"));
  }

  /** Plain digits: readers do not agree on grouping, and some refuse an exponent. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", Math.max(0, seconds));
  }
}
