package dev.recsim.agent.counts;

import dev.recsim.agent.Ranking;
import dev.recsim.api.LogLearner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.LearningAgent;
import java.util.Map;
import java.util.Optional;

/**
 * Shows all users the documents with the most clicks (TopPop of Cremonesi, Koren and Turrin, RecSys
 * 2010). In its training sessions, slates are random, so all documents are shown equally often.
 */
final class PopularAgent extends LearningAgent implements LogLearner {
  private static final String CLICKS = "clicks";

  private final Space space;
  private final NumberedDocuments documents;
  private final ClickCounts clicks;

  PopularAgent(Space space) {
    this.space = space;
    this.documents = new NumberedDocuments(space.documents());
    this.clicks = new ClickCounts(space.documents(), space.slateSize());
  }

  /** At least 100 impressions of each document, if the bound allows. */
  @Override
  public Plan plan(long envSteps) {
    return new Plan(Math.max(50_000, 100L * space.documents() / space.slateSize()), 0, 25, 1);
  }

  @Override
  public Policy exploring() {
    return Policy.uniform(space);
  }

  @Override
  public Policy greedy() {
    return new MostClicked();
  }

  @Override
  protected void take(Transition transition) {
    Response response = transition.step().response();
    for (int i = 0; i < response.clicks(); i++) {
      int candidate = transition.slate().document(response.click(i));
      clicks.add(documents.known(transition.observation(), candidate));
    }
  }

  @Override
  public Weights weights() {
    return Weights.of(Map.of(CLICKS, clicks.tensor()));
  }

  @Override
  public void load(Weights weights) {
    clicks.load(weights.get(CLICKS, documents.count()));
  }

  private final class MostClicked implements Policy.Deterministic {
    @Override
    public Slate choose(Observation observation) {
      Slate most = clicks.most();
      return documents.isNumbered(observation, most)
          ? most
          : Ranking.top(scores(observation), space.slateSize());
    }

    @Override
    public Optional<double[]> documentScores(Observation observation) {
      return Optional.of(scores(observation));
    }

    private double[] scores(Observation observation) {
      double[] scores = new double[observation.documents(space)];
      for (int i = 0; i < scores.length; i++) {
        int number = documents.number(observation, i);
        scores[i] = number < 0 ? 0 : clicks.of(number);
      }
      return scores;
    }
  }
}
