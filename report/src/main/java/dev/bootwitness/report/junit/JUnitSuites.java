package dev.bootwitness.report.junit;

import dev.bootwitness.report.story.Story;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Several runs as one JUnit XML file: a suite for each, as {@link JUnitReport} writes it. */
public final class JUnitSuites {

  private JUnitSuites() {}

  /**
   * A run, or a spec that did not run.
   *
   * @param name of the suite
   * @param story read when its turn has come
   * @param why there is none, in a few words; else empty
   */
  public record JUnitSuite(String name, StorySource story, String why) {}

  /** Reads a run's story; a suite is larger than the memory should be. */
  @FunctionalInterface
  public interface StorySource {
    /** The story; empty when there is none. */
    Optional<Story> read() throws IOException;
  }

  /**
   * Writes the file. One story is in memory at a time.
   *
   * @param name of all suites together
   * @param environment of this process: a CI system says there where paths begin
   * @throws IOException when a story cannot be read, or {@code out} throws it
   */
  public static void write(
      String name, List<JUnitSuite> suites, Map<String, String> environment, Writer out)
      throws IOException {
    try {
      // The head has the totals, so what follows it is written first.
      StringWriter body = new StringWriter();
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(body);
      xml.writeStartElement("testsuites");
      xml.writeCharacters("");
      xml.flush();
      int head = body.getBuffer().length();
      Sum sum = new Sum();
      for (JUnitSuite suite : suites) {
        sum.add(written(suite, environment, xml));
      }
      xml.flush();
      XMLStreamWriter whole = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      whole.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      whole.writeCharacters("\n");
      whole.writeStartElement("testsuites");
      attributes(whole, name, sum.totals, sum.seconds);
      whole.writeCharacters("");
      whole.flush();
      out.append(body.getBuffer(), head, body.getBuffer().length());
      whole.writeEndElement();
      whole.writeEndDocument();
      whole.flush();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException trouble
          ? trouble
          : new IOException("cannot write XML: " + e.getMessage(), e);
    }
  }

  /** What the suites so far have together. */
  private static final class Sum {
    private JUnitTotals totals = new JUnitTotals(0, 0, 0, 0);
    private double seconds;

    void add(Counted suite) {
      totals = totals.plus(suite.totals());
      seconds += suite.seconds();
    }
  }

  private record Counted(JUnitTotals totals, double seconds) {}

  private static Counted written(
      JUnitSuite suite, Map<String, String> environment, XMLStreamWriter xml)
      throws XMLStreamException, IOException {
    Optional<Story> story = suite.story().read();
    if (story.isPresent()) {
      List<JUnitCase> cases = JUnitCase.of(story.get());
      new JUnitReport(story.get(), environment, xml).suite(suite.name(), cases);
      return new Counted(JUnitTotals.of(cases), story.get().seconds());
    }
    // A CI system would take a missing suite for a removed one.
    JUnitTotals one =
        JUnitTotals.of(
            List.of(new JUnitCase("run", 0, JUnitCase.Result.ERROR, "", suite.why(), true)));
    missing(xml, suite, one);
    return new Counted(one, 0);
  }

  private static void missing(XMLStreamWriter xml, JUnitSuite suite, JUnitTotals totals)
      throws XMLStreamException {
    String name = suite.name();
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    attributes(xml, name, totals, 0);
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", JUnitReport.className(name));
    xml.writeAttribute("name", "run");
    xml.writeAttribute("time", JUnitReport.seconds(0));
    xml.writeStartElement("error");
    xml.writeAttribute("message", JUnitReport.safe(suite.why()));
    xml.writeCharacters(JUnitReport.safe(suite.why()));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void attributes(
      XMLStreamWriter xml, String name, JUnitTotals totals, double seconds)
      throws XMLStreamException {
    xml.writeAttribute("name", JUnitReport.safe(name));
    xml.writeAttribute("tests", String.valueOf(totals.tests()));
    xml.writeAttribute("failures", String.valueOf(totals.failures()));
    xml.writeAttribute("errors", String.valueOf(totals.errors()));
    xml.writeAttribute("time", JUnitReport.seconds(seconds));
  }
}
