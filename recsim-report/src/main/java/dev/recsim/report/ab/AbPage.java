package dev.recsim.report.ab;

import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.live.TestData.Count;
import dev.recsim.live.TestData.What;
import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.judge.LiveTestResult.Arm;
import dev.recsim.live.judge.LiveTestResult.InSegment;
import dev.recsim.live.judge.LiveTestResult.LookAt;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Predicted;
import dev.recsim.live.judge.LiveTestResult.Treatment;
import dev.recsim.report.JtepageGenerated;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Check;
import dev.recsim.report.page.Page.Key;
import dev.recsim.report.page.Page.Link;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.Top;
import dev.recsim.report.page.Page.Words;
import dev.recsim.report.page.Tone;
import dev.recsim.report.results.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code ab.html}: one file that needs no network. The same report gives the same bytes. */
public record AbPage(LiveTestResult report) {
  /** Largest number of looks in a table. */
  private static final int MOST_LOOKS = 60;

  /** Largest number of arms whose shares stand on top. */
  private static final int FEW_ARMS = 3;

  /** A metric of a treatment. */
  private record Row(String arm, OfMetric metric) {}

  /** Something that is refused. */
  private record Refused(String what, String why) {}

  /**
   * Returns the page in UTF-8.
   *
   * @param made when and from what
   */
  public byte[] utf8(Provenance made) {
    return Assets.page(html -> JtepageGenerated.render(html, null, page().of(made.page("Judged"))));
  }

  private Page page() {
    List<Section> sections = new ArrayList<>();
    boolean decides = report.decision() != Decision.REFUSED;
    for (int i = 0; decides && i < report.treatments().size(); i++) {
      sections.add(effects("effects-" + (i + 1), report.treatments().get(i)));
    }
    sections.add(shares());
    if (decides) {
      sections.addAll(List.of(metrics(), predicted(), segments()));
    }
    sections.addAll(List.of(refused(), read()));
    AbHeadline words = new AbHeadline(report);
    Check check =
        new Check(words.badge(), words.headline(), words.why(), words.details(), List.of());
    return new Page(
        new Top(
            report.of().title(),
            List.of(Link.index(report.of().name()), new Link(report.of().name(), "")),
            Optional.of(check),
            new Words(
                "",
                List.of(about()),
                report.sample().warnings().stream().map(it -> it + ".").toList()),
            keys(words),
            List.of()),
        sections,
        Data.page(Map.of(), sections));
  }

  private String about() {
    String treatments =
        report.sample().arms().stream().skip(1).map(Arm::name).collect(Collectors.joining(", "));
    return ("A live test of %s against %s, the control. Its intervals (%s) hold at all looks"
            + " together, however often it is looked at. What is expected holds if the effects stay"
            + " as they are; they may not.")
        .formatted(treatments, report.sample().arms().get(0).name(), Figures.level(report.alpha()));
  }

  private List<Key> keys(AbHeadline words) {
    List<Key> keys = new ArrayList<>();
    LookTimes times = new LookTimes(report);
    String plan = report.plan().end().exists() ? "of the plan" : "no planned end";
    keys.add(
        new Key(
            times.now(),
            times.timed() || report.sample().looks().isEmpty() ? plan : "looked at once"));
    if (times.timed() && !words.decided().isEmpty()) {
      keys.add(new Key(words.decided(), "decided"));
    }
    if (!words.expectedEnd().isEmpty()) {
      keys.add(new Key(words.expectedEnd(), "expected end, if the effects stay"));
    }
    long units = report.sample().arms().stream().mapToLong(Arm::units).sum();
    keys.add(new Key(Figures.count(units), "units"));
    if (units > 0 && report.sample().arms().size() <= FEW_ARMS) {
      String shares =
          report.sample().arms().stream()
              .map(it -> Figures.fixed(100.0 * it.units() / units, 1))
              .collect(Collectors.joining(" / "));
      String names =
          report.sample().arms().stream().map(Arm::name).collect(Collectors.joining(", "));
      keys.add(
          new Key(
              shares + " %",
              "shares of %s, %s"
                  .formatted(
                      names,
                      report.sample().ratio().refused() ? "not as declared" : "as declared")));
    }
    return keys;
  }

  /** Whether arms have the shares that were declared. */
  static Badge ratio(LiveTestResult report) {
    return report.sample().ratio().refused()
        ? new Badge(Tone.BAD, "refused")
        : new Badge(Tone.GOOD, "as declared");
  }

  private Section effects(String id, Treatment arm) {
    return new Section(
        id,
        arm.arm() + " against " + report.sample().arms().get(0).name(),
        "How each metric changes from control to treatment, with its interval. A metric is better"
            + " if the whole interval is on the good side of zero, no worse if it is on the good side"
            + " of the margin, and worse if it is on the bad side of zero and the loss exceeds the"
            + " margin."
            + (new LookTimes(report).timed()
                ? " A look has all units up to it. The first look that decides is marked, and stays."
                    + " The dashed line is the change that coming looks need."
                : ""),
        new AbStrips(report).metrics(id, arm),
        null,
        arm.metrics().stream().filter(it -> !it.results().isEmpty()).map(this::looks).toList());
  }

  private Table looks(OfMetric it) {
    int first = Math.max(0, it.results().size() - MOST_LOOKS);
    String caption =
        first == 0
            ? it.metric()
            : "%s: the last %s of %s looks"
                .formatted(it.metric(), MOST_LOOKS, Figures.count(it.results().size()));
    return Columns.<Integer>plain(caption)
        .text("Look", look -> AbWords.when(report, look))
        .figure("Units", look -> Figures.count(report.sample().looks().get(look).all()))
        .figure(
            "Change", look -> counts(it, look) ? change(it).effect(it.results().get(look)) : "-")
        .figure(
            interval(),
            look -> counts(it, look) ? change(it).interval(it.results().get(look)) : "-")
        .text("Verdict", look -> verdict(it.results().get(look)))
        .rows(IntStream.range(first, it.results().size()).boxed().toList());
  }

  private static boolean counts(OfMetric it, int look) {
    return !Double.isNaN(it.results().get(look).gain());
  }

  private static String verdict(Result it) {
    String uncounted = ChangeWords.uncounted(it.counting());
    return ChangeWords.word(it.verdict())
        + (it.drift() ? ", drift" : "")
        + (uncounted.isEmpty() ? "" : "; does not count, " + uncounted);
  }

  private String interval() {
    return Figures.level(report.alpha()) + " interval";
  }

  private ChangeWords change(OfMetric it) {
    return new ChangeWords(it, report.alpha());
  }

  private String effect(OfMetric it) {
    return it.last().map(change(it)::effect).orElse("-");
  }

  private String interval(OfMetric it) {
    return it.last().map(change(it)::interval).orElse("-");
  }

  private Section shares() {
    int first = Math.max(0, report.sample().looks().size() - MOST_LOOKS);
    Columns<Integer> table =
        Columns.<Integer>plain(first == 0 ? "Units" : "Units at the last looks")
            .text("Look", look -> AbWords.when(report, look));
    for (int i = 0; i < report.sample().arms().size(); i++) {
      int arm = i;
      table.figure(
          report.sample().arms().get(arm).name(),
          look -> Figures.count(report.sample().looks().get(look).units().get(arm)));
      table.figure("Share", look -> share(report.sample().looks().get(look), arm));
    }
    return new Section(
        "shares",
        "Shares of the arms",
        "Among all units up to a look. A share outside of its band means that units are lost or"
            + " doubled in one arm, so that the arms cannot be compared: the test is REFUSED."
            + " Sound assignments leave the band in at most 0.1 % of tests.",
        new AbStrips(report).shares("shares"),
        null,
        List.of(
            table.rows(IntStream.range(first, report.sample().looks().size()).boxed().toList())));
  }

  private static String share(LookAt look, int arm) {
    return look.all() == 0
        ? "-"
        : Figures.fixed(100.0 * look.units().get(arm) / look.all(), 2) + " %";
  }

  private List<Row> rows() {
    return report.treatments().stream()
        .flatMap(arm -> arm.metrics().stream().map(it -> new Row(arm.arm(), it)))
        .toList();
  }

  private Section metrics() {
    return Section.of(
        "metrics",
        "Metrics",
        "At the latest look that counts. A treatment is shipped when all that must be better is"
            + " better and everything else but watched metrics is no worse; it is stopped when any"
            + " metric is worse, corrected for their number.",
        Columns.<Row>sortable("Metrics of all treatments")
            .text("Metric", it -> it.arm() + ":" + it.metric().metric())
            .text("Role", it -> AbHeadline.words(it.metric().goal().role()))
            .word(
                "Verdict",
                it -> Cell.of(change(it.metric()).badge(), it.metric().verdict().ordinal()))
            .text("Since", it -> since(it.metric()))
            .figure("Change", it -> effect(it.metric()))
            .figure(interval(), it -> interval(it.metric()))
            .figure("Margin", it -> change(it.metric()).margin())
            .figure("Control", it -> Figures.number(it.metric().means().a(), 4))
            .figure("Treatment", it -> Figures.number(it.metric().means().b(), 4))
            .rows(rows()));
  }

  private String since(OfMetric it) {
    return it.since() < 0 ? "-" : AbWords.when(report, it.since());
  }

  private Section predicted() {
    return Section.of(
        "predicted",
        "Predicted and observed",
        "What was predicted before the test, beside what is observed.",
        Columns.<Row>plain("Predicted and observed changes")
            .text("Metric", it -> it.arm() + ":" + it.metric().metric())
            .figure("Predicted", it -> change(it.metric()).predictedWords())
            .figure("Observed", it -> effect(it.metric()))
            .figure(interval(), it -> interval(it.metric()))
            .text("In the interval", it -> agreement(it))
            .text("By", it -> it.metric().predicted().map(Predicted::by).orElse(""))
            .rows(rows().stream().filter(it -> it.metric().predicted().isPresent()).toList()));
  }

  private Section segments() {
    return Section.of(
        "segments",
        "Segments",
        "Parts of the units. Verdicts of those that were declared in advance are corrected for their"
            + " number. Exploration has none: of many parts, one looks good by luck. No segment"
            + " decides on the test.",
        Columns.<InSegment>plain("Changes in parts of the units")
            .text("Segment", InSegment::segment)
            .text("Metric", it -> it.arm() + ":" + it.metric().metric())
            .text("Verdict", AbWords::segmentVerdict)
            .figure("Change", it -> effect(it.metric()))
            .figure(interval(), it -> interval(it.metric()))
            .rows(report.segments()));
  }

  private String agreement(Row row) {
    return row.metric().last().isEmpty() ? "-" : change(row.metric()).asPredicted() ? "yes" : "no";
  }

  private Section refused() {
    List<Refused> refused = new ArrayList<>();
    report.refusals().forEach(it -> refused.add(new Refused("the test", it)));
    rows().stream()
        .filter(it -> it.metric().refusal().isPresent())
        .map(it -> new Refused(it.arm() + ":" + it.metric().metric(), it.metric().refusal().get()))
        .forEach(refused::add);
    return Section.of(
        "refused",
        "Refused",
        "What cannot be judged, why, and what to do.",
        Columns.<Refused>plain("Refusals")
            .text("What", Refused::what)
            .text("Why, and what to do", Refused::why)
            .rows(refused));
  }

  /** Where the first one is that was left out or changed. */
  private static String where(Count it) {
    return it.where() == null || it.what() == What.ROWS || it.what() == What.UNITS
        ? ""
        : it.where();
  }

  private Section read() {
    return Section.of(
        "read",
        "Data",
        "What was read from " + report.of().file() + ", and what was left out.",
        Columns.<Count>plain("Rows and units")
            .text("What", it -> AbHeadline.words(it.what()))
            .figure("Number", it -> Figures.count(it.number()))
            .text("First at", AbPage::where)
            .rows(report.sample().counts().stream().filter(it -> it.number() > 0).toList()));
  }
}
