package dev.recsim.learn.actorcritic;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.tape.Tape;
import dev.recsim.random.RandomKey;

/** Options for tests, and what a critic of some options has learned. */
final class TestOptions {
  private TestOptions() {}

  /** The notebook's agent with its faults. */
  static final ActorCriticOptions NOTEBOOK =
      with(
          "random_candidates",
          0,
          "neighbours",
          Neighbours.RAW,
          "actor_loss",
          ActorLoss.DETERMINISTIC_POLICY_GRADIENT,
          "gamma",
          0.99,
          "tau",
          Schedule.of(0.001),
          "actor_learning_rate",
          Schedule.of(0.001),
          "critic_learning_rate",
          Schedule.of(0.001),
          "value_scale",
          1.0,
          "replay",
          ReplaySampling.EPOCH_SNAPSHOT,
          "random_document_probability",
          Schedule.of(0.8),
          "engine",
          EngineChoice.JAVA);

  /** The defaults with some changed: a key and its value, and so on. */
  static ActorCriticOptions with(Object... changes) {
    ActorCriticOptions options = Options.defaults(ActorCriticOptions.class);
    for (int i = 0; i < changes.length; i += 2) {
      options = Options.with(options, (String) changes[i], changes[i + 1]);
    }
    return options;
  }

  /** Networks without saved weights. */
  static Networks networks(
      ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
    Documents documents = Documents.of(Environment.of(space), null);
    return documents.networks(complete(options, space, null), space, parameters, key);
  }

  private static ActorCriticOptions complete(
      ActorCriticOptions options, Space space, Weights saved) {
    Environment environment = Environment.of(space);
    return options.complete(Documents.of(environment, saved), environment, saved);
  }

  /** The value of a document according to saved weights. */
  static double value(
      ActorCriticOptions options, Space space, Weights weights, Observation seen, int document) {
    try (Parameters saved = new Parameters(options.engine(), options.hidden(), weights)) {
      ActorCriticOptions complete = complete(options, space, weights);
      Horizon horizon = new Horizon(complete.gamma(), complete.valueScale());
      if (horizon.isEstimated()) {
        saved.constant("horizon", Tensor.matrix(1, 2, horizon.estimates()));
      }
      Networks networks =
          Documents.of(Environment.of(space), weights)
              .networks(complete, space, saved, RandomKey.root(0));
      Tape tape = new Tape();
      DistinctObservations rows = new DistinctObservations();
      rows.clear(1);
      rows.add(0, seen);
      var points =
          networks
              .encodings(true)
              .encode(tape, row -> rows.observations()[row], new int[] {document}, 1);
      float output = networks.values(tape, rows, null, points, 1, false).data()[0];
      return horizon.unit() * output;
    }
  }
}
