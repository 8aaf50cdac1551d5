package dev.recsim.experimentfile;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/**
 * The keys of the section {@code search} besides {@code agent} and {@code over}.
 *
 * @param method how candidates are selected
 * @param candidates number of candidates, including the declared agent
 * @param seeds number of seeds of each candidate in the first rung
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

  /** How candidates are selected. */
  public enum Method {
    /** The best third of a rung goes on to the next one, with three times the seeds. */
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
