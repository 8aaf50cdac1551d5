package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import java.io.StringWriter;
import java.util.ArrayList;
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
  public static String render(CheckResult result, Place place, Policy policy) {
    StringWriter text = new StringWriter();
    try {
      // The JDK's own writer: one that the project brings along may lay text out otherwise.
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
      suite(xml, result, place, policy);
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text in memory is always written", e);
    }
    return text.append('\n').toString();
  }

  private static void suite(XMLStreamWriter xml, CheckResult result, Place place, Policy policy)
      throws XMLStreamException {
    String name = Phrases.line(result.experiment());
    List<Finding> findings = Finding.of(result, place, policy);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", name);
    xml.writeAttribute("tests", Integer.toString(findings.size()));
    xml.writeAttribute("failures", count(findings, "failure"));
    xml.writeAttribute("errors", count(findings, "error"));
    xml.writeAttribute("skipped", count(findings, "skipped"));
    xml.writeAttribute("time", "0");
    xml.writeAttribute("file", Phrases.line(place.file()));
    for (Finding finding : findings) {
      xml.writeCharacters("\n  ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", "recsim." + name);
      xml.writeAttribute("name", finding.name());
      xml.writeAttribute("time", "0");
      xml.writeCharacters("\n    ");
      verdict(xml, finding, text(finding, result, place));
      xml.writeCharacters("\n  ");
      xml.writeEndElement();
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static String count(List<Finding> findings, String element) {
    return Long.toString(findings.stream().filter(it -> element(it).equals(element)).count());
  }

  private static String element(Finding finding) {
    return switch (finding.severity()) {
      case FAILURE -> finding.subject() == Finding.Subject.BASELINE ? "error" : "failure";
      case WARNING -> "skipped";
      // A baseline that is missing and may be is no success.
      case FINE -> finding.subject() == Finding.Subject.BASELINE ? "skipped" : "system-out";
    };
  }

  private static void verdict(XMLStreamWriter xml, Finding finding, String text)
      throws XMLStreamException {
    String element = element(finding);
    xml.writeStartElement(element);
    if (!element.equals("system-out")) {
      xml.writeAttribute("type", finding.verdict());
      xml.writeAttribute("message", finding.sentence());
    }
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  /** The sentence and, of what does not hold, what to do and where it stands. */
  private static String text(Finding finding, CheckResult result, Place place) {
    List<String> lines = new ArrayList<>(List.of(finding.sentence()));
    if (finding.severity() != Severity.FINE) {
      if (finding.subject() == Finding.Subject.BASELINE) {
        lines.addAll(CheckWords.changes(result));
      }
      finding.cure().map(Cure::line).ifPresent(lines::add);
      lines.add("at " + Phrases.line(place.file()) + ":" + finding.line());
    }
    return String.join("\n", lines);
  }
}
