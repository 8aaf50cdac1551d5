package dev.recsim.app.origin;

import dev.recsim.api.Space;
import dev.recsim.app.git.Git.Checkout;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.json.JsonText;
import dev.recsim.policy.Manifest.SeedScore;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.trial.TrialResult.Completed;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the graph of a policy came from, as text for its metadata.
 *
 * @param planned the trial that trained the policy
 * @param result its result
 */
public record GraphOrigin(PlannedTrial planned, Completed result) {
  private static final double LEVEL = 0.95;

  /**
   * The score of the trial and its 95 % confidence interval. An exact value is its own interval;
   * that of a single session is not known.
   */
  public SeedScore score() {
    Optional<Interval> interval =
        result.exactValue() != null
            ? Optional.of(new Interval(result.score(), result.score()))
            : Estimate.of(result.rewards()).interval(LEVEL);
    return new SeedScore(
        result.id().seed(),
        result.score(),
        interval.map(Interval::low).orElse(null),
        interval.map(Interval::high).orElse(null),
        result.digest());
  }

  private static String text(double value) {
    return JsonText.exact(value).toString();
  }

  /** The properties, of which all names start with {@code recsim.}; features are in order. */
  public SortedMap<String, String> properties() {
    String experiment = planned.experiment().name();
    String agent = planned.agent().name();
    Space space = planned.trial().environment().space();
    Checkout checkout = Checkout.of(planned.experiment().file());
    SeedScore score = score();
    SortedMap<String, String> properties = new TreeMap<>();
    properties.put(
        "recsim.description",
        "Greedy policy of agent %s, seed %s, of experiment %s."
            .formatted(agent, score.seed(), experiment));
    properties.put("recsim.experiment", experiment);
    properties.put("recsim.agent", agent);
    properties.put("recsim.seed", Integer.toString(score.seed()));
    properties.put("recsim.version", Machine.version());
    properties.put("recsim.user_features", String.join(",", space.userFeatures()));
    properties.put("recsim.document_features", String.join(",", space.documentFeatures()));
    properties.put("recsim.score", text(score.score()));
    if (score.low() != null) {
      properties.put("recsim.score_low", text(score.low()));
      properties.put("recsim.score_high", text(score.high()));
    }
    if (checkout.hasCommit()) {
      properties.put("recsim.commit", checkout.commit());
    }
    return properties;
  }
}
