package dev.bootwitness.report.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.report.story.Hostile;
import dev.bootwitness.report.story.TestRecord;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/**
 * Every file is validated against {@code readers.xsd}, and against Jenkins' own schema where the
 * property {@code bootwitness.junit10} names a copy of it: junit-10.xsd of its xunit-plugin.
 */
class JUnitReportTest {
  @TempDir private Path project;

  @Test
  void aRunWithoutChecksHasACaseForBootAndLogin() throws Exception {
    try (TestRecord record = new TestRecord(project, "spark")) {
      record.booted().ended(13);
      Element suite = suite(record);
      assertThat(suite.getAttribute("tests")).isEqualTo("2");
      assertThat(suite.getAttribute("failures")).isEqualTo("0");
      assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-22T15:54:30");
      assertThat(cases(suite)).containsExactly("boot passed", "login passed");
      assertThat(properties(suite))
          .contains("outcome=passed", "stage.kernel.at=1.000", "phase.boot.seconds=8.000");
    }
  }

  @Test
  void theFirstCheckThatFailedCarriesTheVerdict() throws Exception {
    try (TestRecord record = new TestRecord(project, "spark")) {
      record.booted();
      record.check(11, new CheckResult("one", CheckResult.PASSED, 1, ""), "true", "");
      record.check(12, new CheckResult("two", CheckResult.FAILED, 1, "no <such> thing"), "x", "");
      record.event(
          13, new Event.CheckEnded(new CheckResult("three", CheckResult.NOT_RUN, 0, "why")));
      record.ended(14);
      Element suite = suite(record);
      assertThat(cases(suite))
          .containsExactly(
              "boot passed", "login passed", "one passed", "two failure", "three skipped");
      Element failure = (Element) suite.getElementsByTagName("failure").item(0);
      assertThat(failure.getAttribute("type")).isEqualTo("check/failed");
      assertThat(failure.getTextContent())
          .contains("✗ FAILED  check/failed   the image is at fault", "no <such> thing", "next  ");
    }
  }

  @Test
  void theSuiteNamesThePageOfItsCause() throws Exception {
    try (TestRecord record = new TestRecord(project, "spark")) {
      record.booted();
      record.check(11, new CheckResult("one", CheckResult.FAILED, 1, "no"), "x", "");
      record.ended(12);
      Map<String, String> mirror = Map.of("BOOTWITNESS_DOCS", "https://docs.example/b");
      assertThat(written(record, mirror))
          .contains("name=\"docsUrl\" value=\"https://docs.example/b/causes/check/failed/\"");
      assertThat(written(record, Map.of("BOOTWITNESS_DOCS", "none"))).doesNotContain("docsUrl");
    }
  }

  @Test
  void aSkippedTestIsSkippedAndTheRunPasses() throws Exception {
    try (TestRecord record = new TestRecord(project, "spark")) {
      record.booted();
      record.check(11, new CheckResult("one", CheckResult.PASSED, 1, ""), "true", "");
      record.event(
          12, new Event.CheckEnded(new CheckResult("two", CheckResult.SKIPPED, 0, "no TPM here")));
      record.ended(13);
      Element suite = suite(record);
      assertThat(cases(suite))
          .containsExactly("boot passed", "login passed", "one passed", "two skipped");
      assertThat(properties(suite)).contains("outcome=passed");
      assertThat(((Element) suite.getElementsByTagName("skipped").item(0)).getAttribute("message"))
          .isEqualTo("no TPM here");
    }
  }

  @Test
  void whatTheRunDidNotComeToIsSkipped() throws Exception {
    try (TestRecord record = new TestRecord(project, "panic")) {
      record.event(0.1, new Event.ChecksPlanned(List.of("one", "two"), null));
      record.event(1, new Event.PhaseStarted("boot")).event(2, new Event.PoweredOn());
      Element suite = suite(record);
      assertThat(cases(suite))
          .containsExactly("boot error", "login skipped", "one skipped", "two skipped");
      assertThat(suite.getAttribute("skipped")).isEqualTo("3");
      assertThat(((Element) suite.getElementsByTagName("skipped").item(1)).getAttribute("message"))
          .isEqualTo("the run did not reach it");
    }
  }

  @Test
  void aCauseOutsideOfChecksFailsTheBootEvenWhenEveryCheckHeld() throws Exception {
    try (TestRecord record = new TestRecord(project, "spark")) {
      record.booted();
      record.event(
          10.5,
          new Event.FindingMade(
              new Finding(
                  "storage/detection-error",
                  "t",
                  "d",
                  "serial",
                  2L,
                  1L,
                  4.0,
                  "q",
                  "a",
                  Fault.IMAGE)));
      record.check(11, new CheckResult("one", CheckResult.PASSED, 1, ""), "true", "");
      record.ended(14);
      assertThat(cases(suite(record)))
          .containsExactly("boot failure", "login passed", "one passed");
    }
  }

  @Test
  void whatWasNotJudgedIsAnError() throws Exception {
    try (TestRecord record = new TestRecord(project, "killed")) {
      record.event(1, new Event.PhaseStarted("boot")).event(2, new Event.PoweredOn());
      Element suite = suite(record);
      assertThat(cases(suite)).containsExactly("boot error");
      assertThat(suite.getAttribute("errors")).isEqualTo("1");
    }
  }

  @Test
  void noTwoCasesHaveOneName() throws Exception {
    try (TestRecord record = new TestRecord(project, "spark")) {
      record.booted();
      for (String name : List.of("boot", "true", "true", "true (2)")) {
        record.check(11, new CheckResult(name, CheckResult.PASSED, 1, ""), "true", "");
      }
      record.ended(14);
      assertThat(cases(suite(record)))
          .containsExactly(
              "boot passed",
              "login passed",
              "boot (2) passed",
              "true passed",
              "true (2) passed",
              "true (2) (2) passed");
    }
  }

  @Test
  void attachmentsAreAbsoluteOrBeginAtTheProject() throws Exception {
    try (TestRecord record = new TestRecord(project, "killed")) {
      record.event(1, new Event.PhaseStarted("boot"));
      Path text = record.directory().serialText();
      assertThat(written(record, Map.of())).contains("[[ATTACHMENT|" + text + "]]");
      assertThat(written(record, Map.of("CI_PROJECT_DIR", project.toString())))
          .contains("[[ATTACHMENT|.bootwitness/runs/" + record.directory().id() + "/serial.txt]]");
    }
  }

  @Test
  void evidenceOutsideOfTheRecordIsNotAttached() throws Exception {
    try (TestRecord record = new TestRecord(project, "spark")) {
      record.event(1, new Event.EvidenceKept("../../../../../../../../etc/passwd", "x", "", 1));
      assertThat(written(record, Map.of())).doesNotContain("passwd");
    }
  }

  @Test
  void hostileTextStaysText() throws Exception {
    int number = 0;
    for (String hostile : Hostile.TEXTS) {
      try (TestRecord record = new TestRecord(project, "hostile" + number++)) {
        record.event(0.1, new Event.RunStarted("run", hostile, hostile, hostile, hostile));
        record.booted();
        record.event(10.3, new Event.PhaseEnded(hostile, false, 1, hostile));
        CheckResult result = new CheckResult(hostile, CheckResult.FAILED, 1, hostile);
        record.check(11, result, hostile, hostile).ended(13);
        assertThat(cases(suite(record))).hasSize(3);
      }
    }
  }

  @Test
  void everyCharacterThereIsGivesValidXml() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int c = 0;
        c <= Character.MAX_CODE_POINT;
        c += c < 0x3000 || (c > 0xd700 && c < 0x10100) ? 1 : 97) {
      all.appendCodePoint(c);
    }
    try (TestRecord record = new TestRecord(project, "characters")) {
      CheckResult result = new CheckResult("all", CheckResult.FAILED, 1, all.toString());
      record.booted().check(11, result, "x", "");
      assertThat(cases(suite(record))).contains("all failure");
    }
  }

  private Element suite(TestRecord record) throws Exception {
    String xml = written(record, Map.of());
    validate(xml, Objects.requireNonNull(JUnitReportTest.class.getResource("readers.xsd")));
    String jenkins = System.getProperty("bootwitness.junit10");
    if (jenkins != null) {
      validate(xml, Path.of(jenkins).toUri().toURL());
    }
    return (Element)
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getElementsByTagName("testsuite")
            .item(0);
  }

  private static void validate(String xml, URL schema) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(schema)
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
  }

  private static String written(TestRecord record, Map<String, String> environment)
      throws Exception {
    StringWriter out = new StringWriter();
    JUnitReport.write(record.story(), environment, out);
    return out.toString();
  }

  private static List<String> cases(Element suite) {
    List<String> cases = new ArrayList<>();
    for (Element one : elements(suite, "testcase")) {
      List<String> inside =
          elements(one, "*").stream()
              .map(Element::getTagName)
              .filter(tag -> !tag.equals("system-out"))
              .toList();
      cases.add(one.getAttribute("name") + " " + (inside.isEmpty() ? "passed" : inside.getFirst()));
    }
    return cases;
  }

  private static List<String> properties(Element suite) {
    return elements(suite, "property").stream()
        .map(property -> property.getAttribute("name") + "=" + property.getAttribute("value"))
        .toList();
  }

  private static List<Element> elements(Element in, String tag) {
    List<Element> elements = new ArrayList<>();
    var nodes = in.getElementsByTagName(tag);
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
