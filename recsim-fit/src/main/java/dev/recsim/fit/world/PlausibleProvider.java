package dev.recsim.fit.world;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.FiniteMdp.Posterior;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Part;
import dev.recsim.api.compose.AcceptanceTable;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.Optional;

/** Provider of {@code plausible}. */
@Description(
    "Another environment as it could be too: by what its log leaves open, and with hidden"
        + " kinds of users.")
public final class PlausibleProvider implements EnvironmentProvider<PlausibleProvider.Plausible> {

  /** Options of {@code plausible}. */
  public record Plausible(
      @Description("The environment that this one varies.") Part<EnvironmentProvider<?>> base,
      @Description(
              "Number of a draw from what the log leaves open, for an environment that was fitted as"
                  + " responses or markov_chain. Default: the means.")
          @Range(min = 0, max = 1_000_000)
          Integer draw,
      @Description("Two hidden kinds of users. Default: users are as in the base.") Kinds kinds) {}

  /**
   * Two hidden kinds of users, see {@link KindsEnvironment}.
   *
   * @param sigma standard deviation of the differences of acceptance logits
   * @param seed of the differences
   */
  public record Kinds(
      @Description("Standard deviation of half the difference of both kinds' acceptance logits.")
          @Range(min = 0, max = 10)
          double sigma,
      @Description("Seed of the differences.") long seed) {}

  /** The number of draws that an environment's log leaves possible; 0 if there are none. */
  public static int draws(Environment environment) {
    return environment instanceof Redrawn
        ? environment.model().flatMap(FiniteMdp::posterior).map(Posterior::draws).orElse(0)
        : 0;
  }

  /** Whether users of an environment can be split into hidden kinds. */
  public static boolean hasKinds(Environment environment) {
    return table(environment).isPresent();
  }

  private static Optional<AcceptanceTable> table(Environment environment) {
    return environment instanceof AcceptanceTable table && table.acceptances().isPresent()
        ? Optional.of(table)
        : Optional.empty();
  }

  @Override
  public Environment create(Plausible options, Path directory) {
    InvalidOption.unless(options.base() != null, "base", "is missing; write \"base: {type: ...}\"");
    Environment environment =
        InvalidOption.inside(
            "base",
            () ->
                options
                    .base()
                    .make(
                        (EnvironmentProvider<Record> it, Record own) -> it.create(own, directory)));
    if (options.draw() != null) {
      int draws = draws(environment);
      InvalidOption.unless(
          options.draw() < draws,
          "draw",
          draws == 0
              ? "needs a base that was fitted as responses or markov_chain, with slates of 1"
              : "must be below %s, but is %s".formatted(draws, options.draw()));
      environment = ((Redrawn) environment).redrawn(options.draw());
    }
    return options.kinds() == null ? environment : split(environment, options.kinds());
  }

  private static Environment split(Environment environment, Kinds kinds) {
    AcceptanceTable table =
        table(environment)
            .orElseThrow(
                () ->
                    new InvalidOption(
                        "kinds",
                        "need a base whose users accept documents by a stored table: a"
                            + " transition_matrix, or one that was fitted as responses or by a"
                            + " click model with attractiveness"));
    RandomKey key = RandomKey.root(kinds.seed()).child("kinds");
    return KindsEnvironment.of(table, kinds.sigma(), key);
  }
}
