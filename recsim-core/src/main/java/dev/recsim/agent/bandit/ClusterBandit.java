package dev.recsim.agent.bandit;

import dev.recsim.agent.Ranking;
import dev.recsim.agent.layer.ClusterClickStatistics;
import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A bandit over topics that starts again with each session (RecSim's {@code ClusterBanditAgent}, Ie
 * et al., arXiv 1909.04847, section 5.1). An arm is a topic. Its pulls are the documents of the
 * topic that were shown in the session so far, and its reward is the clicks on them. A slate takes
 * topics in descending order of their index, and from each topic the documents in descending order
 * of rank, until it is full. Nothing is learned across sessions, so the policy explores in
 * evaluation too.
 */
final class ClusterBandit implements Agent, Policy {
  private final Bandit bandit;
  private final ClusterClickStatistics statistics;
  private final Space space;
  private final int rank;

  /**
   * @param rank index of the document feature that ranks the documents of a topic; -1 for the order
   *     of the candidates
   */
  ClusterBandit(Bandit bandit, Space space, int rank) {
    this.bandit = bandit;
    this.statistics = new ClusterClickStatistics(space);
    this.space = space;
    this.rank = rank;
  }

  @Override
  public Policy greedy() {
    return this;
  }

  @Override
  public Perception perception() {
    return statistics;
  }

  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    double[] indices =
        bandit.indices(statistics.impressions(observation), statistics.clicks(observation), key);
    Slate topics = Ranking.top(indices, indices.length);
    int[] slate = new int[space.slateSize()];
    int filled = 0;
    for (int i = 0; i < topics.size() && filled < slate.length; i++) {
      for (int document : ranked(observation.candidates(), topics.document(i))) {
        if (filled < slate.length) {
          slate[filled++] = document;
        }
      }
    }
    if (filled < slate.length) {
      throw new IllegalStateException(
          "a slate of %s cannot be filled from the %s documents whose topic is known"
              .formatted(slate.length, filled));
    }
    return Slate.of(slate);
  }

  /** Returns the candidates of a topic, highest rank first. */
  private List<Integer> ranked(List<Document> candidates, int topic) {
    List<Integer> documents = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).topic() == topic) {
        documents.add(i);
      }
    }
    if (rank >= 0) {
      documents.sort(
          (one, other) ->
              Double.compare(
                  candidates.get(other).features()[rank], candidates.get(one).features()[rank]));
    }
    return documents;
  }
}
