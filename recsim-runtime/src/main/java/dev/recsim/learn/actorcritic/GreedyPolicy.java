package dev.recsim.learn.actorcritic;

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

  /** Of each state. */
  private final int[] documents;

  /** The states that were looked up, in front. */
  private final int[] known;

  private int knownCount;
  private int[] asked = new int[1];
  private int[] answers = new int[1];

  GreedyPolicy(ActorCriticNetworks networks, Candidates candidates, int states) {
    this.networks = networks;
    this.candidates = candidates;
    this.documents = new int[states];
    this.known = new int[states];
    Arrays.fill(documents, UNKNOWN);
  }

  /** To be called when the networks have changed. */
  void forget() {
    for (int i = 0; i < knownCount; i++) {
      documents[known[i]] = UNKNOWN;
    }
    knownCount = 0;
    candidates.forget();
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
    if (asked.length < batch.size()) {
      asked = new int[batch.size()];
      answers = new int[batch.size()];
    }
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
      known[knownCount++] = asked[i];
    }
  }
}
