package dev.recsim.learn.actorcritic;

import dev.recsim.api.Space;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.Encodings.Tower;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.List;

/**
 * Networks of {@link Documents#ENCODED}. The input of an observation is only the features of the
 * user. The critic reads their encoding, that of the document, and the products of the two,
 * component by component.
 */
final class EncodedNetworks extends Networks {
  /** Number of documents that a gradient step and the exploring policy search. */
  private static final int SAMPLED = 1_000;

  private final Tower documentTower;
  private final Tower userTower;

  EncodedNetworks(ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
    super(Documents.ENCODED, space, parameters, options.embSize());
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
