package dev.recsim.experimentfile;

import dev.recsim.api.Description;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Range;

/**
 * The keys of the section {@code search} beside {@code agent} and {@code over}.
 *
 * @param method how rungs follow one another
 * @param candidates number of candidates, the declared agent included
 * @param seeds of each candidate of the first rung
 */
public record SearchOptions(
    @Description(
            "halving: the best third of the candidates goes on with three times the seeds, until"
                + " one is left. random: all candidates run on the same seeds.")
        Method method,
    @Description("Number of candidates; the first is the agent as declared.")
        @Range(min = 2, max = 1_000)
        int candidates,
    @Description("Number of seeds of each candidate, of halving in the first rung.")
        @Range(min = 1, max = 100)
        int seeds) {
  static final SearchOptions DEFAULTS = new SearchOptions(Method.HALVING, 27, 1);

  /** How rungs follow one another. */
  public enum Method {
    /** The best third goes on, with three times the seeds. */
    HALVING,
    /** There is one rung. */
    RANDOM
  }

  public SearchOptions {
    InvalidOption.unless(
        method != Method.HALVING || candidates < 2 || candidates > SearchSpec.RATE,
        "candidates",
        "must be at least "
            + (SearchSpec.RATE + 1)
            + " for method halving, of which the best third goes on; write more or method: random");
  }
}
