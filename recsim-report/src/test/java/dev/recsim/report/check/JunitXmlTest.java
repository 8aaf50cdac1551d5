package dev.recsim.report.check;

import static dev.recsim.report.check.Checks.claim;
import static dev.recsim.report.check.Checks.compared;
import static dev.recsim.report.check.Checks.comparison;
import static dev.recsim.report.check.Checks.regressed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Basis;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.rule.Change;
import dev.recsim.rule.Claim;
import dev.recsim.stats.Interval;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

@Tag("slow")
class JunitXmlTest {
  private static final Schema SCHEMA = schema();
  private static final SourceLines PLACE =
      new SourceLines(
          "experiments/notebook.yaml", Map.of("actor_critic", 12), Map.of(), List.of(30, 31));

  private static CheckResult mixed() {
    return CheckResult.of("notebook", Basis.of(Outcome.COMPARED))
        .withComparisons(
            List.of(
                comparison("random", Outcome.IDENTICAL, .9784, .9784, null, 0),
                regressed("actor_critic"),
                comparison("slate_q", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.40, .16), 34)))
        .withClaims(
            List.of(
                claim(
                    new Claim.Beats("actor_critic", "random"),
                    Outcome.BROKEN,
                    -.5,
                    new Interval(-.7, -.3)),
                claim(
                    new Claim.Beats("slate_q", "random"),
                    Outcome.HOLDS,
                    7.8,
                    new Interval(7.5, 8.1))));
  }

  @Test
  void experimentIsASuiteOfItsAgentsAndClaims() {
    assertThat(JunitXml.render(mixed(), PLACE, Checks.STRICT))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="notebook" tests="5" failures="3" errors="0" skipped="0" time="0" \
            file="experiments/notebook.yaml">
              <testcase classname="recsim.notebook" name="random" time="0">
                <system-out>random IDENTICAL: 0.9784 a session, every session as in the baseline \
            (10 seeds)</system-out>
              </testcase>
              <testcase classname="recsim.notebook" name="actor_critic" time="0">
                <failure type="REGRESSED" message="actor_critic REGRESSED: 8.31 a session against \
            8.92 in the baseline, a drop of 0.61 (6.8 %; 98 % interval -0.72 to -0.50; margin \
            0.18; 10 seeds, paired)">actor_critic REGRESSED: 8.31 a session against \
            8.92 in the baseline, a drop of 0.61 (6.8 %; 98 % interval -0.72 to -0.50; margin \
            0.18; 10 seeds, paired)
            fix the agent, or accept the drop: mvn compile recsim:run recsim:baseline \
            -Drecsim.experiment=notebook -Drecsim.accept=actor_critic
            at experiments/notebook.yaml:12</failure>
              </testcase>
              <testcase classname="recsim.notebook" name="slate_q" time="0">
                <failure type="UNDECIDED" message="slate_q UNDECIDED: 8.80 a session against 8.92 \
            in the baseline, 0.12 less (1.3 %; 98 % interval -0.40 to 0.16; margin 0.18; \
            10 seeds, paired); about 34 seeds would decide">slate_q UNDECIDED: 8.80 a session \
            against 8.92 in the baseline, 0.12 less (1.3 %; 98 % interval -0.40 to 0.16; \
            margin 0.18; 10 seeds, paired); about 34 seeds would decide
            to decide, raise trials.seeds or baseline.max_seeds; for an agent also record the \
            baseline again, with the code from before the change
            at experiments/notebook.yaml:1</failure>
              </testcase>
              <testcase classname="recsim.notebook" name="actor_critic beats random" time="0">
                <failure type="BROKEN" message="claim &quot;actor_critic beats random&quot; \
            BROKEN: 0.50 less than random (98 % interval -0.70 to -0.30; 10 seeds)">\
            claim "actor_critic beats random" \
            BROKEN: 0.50 less than random (98 % interval -0.70 to -0.30; 10 seeds)
            fix the agent or change the claim: no baseline makes a claim hold
            at experiments/notebook.yaml:30</failure>
              </testcase>
              <testcase classname="recsim.notebook" name="slate_q beats random" time="0">
                <system-out>claim "slate_q beats random" HOLDS: 7.80 more than random \
            (98 % interval 7.50 to 8.10; 10 seeds)</system-out>
              </testcase>
            </testsuite>
            """);
  }

  @Test
  void warningIsSkippedSoThatItFailsNoBuild() {
    Element suite = parse(JunitXml.render(mixed(), PLACE, Checks.LENIENT));

    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    assertThat(suite.getAttribute("skipped")).isEqualTo("3");
    assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(3);
    assertThat(verdict(suite, 2).getAttribute("type")).isEqualTo("UNDECIDED");
  }

  @Test
  void undecidedThatPassesIsASuccess() {
    Element suite =
        parse(JunitXml.render(mixed(), PLACE, new BuildRules(true, true, OnUndecided.PASS)));

    assertThat(verdict(suite, 2).getTagName()).isEqualTo("system-out");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
  }

  @Test
  void baselineThatCannotBeUsedIsAnError() {
    Element changed =
        parse(
            JunitXml.render(
                Checks.changed("notebook", new Change("seed", "1", "2")), PLACE, Checks.LENIENT));
    Element missing =
        parse(
            JunitXml.render(
                Checks.unread("notebook", Outcome.NO_BASELINE, null), PLACE, Checks.STRICT));
    Element allowed =
        parse(
            JunitXml.render(
                Checks.unread("notebook", Outcome.NO_BASELINE, null), PLACE, Checks.LENIENT));

    assertThat(changed.getAttribute("errors")).isEqualTo("1");
    assertThat(verdict(changed, 0).getTagName()).isEqualTo("error");
    assertThat(verdict(changed, 0).getTextContent())
        .contains("\n- seed 1 -> 2\n")
        .contains(
            "mvn compile recsim:run recsim:baseline -Drecsim.experiment=notebook -Drecsim.accept=arena");
    assertThat(verdict(missing, 0).getTagName()).isEqualTo("error");
    assertThat(verdict(allowed, 0).getTagName()).isEqualTo("skipped");
  }

  @Test
  void hostileTextStaysText() throws Exception {
    CheckResult hostile = Checks.hostile();
    String text = JunitXml.render(hostile, SourceLines.of(Checks.HOSTILE), Checks.STRICT);
    Element suite = parse(text);

    assertThat(suite.getElementsByTagName("*").getLength()).isEqualTo(12);
    assertThat(suite.getElementsByTagName("script").getLength()).isZero();
    assertThat(text).doesNotContain("<script", "<!--", "]]>").doesNotContain("\u0000");
    assertThat(suite.getAttribute("name"))
        .isEqualTo(
            "a|b `c` <script>alert(1)</script> ]]> \"q\" 'q' & @team [x](http://evil.example)"
                + " %0A::error:: ::set-output [31m <!-- --> ,: \\| </details>");
    assertThat(verdict(suite, 3).getTextContent()).contains(suite.getAttribute("name"));
  }

  @Tag("nightly")
  @Test
  void everyCharacterOfTheFirstTwoPlanesIsRefusedOrComesBack() throws Exception {
    StringBuilder all = new StringBuilder();
    IntStream.range(0, 0x20000).forEach(all::appendCodePoint);
    for (int start = 0; start < all.length(); start += 390) {
      String name = all.substring(start, Math.min(all.length(), start + 390));
      Element suite =
          parse(
              JunitXml.render(
                  compared("x" + name, Checks.incomplete("y" + name, "z" + name)),
                  PLACE,
                  Checks.STRICT));
      assertThat(suite.getAttribute("name")).isEqualTo(Phrases.line("x" + name));
    }
  }

  @Test
  void schemaRefusesWhatReadersCannotTake() {
    assertThatThrownBy(() -> validate("<testsuite><testcase line='1'/></testsuite>"));
    assertThatThrownBy(
        () ->
            validate(
                JunitXml.render(mixed(), PLACE, Checks.STRICT).replace(" classname", " klass")));
  }

  private static Element verdict(Element suite, int testcase) {
    return (Element)
        ((Element) suite.getElementsByTagName("testcase").item(testcase))
            .getElementsByTagName("*")
            .item(0);
  }

  /** Checked against the schema, and its counts against what it holds. */
  private static Element parse(String text) {
    assertThatCode(() -> validate(text)).doesNotThrowAnyException();
    Element suite;
    try {
      suite =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
              .getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
    assertThat(
            List.of(
                suite.getAttribute("tests"),
                suite.getAttribute("failures"),
                suite.getAttribute("errors"),
                suite.getAttribute("skipped")))
        .containsExactly(
            count(suite, "testcase"),
            count(suite, "failure"),
            count(suite, "error"),
            count(suite, "skipped"));
    return suite;
  }

  private static String count(Element suite, String tag) {
    return Integer.toString(suite.getElementsByTagName(tag).getLength());
  }

  private static void validate(String text) throws Exception {
    SCHEMA.newValidator().validate(new StreamSource(new StringReader(text)));
  }

  private static Schema schema() {
    try (InputStream xsd = JunitXmlTest.class.getResourceAsStream("/dev/recsim/report/junit.xsd")) {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(new StreamSource(xsd));
    } catch (IOException | SAXException e) {
      throw new IllegalStateException(e);
    }
  }
}
