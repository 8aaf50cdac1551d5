package dev.recsim.learn;

import dev.recsim.api.Batch;
import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import java.util.Arrays;

/**
 * Shows the document the critic likes best among those nearest to the actor's proto-action. Looks
 * each state up once until the networks change.
 */
final class GreedyPolicy implements DeterministicPolicy {
  private static final int UNKNOWN = -1;

  private final ActorCriticNetworks networks;
  private final Candidates candidates;
  private final int[] documents;
  private final int[] asked;
  private final int[] answers;

  GreedyPolicy(ActorCriticNetworks networks, Candidates candidates, int states) {
    this.networks = networks;
    this.candidates = candidates;
    this.documents = new int[states];
    this.asked = new int[states];
    this.answers = new int[states];
    forget();
  }

  /** To be called when the networks have changed. */
  void forget() {
    Arrays.fill(documents, UNKNOWN);
  }

  int document(int state) {
    if (documents[state] == UNKNOWN) {
      asked[0] = state;
      look(1);
    }
    return documents[state];
  }

  @Override
  public Slate choose(Observation observation) {
    return Slate.of(document(observation.state()));
  }

  @Override
  public void recommend(Batch batch) {
    int count = 0;
    for (int i = 0; i < batch.size(); i++) {
      int state = batch.observation(i).state();
      if (documents[state] == UNKNOWN) {
        asked[count++] = state;
        documents[state] = 0;
      }
    }
    look(count);
    for (int i = 0; i < batch.size(); i++) {
      batch.recommend(i, Slate.of(documents[batch.observation(i).state()]));
    }
  }

  private void look(int count) {
    if (count == 0) {
      return;
    }
    float[] proposed = networks.propose(asked, count);
    networks.best(asked, count, proposed, candidates, null, answers, null);
    for (int i = 0; i < count; i++) {
      documents[asked[i]] = answers[i];
    }
  }
}
