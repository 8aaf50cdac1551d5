package dev.recsim.learn.actorcritic;

import dev.recsim.api.Learner.Plan;
import dev.recsim.api.Space;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.Encodings.Tower;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Map;

/**
 * Documents with features that stay: a network encodes them as vectors of length 1. The input of an
 * observation is only the features of the user. The critic reads their encoding, that of the
 * document, and the products of the two, component by component.
 */
record EncodedDocuments() implements Documents {
  /** Number of documents that a gradient step and the exploring policy search. */
  private static final int SAMPLED = 1_000;

  @Override
  public void check(ActorCriticOptions options) {
    options.checkNotLearned();
  }

  @Override
  public boolean slates() {
    return false;
  }

  @Override
  public Map<String, Object> defaults(int embSize) {
    ActorLoss loss = ActorLoss.DETERMINISTIC_POLICY_GRADIENT;
    return Map.of(
        "top_k", 10, "emb_size", embSize, "gamma", 0.0, "value_scale", 1.0, "actor_loss", loss);
  }

  @Override
  public Plan plan(long envSteps, Space space) {
    return new Plan(envSteps, 0.2, 3_000, 1_024);
  }

  @Override
  public Networks networks(
      ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
    return new Encoded(options, space, parameters, key);
  }

  private final class Encoded extends Networks {
    private final Tower documentTower;
    private final Tower userTower;

    Encoded(ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
      super(EncodedDocuments.this, space, parameters, options.embSize());
      List<Integer> hidden = options.hidden();
      int documents = space.documents();
      boolean many = documents > Encodings.MANY;
      int owners = many ? 0 : space.states();
      Layout user = new Layout(0, encoder.userWidth(), hidden, size);
      add(new Layout(0, 3 * size, hidden, 1), user, owners, parameters, key);
      Layout item = new Layout(0, encoder.documentWidth(), hidden, size);
      documentTower = new Tower(parameters, "encoder", item, many ? 0 : documents, key);
      userTower = new Tower(parameters, "user_encoder", user, owners, key);
    }

    @Override
    Encodings encodings(boolean greedy) {
      int most = greedy ? space.documents() : SAMPLED;
      return new Encodings(encoder, documentTower, size, most);
    }

    /** The pairs must be ascending. */
    @Override
    Value values(
        Tape tape, DistinctObservations rows, int[] of, Value points, int count, boolean learning) {
      int some = of == null ? count : of[count - 1] + 1;
      Value user = users(tape, rows, null, some, learning);
      user = tape.unit(userTower.encode(tape, encoder.states(), user, some, learning));
      user = of == null ? user : tape.rows(user, of, count);
      Value inputs = tape.join(tape.join(user, points), tape.product(user, points));
      return value(tape, inputs, count, learning);
    }
  }
}
