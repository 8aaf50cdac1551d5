package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.report.check.BuildRules.Severity;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A check as JUnit XML: what Jenkins (also its strict xunit plugin), GitLab and the test reporters
 * of GitHub have in common. An experiment is a test suite; each agent, each claim, and a baseline
 * that cannot be used, is a test case.
 *
 * <p>No time stamps and no durations, so the same verdicts give the same bytes.
 */
public final class JunitXml {
  private JunitXml() {}

  /** The text of the file. What fails the build is a failure or error, a warning is skipped. */
  public static String render(CheckResult result, Place place, BuildRules rules) {
    StringWriter text = new StringWriter();
    try {
      // The JDK's own writer: one that the project brings along may lay text out otherwise.
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
      suite(xml, result, place, rules);
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text in memory is always written", e);
    }
    return text.append('\n').toString();
  }

  private static void suite(XMLStreamWriter xml, CheckResult result, Place place, BuildRules rules)
      throws XMLStreamException {
    String name = Phrases.line(result.experiment());
    List<Finding> findings = Finding.of(result, place);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", name);
    xml.writeAttribute("tests", Integer.toString(findings.size()));
    xml.writeAttribute("failures", count(findings, "failure", rules));
    xml.writeAttribute("errors", count(findings, "error", rules));
    xml.writeAttribute("skipped", count(findings, "skipped", rules));
    xml.writeAttribute("time", "0");
    xml.writeAttribute("file", Phrases.line(place.file()));
    for (Finding finding : findings) {
      xml.writeCharacters("\n  ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", "recsim." + name);
      xml.writeAttribute("name", finding.name());
      xml.writeAttribute("time", "0");
      xml.writeCharacters("\n    ");
      verdict(xml, finding, place, rules);
      xml.writeCharacters("\n  ");
      xml.writeEndElement();
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static String count(List<Finding> findings, String element, BuildRules rules) {
    return Long.toString(
        findings.stream().filter(it -> element(it, rules).equals(element)).count());
  }

  private static String element(Finding finding, BuildRules rules) {
    boolean baseline = finding.subject() == Finding.Subject.BASELINE;
    return switch (rules.severity(finding.outcome())) {
      case FAILURE -> baseline ? "error" : "failure";
      case WARNING -> "skipped";
      // A baseline that is missing and may be is no success.
      case FINE -> baseline ? "skipped" : "system-out";
    };
  }

  private static void verdict(XMLStreamWriter xml, Finding finding, Place place, BuildRules rules)
      throws XMLStreamException {
    String element = element(finding, rules);
    xml.writeStartElement(element);
    if (!element.equals("system-out")) {
      xml.writeAttribute("type", finding.outcome().name());
      xml.writeAttribute("message", finding.sentence());
    }
    String text = String.join("\n", finding.text());
    xml.writeCharacters(
        rules.severity(finding.outcome()) == Severity.FINE
            ? text
            : text + "\nat " + Phrases.line(place.file()) + ":" + finding.line());
    xml.writeEndElement();
  }
}
