package dev.recsim.learn.actorcritic;

import dev.recsim.api.Space;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.scores.Encoder;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.Encodings.Tower;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;

/**
 * The networks of the agent. The actor maps an observation to a point in the space of documents.
 * The critic maps an observation and a point to a value. The input of an observation is its state,
 * one-hot or as a learned vector, and the user's features.
 */
abstract class Networks {
  final Documents documents;
  final Space space;
  final Encoder encoder;

  /** Length of the vector of a document. */
  final int size;

  private Tower actor;
  private Network critic;

  /**
   * Networks before their actor and critic.
   *
   * @param embSize length of a learned vector; 0 if vectors are features
   */
  Networks(Documents documents, Space space, Parameters parameters, int embSize) {
    this.documents = documents;
    this.space = space;
    encoder = new Encoder(space, parameters, 0);
    size = embSize > 0 ? embSize : encoder.documentWidth();
  }

  /**
   * Adds actor and critic to the parameters.
   *
   * @param owners number of states with a residual of the actor; 0 without residuals
   */
  final void add(
      Layout values, Layout proposals, int owners, Parameters parameters, RandomKey key) {
    critic = parameters.network("critic", values, key.child("critic"));
    actor = new Tower(parameters, "actor", proposals, owners, key);
  }

  /**
   * The vectors of documents that are searched.
   *
   * @param greedy whether the greedy policy searches them: all encoded ones instead of a sample,
   *     learned ones by an index if options say so
   */
  abstract Encodings encodings(boolean greedy);

  /** The proto-actions of all rows, of length 1 if documents are, [rows x size]. */
  final Value propose(Tape tape, DistinctObservations rows) {
    Value user = users(tape, rows, null, rows.size(), false);
    return unit(tape, actor.encode(tape, encoder.states(), user, rows.size(), true));
  }

  /** Proposals, of length 1 if documents are. */
  Value unit(Tape tape, Value proposals) {
    return tape.unit(proposals);
  }

  /**
   * The critic's outputs, [count x 1].
   *
   * @param of row of each pair of observation and point; null for one pair per row
   * @param points [count x size]; may have more rows if there are no gradients
   * @param learning whether critic and states get gradients, in addition to the points
   */
  Value values(
      Tape tape, DistinctObservations rows, int[] of, Value points, int count, boolean learning) {
    Value user = users(tape, rows, of, count, learning);
    return value(tape, user == null ? points : tape.join(user, points), count, learning);
  }

  /** The critic's outputs for its dense inputs. */
  final Value value(Tape tape, Value inputs, int count, boolean learning) {
    return tape.network(critic, encoder.states(), inputs, count, learning);
  }

  /** Writes the users and returns their dense inputs, or null if there are none. */
  Value users(Tape tape, DistinctObservations rows, int[] of, int count, boolean learning) {
    return encoder.users(tape, rows.observations(), of, count);
  }

  /**
   * The loss of proposals that move towards goals: minus the weighted sum of their cosines, or the
   * mean squared distance of features.
   *
   * @param goals [rows x size]
   * @param weights minus the share of each row in the batch
   */
  Value distance(Tape tape, Value proposals, float[] goals, float[] weights, int rows) {
    Value factors = tape.input(rows, size);
    for (int i = 0; i < rows * size; i++) {
      factors.data()[i] = weights[i / size] * goals[i];
    }
    return tape.product(proposals, factors);
  }
}
