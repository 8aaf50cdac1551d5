package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.report.check.BuildRules.Severity;
import dev.recsim.report.page.Plain;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A check as JUnit XML: what Jenkins (also its strict xunit plugin), GitLab and the test reporters
 * of GitHub have in common. An experiment is a test suite; each agent, each claim, and a baseline
 * that cannot be used, is a test case. A fitted environment is a test suite too, with a test case
 * for each of its thresholds.
 *
 * <p>No time stamps and no durations, so the same verdicts give the same bytes.
 */
public final class JunitXml {
  private static final String FAILURE = "failure";
  private static final String ERROR = "error";
  private static final String SKIPPED = "skipped";
  private static final String OUTPUT = "system-out";

  private JunitXml() {}

  /** A test case: its element says how it ended. */
  private record Case(String name, String element, String type, String message, String text) {}

  /** The text of the file. What fails the build is a failure or error, a warning is skipped. */
  public static String render(CheckResult result, SourceLines place, BuildRules rules) {
    List<Case> cases =
        CheckFinding.of(result, place).stream().map(it -> testCase(it, place, rules)).toList();
    return text(result.experiment(), place.file(), cases);
  }

  /**
   * The text of the file for a fitted environment. FAILS is a failure, UNDECIDED is skipped.
   *
   * @param file the environment, as {@link SourceLines} has files
   * @param findings its thresholds
   * @param problem why it cannot be used, or is not that of its fit
   */
  public static String render(
      String name,
      String file,
      List<dev.recsim.fit.judge.FitFinding> findings,
      Optional<String> problem) {
    List<Case> cases = new ArrayList<>();
    problem.ifPresent(it -> cases.add(new Case("environment", ERROR, "FAILS", Plain.line(it), it)));
    for (dev.recsim.fit.judge.FitFinding it : findings) {
      String element =
          switch (it.verdict()) {
            case HOLDS, PASSES -> OUTPUT;
            case UNDECIDED -> SKIPPED;
            case FAILS -> FAILURE;
          };
      String sentence = "%s %s: %s".formatted(it.name(), it.verdict(), it.sentence());
      cases.add(new Case(it.name(), element, it.verdict().name(), sentence, sentence));
    }
    return text(name, file, cases);
  }

  private static Case testCase(CheckFinding finding, SourceLines place, BuildRules rules) {
    String text = String.join("\n", finding.text());
    return new Case(
        finding.name(),
        element(finding, rules),
        finding.outcome().name(),
        finding.words().sentence(),
        rules.severity(finding.outcome()) == Severity.FINE
            ? text
            : text + "\nat " + Phrases.line(place.file()) + ":" + finding.line());
  }

  private static String element(CheckFinding finding, BuildRules rules) {
    boolean baseline = finding.subject() == CheckFinding.Subject.BASELINE;
    return switch (rules.severity(finding.outcome())) {
      case FAILURE -> baseline ? ERROR : FAILURE;
      case WARNING -> SKIPPED;
      // A baseline that is missing and may be is no success.
      case FINE -> baseline ? SKIPPED : OUTPUT;
    };
  }

  private static String text(String name, String file, List<Case> cases) {
    StringWriter text = new StringWriter();
    try {
      // The JDK's own writer: one that the project brings along may lay text out otherwise.
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
      suite(xml, Phrases.line(name), Phrases.line(file), cases);
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text in memory is always written", e);
    }
    return text.append('\n').toString();
  }

  private static void suite(XMLStreamWriter xml, String name, String file, List<Case> cases)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", name);
    xml.writeAttribute("tests", Integer.toString(cases.size()));
    xml.writeAttribute("failures", count(cases, FAILURE));
    xml.writeAttribute("errors", count(cases, ERROR));
    xml.writeAttribute("skipped", count(cases, SKIPPED));
    xml.writeAttribute("time", "0");
    xml.writeAttribute("file", file);
    for (Case each : cases) {
      xml.writeCharacters("\n  ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", "recsim." + name);
      xml.writeAttribute("name", each.name());
      xml.writeAttribute("time", "0");
      xml.writeCharacters("\n    ");
      xml.writeStartElement(each.element());
      if (!each.element().equals(OUTPUT)) {
        xml.writeAttribute("type", each.type());
        xml.writeAttribute("message", each.message());
      }
      xml.writeCharacters(each.text());
      xml.writeEndElement();
      xml.writeCharacters("\n  ");
      xml.writeEndElement();
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static String count(List<Case> cases, String element) {
    return Long.toString(cases.stream().filter(it -> it.element().equals(element)).count());
  }
}
