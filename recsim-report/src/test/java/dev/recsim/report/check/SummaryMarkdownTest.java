package dev.recsim.report.check;

import static dev.recsim.report.check.Checks.claim;
import static dev.recsim.report.check.Checks.compared;
import static dev.recsim.report.check.Checks.comparison;
import static dev.recsim.report.check.Checks.regressed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Basis;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.report.page.Figures;
import dev.recsim.rule.Change;
import dev.recsim.rule.Claim;
import dev.recsim.stats.Interval;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SummaryMarkdownTest {

  @Test
  void summarySaysVerdictThenWhatToDoThenTheNumbers() {
    CheckResult notebook =
        CheckResult.of("notebook", Basis.of(Outcome.COMPARED))
            .withComparisons(
                List.of(
                    comparison("random", Outcome.IDENTICAL, .9784, .9784, null, 0),
                    regressed("actor_critic"),
                    comparison(
                        "slate_q", Outcome.UNDECIDED, 8.92, 8.8, new Interval(-.40, .16), 34)))
            .withClaims(
                List.of(
                    claim(
                        new Claim.Beats("actor_critic", "random"),
                        Outcome.HOLDS,
                        7.3,
                        new Interval(7.1, 7.5))));

    assertThat(
            Checks.markdown(
                List.of(
                    notebook,
                    Checks.arena("quick", 8.7, 8.7),
                    Checks.unread("trap", Outcome.NO_BASELINE, null)),
                new BuildRules(true, false, OnUndecided.WARN)))
        .isEqualTo(
            """
            ## recsim:check failed: 2 of 3 experiments

            - `notebook`: 1 agent regressed, 1 undecided, 1 identical; 1 claim holds; fix the \
            agent, or accept the drop: `mvn compile recsim:run recsim:baseline \
            -Drecsim.experiment=notebook -Drecsim.accept=actor_critic`; to decide, raise \
            trials.seeds or baseline.max_seeds; for an agent also record the baseline again, \
            with the code from before the change
            - `quick`: ARENA CHANGED, scores are not comparable with the baseline; the recorded \
            experiment with the current code: 1 agent identical; undo the change, or accept it: \
            `mvn compile recsim:run recsim:baseline -Drecsim.experiment=quick -Drecsim.accept=arena`
            - `trap`: no baseline; record a baseline and commit it: `mvn compile recsim:run \
            recsim:baseline -Drecsim.experiment=trap`

            | Verdict | Experiment | Agent | Baseline | Now | Difference | Interval | Margin | \
            Seeds | Note |
            | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
            | **REGRESSED** | `notebook` | `actor_critic` | 8.92 | 8.31 | -0.61 | \
            -0.72 to -0.50 (98 %) | 0.18 | 10 |  |
            | **UNDECIDED** | `notebook` | `slate_q` | 8.92 | 8.80 | -0.12 | \
            -0.40 to 0.16 (98 %) | 0.18 | 10 | `about 34 seeds would decide` |
            | IDENTICAL | `notebook` | `random` | 0.9784 | 0.9784 | 0 | - | 0.1784 | 10 |  |
            | IDENTICAL | `quick` | `learner` | 8.7000 | 8.7000 | 0 | - | 0.1740 | 10 |  |

            | Verdict | Experiment | Claim | Value | Interval | At least | Seeds | Note |
            | --- | --- | --- | ---: | ---: | ---: | ---: | --- |
            | HOLDS | `notebook` | `actor_critic beats random` | 7.30 | 7.10 to 7.50 (98 %) | \
            above 0 | 10 |  |

            | Verdict | Experiment | Agent | In the baseline | In the changed arena | Note |
            | --- | --- | --- | ---: | ---: | --- |
            | **ARENA CHANGED** | `quick` | `learner` | 8.7000 | 3.2000 | `not comparable` |
            | **ARENA CHANGED** | `quick` | `fresh` | - | 1.5000 | `not comparable` |

            <details><summary>What changed in the experiments</summary>

            - `quick` `environment.doc_num`: `10` -> `20`

            </details>
            """);
  }

  @Test
  void goodBuildIsAHeadingAndATable() {
    String text =
        Checks.markdown(
            List.of(compared("quick", comparison("a", Outcome.IDENTICAL, 1, 1, null, 0))),
            Checks.STRICT);

    assertThat(text).startsWith("## recsim:check passed: 1 experiment\n\n| Verdict |");
    assertThat(text).doesNotContain("details", "mvn");
  }

  @Test
  void nothingToSayIsStillAVerdict() {
    assertThat(Checks.markdown(List.of(), Checks.STRICT))
        .isEqualTo("## recsim:check passed: 0 experiments\n");
  }

  @Tag("nightly")
  @Test
  void anyNumberOfExperimentsStaysBelowSixtyThousandBytesWithWhatFailsFirst() {
    List<CheckResult> results = new ArrayList<>();
    Comparison good = comparison("\u4e16".repeat(300), Outcome.IDENTICAL, 1, 1, null, 0);
    ClaimResult broken =
        claim(
            new Claim.Beats("\u4e16".repeat(200), "b"), Outcome.BROKEN, -1, new Interval(-2, -.5));
    for (int i = 0; i < 500; i++) {
      results.add(
          CheckResult.of("experiment" + i, Basis.of(Outcome.COMPARED))
              .withComparisons(
                  i == 499 ? List.of(good, regressed("the_one")) : Collections.nCopies(3, good))
              .withClaims(List.of(broken)));
      results.add(
          Checks.changed(
              "changed" + i,
              IntStream.range(0, 20)
                  .mapToObj(k -> new Change("key" + k, "\ud83d\ude00".repeat(199), "b"))
                  .toArray(Change[]::new)));
    }

    String text = Checks.markdown(results, Checks.STRICT);

    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(40_000, 59_999);
    assertThat(text.lines().filter(line -> line.startsWith("| **REG") || line.startsWith("| IDE")))
        .first()
        .asString()
        .contains("`the_one`");
    assertThat(
            text.lines().filter(line -> line.matches("\\.\\.\\. and [0-9,]+ more, see the report")))
        .hasSize(4);
    assertThat(text).endsWith("\n</details>\n");
    assertThat(parse(text)).isNotNull();
  }

  @Test
  void rowsThatAreLeftOutAreCounted() {
    Comparison[] agents =
        IntStream.range(0, 2000)
            .mapToObj(i -> comparison("agent" + i, Outcome.IDENTICAL, 1, 1, null, 0))
            .toArray(Comparison[]::new);

    String text = Checks.markdown(List.of(compared("large", agents)), Checks.STRICT);
    long shown = text.lines().filter(line -> line.startsWith("| IDENTICAL")).count();

    assertThat(shown).isBetween(100L, 1999L);
    assertThat(text).contains("... and " + Figures.count(2000 - shown) + " more, see the report");
  }

  @Test
  void sentencesArePlainTextAndNothingInThemIsMarkup() {
    String hostile =
        Checks.HOSTILE + " *bold* _slow_ 2 < 3 www.evil.example http://evil.example #7";
    String text =
        SummaryMarkdown.render(
            List.of(),
            Checks.STRICT,
            new TreeMap<>(Map.of("quick", "new earns 4.7 % more than old_one: " + hostile)),
            new TreeMap<>(Map.of("quick", List.of(hostile))));

    assertThat(text).contains("- `quick`: new earns 4.7 % more than old\\_one: ");
    Node page = parse(text);
    assertThat(all(page, Link.class)).isEmpty();
    assertThat(all(page, Emphasis.class)).isEmpty();
    assertThat(all(page, HtmlBlock.class)).isEmpty();
    assertThat(all(page, HtmlInline.class))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.getLiteral()).isEqualTo("<!-- -->"));
    assertThat(all(page, Code.class)).hasSize(2);
  }

  @Test
  void foreignTextIsNothingButCode() {
    Node page =
        parse(
            Checks.markdown(
                List.of(
                    Checks.hostile(),
                    Checks.unread(Checks.HOSTILE, Outcome.DAMAGED, Checks.HOSTILE)),
                Checks.STRICT));

    assertThat(all(page, Link.class)).isEmpty();
    assertThat(all(page, HtmlInline.class)).isEmpty();
    assertThat(all(page, HtmlBlock.class))
        .extracting(HtmlBlock::getLiteral)
        .containsExactly(
            "<details><summary>What changed in the experiments</summary>", "</details>");
    assertThat(all(page, Text.class))
        .allSatisfy(
            text ->
                assertThat(text.getLiteral())
                    .doesNotContain("@", "`", "script", "alert", "evil", "[", "<"));
    assertThat(all(page, Code.class)).hasSizeGreaterThan(10);
    assertThat(all(page, TableBody.class))
        .hasSize(3)
        .allSatisfy(
            body ->
                assertThat(all(body, TableRow.class))
                    .allSatisfy(
                        row -> assertThat(all(row, TableCell.class).size()).isIn(10, 8, 6)));
  }

  @Test
  void codeSpanInACellHoldsWhateverStandsInIt() {
    for (String text :
        List.of(
            "`", "``", "a`b``c", "`a", "a`", "\\", "a\\", "\\`", "<b>", "&lt;", "$x$", "a  b",
            "~~~", "- x", "", "|", "a|b", "\\|", "`|`")) {
      Node page = parse(Checks.markdown(List.of(compared("x", named(text))), Checks.STRICT));
      Node row = all(all(page, TableBody.class).get(0), TableRow.class).get(0);

      assertThat(all(row, TableCell.class)).as(text).hasSize(10);
      assertThat(all(all(row, TableCell.class).get(2), Code.class))
          .as(text)
          .extracting(code -> code.getLiteral().strip())
          .containsExactly(text.replace("  ", " ").replace('|', '\u00a6').strip());
    }
  }

  private static Comparison named(String agent) {
    return comparison(agent, Outcome.IDENTICAL, 1, 1, null, 0);
  }

  private static Node parse(String markdown) {
    return Parser.builder()
        .extensions(List.of(TablesExtension.create(), AutolinkExtension.create()))
        .build()
        .parse(markdown);
  }

  private static <T extends Node> List<T> all(Node root, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Node child = root.getFirstChild(); child != null; child = child.getNext()) {
      if (type.isInstance(child)) {
        found.add(type.cast(child));
      }
      found.addAll(all(child, type));
    }
    return found;
  }
}
