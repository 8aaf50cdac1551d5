package dev.recsim.report.experiment;

import dev.recsim.baseline.decision.ShipDecision;
import dev.recsim.baseline.decision.ShipDecision.Effect;
import dev.recsim.baseline.decision.ShipDecision.Guard;
import dev.recsim.baseline.decision.ShipDecision.GuardVerdict;
import dev.recsim.baseline.decision.ShipDecision.Verdict;
import dev.recsim.report.DecisionWords;
import dev.recsim.report.Difference;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figure;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Forest;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.Strips;
import dev.recsim.report.page.Tone;
import dev.recsim.stats.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The effect of each agent against the one that runs today, and what became of the guards.
 *
 * @param standings the agents of all effects
 */
record DecisionSection(
    ShipDecision decision,
    DecisionWords words,
    Standing reference,
    Map<String, Standing> standings) {
  /** Margins from zero within which a difference can be told from its margin. */
  private static final double CLOSE = 5;

  /** Returns the section; empty if there is nothing to compare. */
  static Section of(Standings standings, ShipDecision decision) {
    if (decision == null || decision.effects().isEmpty()) {
      return Section.NONE;
    }
    Map<String, Standing> byName =
        standings.scored().stream().collect(Collectors.toMap(Standing::name, Function.identity()));
    return new DecisionSection(
            decision,
            new DecisionWords(decision, standings.results().about().unit()),
            byName.get(decision.reference()),
            byName)
        .section();
  }

  private Section section() {
    Strips strips = new Strips();
    decision.effects().forEach(it -> strips.row(it.agent(), difference(it).bySeed()));
    return new Section(
        "decision",
        "Effect against " + (decision.production() ? "production" : decision.reference()),
        "What an agent earns more than %s, paired by seed: both met the same users. The intervals hold for all agents together (95 %%). The shaded zone is the margin of %s: an agent whose interval lies right of it is worth shipping.%s"
            .formatted(
                words.other(),
                words.margin(),
                oracles().findAny().isEmpty()
                    ? ""
                    : " Agents that know the users cannot be shipped; the best of them is the ceiling."),
        chart(),
        guards(),
        List.of(table(), strips.bySeed("Differences by seed")));
  }

  private Stream<Effect> oracles() {
    return decision.effects().stream().filter(Effect::oracle);
  }

  private Chart chart() {
    double most = decision.best().map(best -> 2 * Math.abs(best.effect())).orElse(0.0);
    double near = scale() * Math.max(CLOSE * decision.margin(), most);
    Forest forest = new Forest();
    for (Effect it : sorted()) {
      forest.row(it.agent(), badge(it), scale() * it.effect(), scaled(it), near, 0);
    }
    Data data =
        Data.of("unit", "More than " + words.other() + unit())
            .and("band", scale() * decision.margin());
    oracles().mapToDouble(Effect::effect).max().ifPresent(it -> data.and("ceiling", scale() * it));
    return forest.chart(
        "decision", "effect against " + words.other() + " with its interval", data, 0.1 * near);
  }

  /** Agents that could be shipped, then oracles; best first. */
  private List<Effect> sorted() {
    return decision.effects().stream()
        .sorted(Comparator.comparing(Effect::oracle).thenComparing(it -> -it.effect()))
        .toList();
  }

  private Badge badge(Effect it) {
    if (it.oracle()) {
      return new Badge(Tone.QUIET, "knows the users");
    }
    Verdict verdict = it.agent().equals(decision.candidate()) ? decision.verdict() : it.verdict();
    return new Badge(
        switch (verdict) {
          case SHIP, BETTER_SIZE_OPEN -> Tone.GOOD;
          case GUARD_FAILS, WORSE -> Tone.BAD;
          case OPEN, ONE_SEED -> Tone.UNSURE;
          default -> Tone.QUIET;
        },
        verdict.word());
  }

  private Difference difference(Effect it) {
    return Difference.between(standings.get(it.agent()), reference);
  }

  private double scale() {
    return decision.relative() ? 100 : 1;
  }

  private String unit() {
    return decision.relative() ? ", %" : "";
  }

  private Optional<Interval> scaled(Effect it) {
    return Optional.ofNullable(it.interval()).map(interval -> interval.times(scale()));
  }

  private static Cell figure(double value, Optional<Interval> interval) {
    return Figure.cell(value, interval, decimals -> Figures.signed(value, decimals));
  }

  private Table table() {
    return Columns.<Effect>sortable("Effects against " + words.other())
        .text("Agent", Effect::agent)
        .cell("Effect" + unit(), it -> figure(scale() * it.effect(), scaled(it)))
        .cell("Interval of the effect" + unit(), it -> Cell.of(scaled(it)))
        .cell(
            "Mean difference",
            it -> figure(difference(it).mean().mean(), difference(it).interval()))
        .cell(
            "P(agent is better)",
            it -> Cell.percent(Optional.of(difference(it).probabilityOfImprovement())))
        .cell("Seeds", it -> Cell.count(it.seeds()))
        .rows(sorted());
  }

  /** The guards of the candidate, the worst first; null without guards. */
  private Table guards() {
    return decision.guards().isEmpty()
        ? null
        : Columns.<Guard>plain(
                "Guards of %s against %s".formatted(decision.candidate(), words.other()))
            .text("Guard", it -> Plain.capital(it.metric().replace('_', ' ')))
            .word("Verdict", it -> Cell.of(badge(it.verdict()), it.verdict().ordinal()))
            .text("What changed", DecisionWords::sentence)
            .rows(decision.guards().stream().sorted(Comparator.comparing(Guard::verdict)).toList());
  }

  private static Badge badge(GuardVerdict it) {
    Tone tone =
        switch (it) {
          case FAILS -> Tone.BAD;
          case OPEN -> Tone.UNSURE;
          case ALLOWED -> Tone.QUIET;
          default -> Tone.GOOD;
        };
    return new Badge(tone, it.word());
  }
}
