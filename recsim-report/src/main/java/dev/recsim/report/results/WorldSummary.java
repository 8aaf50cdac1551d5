package dev.recsim.report.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Objects;

/**
 * A claim over plausible worlds.
 *
 * @param claim in words
 * @param outcome {@code holds}, {@code broken}, {@code undecided} or {@code incomplete}
 * @param summary in one sentence
 * @param share of all such worlds in which it must hold
 * @param planned number of declared worlds
 * @param worlds that ran; the others cannot change the outcome, unless it is incomplete
 * @param holds worlds in which it holds
 * @param undecided worlds whose simulation leaves it open
 * @param bounds of the share of all such worlds; null if none ran
 * @param causes the properties in which worlds differ, the largest cause first
 * @param worst the world in which it is furthest from holding; null if none ran
 * @param notes sentences on what the worlds vary
 */
public record WorldSummary(
    String claim,
    String outcome,
    String summary,
    double share,
    int planned,
    int worlds,
    int holds,
    int undecided,
    Interval bounds,
    List<Cause> causes,
    @JsonInclude(Include.NON_NULL) Worst worst,
    List<String> notes) {
  public WorldSummary {
    Objects.requireNonNull(claim);
    causes = Results.copy(causes);
    notes = Results.copy(notes);
  }

  /**
   * A property in which worlds differ.
   *
   * @param explains share of the variance of the verdicts that its levels explain (eta squared)
   * @param p chance of a larger share if it made no difference
   */
  public record Cause(String factor, Double explains, Double p, List<Level> levels) {
    public Cause {
      levels = Results.copy(levels);
    }
  }

  /**
   * The worlds of a level.
   *
   * @param ci95 bounds of the share of all such worlds in which the claim holds
   */
  public record Level(String level, int holds, int undecided, int worlds, Interval ci95) {}

  /**
   * The worst world.
   *
   * @param number from 1
   * @param values how it differs
   * @param gain of the agent over the other one, in units of the score
   * @param file that runs it, beside the report
   */
  public record Worst(int number, List<String> values, Double gain, String file) {
    public Worst {
      values = Results.copy(values);
    }
  }
}
