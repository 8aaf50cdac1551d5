package dev.recsim.agent.layer;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Counts the impressions and clicks of each topic in the session so far. They are sufficient
 * statistics of a user whose taste in topics does not change (RecSim's {@code
 * ClusterClickStatsLayer}). Both counts follow the user's own features, impressions first.
 */
public final class ClusterClickStatistics implements Perception {
  private final int features;
  private final int topics;

  /**
   * @param environment the environment; its documents have topics
   */
  public ClusterClickStatistics(Space environment) {
    this.features = environment.userFeatures().size();
    this.topics = environment.topics();
  }

  @Override
  public Space space(Space environment) {
    List<String> names = new ArrayList<>();
    for (int topic = 0; topic < topics; topic++) {
      names.add("impressions_of_topic_" + topic);
    }
    for (int topic = 0; topic < topics; topic++) {
      names.add("clicks_on_topic_" + topic);
    }
    return environment.withUserFeatures(names);
  }

  @Override
  public Observation first(Observation seen) {
    return seen.withUser(Arrays.copyOf(seen.user(), features + 2 * topics));
  }

  @Override
  public Observation next(Observation before, Slate slate, Step step) {
    double[] user = Arrays.copyOf(step.next().user(), features + 2 * topics);
    System.arraycopy(before.user(), features, user, features, 2 * topics);
    for (int i = 0; i < slate.size(); i++) {
      int topic = Objects.checkIndex(before.candidates().get(slate.document(i)).topic(), topics);
      user[features + topic]++;
      if (step.response().isClicked(i)) {
        user[features + topics + topic]++;
      }
    }
    return step.next().withUser(user);
  }

  /** Returns the impressions of each topic in the session so far. */
  public double[] impressions(Observation perceived) {
    return Arrays.copyOfRange(perceived.user(), features, features + topics);
  }

  /** Returns the clicks on each topic in the session so far. */
  public double[] clicks(Observation perceived) {
    return Arrays.copyOfRange(perceived.user(), features + topics, features + 2 * topics);
  }
}
