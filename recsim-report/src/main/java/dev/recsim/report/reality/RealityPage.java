package dev.recsim.report.reality;

import dev.recsim.decide.reality.RecordState;
import dev.recsim.report.JtepageGenerated;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page;
import dev.recsim.report.page.Page.Body;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Check;
import dev.recsim.report.page.Page.Hint;
import dev.recsim.report.page.Page.Key;
import dev.recsim.report.page.Page.Link;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Top;
import dev.recsim.report.page.Page.Words;
import dev.recsim.report.reality.RealityReport.Observed;
import dev.recsim.report.reality.RealityReport.Tested;
import dev.recsim.report.results.Provenance;
import dev.recsim.stats.Interval;
import dev.recsim.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code reality.html}: one file that needs no network. The same record gives the same bytes. */
public record RealityPage(RealityReport report) {
  private static final String SCRIPT = "reality";
  private static final String TESTS = "tests";
  private static final double NORMAL = 1.959964;
  private static final double ALPHA = 0.025;

  /**
   * Returns the page in UTF-8.
   *
   * @param made when and from what
   */
  public byte[] utf8(Provenance made) {
    return Assets.page(
        html -> JtepageGenerated.render(html, null, page().of(made.page("Written"))));
  }

  private Page page() {
    List<Section> sections = List.of(next(), tests(), reading());
    return new Page(
        new Top(
            "Predicted and observed: " + report.predicted().experiment(),
            List.of(
                Link.index(report.predicted().record()), new Link(report.predicted().record(), "")),
            Optional.of(
                new Check(
                    RealityJson.badge(report.state().name()),
                    RealityWords.headline(report),
                    RealityWords.summary(report),
                    problems(),
                    List.of(new Hint(RealityWords.toDo(report), "")))),
            new Words(
                RealityWords.headline(report).isEmpty()
                    ? "Live tests confirm predictions of %s within their intervals."
                        .formatted(report.predicted().experiment())
                    : "",
                List.of(
                    "What simulations of %s predicted of %s before tests, and what the tests showed."
                        .formatted(report.predicted().experiment(), report.predicted().metric())),
                List.of()),
            keys(),
            List.of()),
        sections,
        Data.page(Map.of(), sections));
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (report.state() == RecordState.REFUSED) {
      problems.add(
          "No outcome of "
              + String.join(", ", report.missing())
              + "; write them with recsim:reality, also of tests that were stopped.");
    }
    if (report.coverage().tooNarrow()) {
      problems.add("Intervals were too narrow, so claims by reality are REFUSED.");
    }
    for (Tested it : report.tests()) {
      it.unproven()
          .ifPresent(why -> problems.add("%s does not count: %s.".formatted(it.test(), why)));
    }
    return problems;
  }

  private List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    keys.add(new Key(Integer.toString(report.counted()), "tests that count"));
    if (report.coverage().intervals() > 0) {
      keys.add(
          new Key(
              "%s of %s".formatted(report.coverage().covered(), report.coverage().intervals()),
              "%s intervals contained the outcome (%s)"
                  .formatted(
                      RealityWords.level(report.predicted().level()),
                      share(report.coverage().covered(), report.coverage().intervals()))));
    }
    if (report.signs().tests() > 0) {
      keys.add(
          new Key(
              "%s of %s".formatted(report.signs().agree(), report.signs().tests()),
              "clear outcomes had the predicted sign"));
    }
    if (report.counted() > 1) {
      keys.add(new Key(RealityWords.change(report.violation()), "a wrong order costs on average"));
    }
    return keys;
  }

  private static String share(int hits, int of) {
    return "%s to %s"
        .formatted(
            Figures.percent(Proportion.lower(hits, of, ALPHA)),
            Figures.percent(Proportion.upper(hits, of, ALPHA)));
  }

  /** The one picture; null if there is nothing to draw. */
  private Chart picture() {
    List<Data> points = new ArrayList<>();
    List<Data> bands = new ArrayList<>();
    for (Tested it : report.tests()) {
      if (it.seen().isPresent()) {
        Observed seen = it.seen().get();
        Interval given =
            it.given().orElse(new Interval(it.change().effect(), it.change().effect()));
        points.add(
            Data.of("name", it.test())
                .and("x", percent((given.low() + given.high()) / 2))
                .and("low", percent(given.low()))
                .and("high", percent(given.high()))
                .and("y", percent(seen.effect()))
                .and("least", percent(seen.effect() - NORMAL * seen.error()))
                .and("most", percent(seen.effect() + NORMAL * seen.error()))
                .and("counts", it.counts()));
      } else if (it.outcome().isEmpty() && it.given().isPresent()) {
        bands.add(
            Data.of("name", it.test())
                .and("x", percent(it.change().effect()))
                .and("low", percent(it.given().get().low()))
                .and("high", percent(it.given().get().high())));
      }
    }
    Data data = Data.of("points", points).and("bands", bands);
    return points.isEmpty() && bands.isEmpty()
        ? null
        : new Chart(
                TESTS,
                "Observed effects of tests by predicted effects, with the line of equality",
                0,
                List.of(),
                data)
            .by(SCRIPT);
  }

  private static double percent(double effect) {
    return RealityWords.percent(effect);
  }

  private Section next() {
    return Section.of(
        "next",
        "Changes without an outcome",
        "What the record says of them today. Their files keep what it said when they were"
            + " predicted.",
        Columns.<Tested>plain("Predicted")
            .text("Test", Tested::test)
            .text("Change", RealityPage::change)
            .text("Effect", it -> RealityWords.sentence(it.now().orElseThrow()))
            .figure("Steps changed", it -> Figures.percent(it.change().changed()))
            .text("Due", it -> it.change().due())
            .rows(report.tests().stream().filter(it -> it.now().isPresent()).toList()));
  }

  private static String change(Tested it) {
    return it.change().from() + " to " + it.change().to();
  }

  private Section tests() {
    return new Section(
        TESTS,
        "Predicted and observed effects",
        "A test is a cross: from left to right the interval that was given before, from bottom to"
            + " top the 95 % interval of the test. On the dashed line both effects are equal. Hollow"
            + " crosses do not count; a shaded band is a change without outcome. \"After\" is the"
            + " effect by prediction and outcome together, because what was chosen since it looked"
            + " good is overrated by its outcome alone.",
        picture(),
        Columns.<Tested>plain("Tests with an outcome")
            .text("Test", Tested::test)
            .text("Change", RealityPage::change)
            .figure("Steps changed", it -> Figures.percent(it.change().changed()))
            .figure("Simulated", it -> RealityWords.change(it.change().effect()))
            .figure(
                RealityWords.level(report.predicted().level()) + " interval",
                it -> it.given().map(at -> RealityWords.range(at.low(), at.high())).orElse("none"))
            .figure("Observed", it -> observed(it.outcome().orElseThrow()))
            .figure("After", it -> after(it.outcome().orElseThrow()))
            .text("Source", it -> it.outcome().orElseThrow().source())
            .text("Counts", it -> it.unproven().orElse(it.counts() ? "yes" : "no"))
            .rows(report.tests().stream().filter(it -> it.outcome().isPresent()).toList()),
        List.of());
  }

  private static String observed(Observed it) {
    return it.stopped()
        .map(why -> "stopped: " + why)
        .orElseGet(() -> interval(it.effect(), it.error()));
  }

  private static String after(Observed it) {
    return it.stopped().map(why -> "-").orElseGet(() -> interval(it.after(), it.afterDeviation()));
  }

  private static String interval(double effect, double deviation) {
    double half = NORMAL * deviation;
    return "%s (%s)"
        .formatted(RealityWords.change(effect), RealityWords.range(effect - half, effect + half));
  }

  private Section reading() {
    Optional<String> due =
        report.missing().isEmpty()
            ? Optional.empty()
            : Optional.of("Due without outcome: " + String.join(", ", report.missing()) + ".");
    return Section.of(
        "reading",
        "How to read this",
        "The interval of a change learns from all tests that count: how much of a predicted effect"
            + " reality showed, and how far outcomes were off. It is an interval for changes like"
            + " those of the record. Tests count if git proves that the prediction was committed"
            + " before the outcome. Below three tests nothing is said; from five on claims are"
            + " judged."
            + due.map(it -> " " + it).orElse(""),
        new Body("", html -> {}));
  }
}
