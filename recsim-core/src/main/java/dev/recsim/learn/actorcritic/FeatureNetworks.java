package dev.recsim.learn.actorcritic;

import dev.recsim.api.Space;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;

/** Networks of {@link Documents#FEATURES}. */
final class FeatureNetworks extends Networks {
  FeatureNetworks(ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
    super(Documents.FEATURES, space, parameters, 0);
    int user = encoder.userWidth();
    add(
        new Layout(encoder.categories(), user + size, options.hidden(), 1),
        new Layout(encoder.categories(), user, options.hidden(), size),
        0,
        parameters,
        key);
  }

  @Override
  Encodings encodings(boolean greedy) {
    return new Encodings(encoder, null, size, space.documents());
  }

  @Override
  Value unit(Tape tape, Value proposals) {
    return proposals;
  }

  @Override
  Value distance(Tape tape, Value proposals, float[] goals, float[] weights, int rows) {
    return tape.meanSquaredError(proposals, goals);
  }
}
