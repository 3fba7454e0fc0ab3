package dev.bootwitness.report.junit;

import dev.bootwitness.report.story.Story;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
   * @param story empty when there is none
   * @param why in that case, in a few words; else empty
   */
  public record JUnitSuite(String name, Optional<Story> story, String why) {}

  /** A suite without a run is an error: a CI system would take a missing one for a removed one. */
  private record Counted(JUnitSuite suite, List<JUnitCase> cases) {
    static Counted of(JUnitSuite suite) {
      return new Counted(
          suite,
          suite
              .story()
              .map(JUnitCase::of)
              .orElseGet(() ->
                  List.of(new JUnitCase("run", 0, JUnitCase.Result.ERROR, "", suite.why(), true))));
    }

    double seconds() {
      return suite.story().map(Story::seconds).orElse(0.0);
    }
  }

  /**
   * Writes the file.
   *
   * @param name of all suites together
   * @param environment of this process: a CI system says there where paths begin
   * @throws IOException when {@code out} throws it
   */
  public static void write(
      String name, List<JUnitSuite> suites, Map<String, String> environment, Writer out)
      throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      document(name, suites.stream().map(Counted::of).toList(), JUnitReport.base(environment), xml);
      xml.flush();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException trouble
          ? trouble
          : new IOException("cannot write XML: " + e.getMessage(), e);
    }
  }

  private static void document(
      String name, List<Counted> suites, Optional<Path> base, XMLStreamWriter xml)
      throws XMLStreamException, IOException {
    JUnitTotals all = new JUnitTotals(0, 0, 0, 0);
    List<JUnitTotals> each = new ArrayList<>();
    for (Counted suite : suites) {
      each.add(JUnitTotals.of(suite.cases()));
      all = all.plus(each.getLast());
    }
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    attributes(xml, name, all, suites.stream().mapToDouble(Counted::seconds).sum());
    for (Counted suite : suites) {
      Optional<Story> story = suite.suite().story();
      if (story.isPresent()) {
        new JUnitReport(story.get(), base, xml).suite(suite.suite().name(), suite.cases());
      } else {
        missing(xml, suite);
      }
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static void missing(XMLStreamWriter xml, Counted suite) throws XMLStreamException {
    String name = suite.suite().name();
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    attributes(xml, name, JUnitTotals.of(suite.cases()), 0);
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", JUnitReport.className(name));
    xml.writeAttribute("name", "run");
    xml.writeAttribute("time", JUnitReport.seconds(0));
    xml.writeStartElement("error");
    xml.writeAttribute("message", JUnitReport.safe(suite.suite().why()));
    xml.writeCharacters(JUnitReport.safe(suite.suite().why()));
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
