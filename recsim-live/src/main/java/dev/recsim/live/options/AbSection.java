package dev.recsim.live.options;

import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.AbPlan;
import dev.recsim.logs.LogOptions;
import dev.recsim.rule.Claim;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.GuardSpec;
import dev.recsim.rule.Margin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A live test and what it must show.
 *
 * @param arms declared share of each arm, control first; their sum is 1
 * @param metrics by name, in the order of the file
 * @param goals what treatments must show
 * @param segments parts of the units that are shown too
 * @param logs the served log that is read; empty if the data are those of {@link AbOptions#file}
 * @param line of the section, 1-based
 */
public record AbSection(
    AbOptions options,
    Map<String, Double> arms,
    Map<String, AbMetric> metrics,
    Goals goals,
    List<Segment> segments,
    Optional<LogOptions> logs,
    int line) {
  public AbSection {
    arms = new LinkedHashMap<>(arms);
    metrics = new LinkedHashMap<>(metrics);
    segments = List.copyOf(segments);
  }

  /**
   * What treatments must show.
   *
   * @param margin of metrics without one of their own
   * @param guards metrics that no treatment may lose
   * @param claims claims {@code by: ab}, all about a treatment and the control
   */
  public record Goals(Margin margin, List<GuardSpec> guards, List<ClaimSpec> claims) {
    public Goals {
      guards = List.copyOf(guards);
      claims = List.copyOf(claims);
    }
  }

  /** A test of arms with equal shares, control first, in which no metric may get worse. */
  public static AbSection of(AbOptions options, List<String> arms, Map<String, AbMetric> metrics) {
    Map<String, Double> shares = new LinkedHashMap<>();
    arms.forEach(arm -> shares.put(arm, 1.0 / arms.size()));
    return new AbSection(
        options,
        shares,
        metrics,
        new Goals(Margin.DEFAULTS, List.of(), List.of()),
        List.of(),
        Optional.empty(),
        1);
  }

  /**
   * A part of the units.
   *
   * @param column of the log, in rows that are exposures
   * @param value in this column
   * @param exploration whether it was not declared in advance
   */
  public record Segment(String column, String value, boolean exploration) {
    /** As in reports: {@code country=DE}. */
    public String name() {
      return column + "=" + value;
    }
  }

  /** The planned end. */
  public TestPlan plan() {
    return Optional.ofNullable(options.plan()).map(AbPlan::end).orElseGet(TestPlan.Open::new);
  }

  /** The name of the control. */
  public String control() {
    return arms.keySet().iterator().next();
  }

  /** The names of the treatments. */
  public List<String> treatments() {
    return arms.keySet().stream().skip(1).toList();
  }

  /** The margin of a metric: of the treatment's claim, of its guard, or of the file. */
  public Margin margin(String arm, String metric) {
    return goals.claims().stream()
        .map(ClaimSpec::claim)
        .filter(Claim.NotWorseThan.class::isInstance)
        .map(Claim.NotWorseThan.class::cast)
        .filter(it -> it.agent().equals(arm) && it.of().metric().equals(metric))
        .map(Claim.NotWorseThan::margin)
        .findFirst()
        .or(
            () ->
                goals.guards().stream()
                    .map(GuardSpec::guard)
                    .filter(it -> it.metric().equals(metric))
                    .map(it -> it.margin())
                    .findFirst())
        .orElse(goals.margin());
  }
}
