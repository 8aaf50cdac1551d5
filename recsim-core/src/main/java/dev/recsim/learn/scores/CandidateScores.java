package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Scores candidates with a network. If users have only a state and documents only an index, the
 * network has one output for each document. Else it scores each candidate from the features of user
 * and document. As a policy it shows the documents with the largest scores, largest first, and the
 * lowest index first of equal ones. Confined to one thread.
 */
public final class CandidateScores implements Scores {
  private final Network network;
  private final Space space;
  private final Encoder inputs;
  private final Tape tape = new Tape();

  /**
   * Creates the network and adds it to the parameters.
   *
   * @param space of the environment
   * @param hidden widths of the network's hidden layers
   * @param parameters of the agent
   * @param name of the network among the parameters
   * @param key randomness of its initial weights; not used with saved weights
   */
  public CandidateScores(
      Space space, List<Integer> hidden, Parameters parameters, String name, RandomKey key) {
    this.space = space;
    this.inputs = new Encoder(space, parameters, space.tabular() ? 0 : 1);
    Layout layout = inputs.layout(hidden, space.tabular() ? space.documents() : 1);
    this.network = parameters.network(name, layout, key);
  }

  /**
   * The scores of all candidates of observations, [observations x documents]. If observations have
   * different numbers of candidates, missing scores are minus infinity.
   */
  @Override
  public Value scores(Tape on, List<Observation> observations) {
    int most = observations.stream().mapToInt(it -> it.documents(space)).max().orElse(0);
    int each = space.tabular() ? 1 : most;
    int rows = observations.size() * each;
    for (int i = 0; i < rows; i++) {
      Observation observation = observations.get(i / each);
      inputs.user(i, observation);
      if (!space.tabular() && i % each < observation.documents(space)) {
        inputs.document(i, 0, observation, i % each);
      }
    }
    Value outputs = inputs.outputs(on, network, rows);
    Value scores = on.reshape(outputs, each * outputs.width());
    for (int i = 0; i < observations.size(); i++) {
      int from = i * scores.width() + observations.get(i).documents(space);
      Arrays.fill(scores.data(), from, (i + 1) * scores.width(), Float.NEGATIVE_INFINITY);
    }
    return scores;
  }

  /**
   * The scores of the candidates of one observation, [1 x documents], valid until the next call.
   */
  @Override
  public Value scores(Observation observation) {
    tape.clear();
    return scores(tape, List.of(observation));
  }

  @Override
  public Optional<double[]> documentScores(Observation observation) {
    Value row = scores(observation);
    double[] scores = new double[row.width()];
    Arrays.setAll(scores, i -> row.data()[i]);
    return Optional.of(scores);
  }

  @Override
  public Slate choose(Observation observation) {
    Value scores = scores(observation);
    float[] left = scores.data();
    int[] best = new int[space.slateSize()];
    for (int p = 0; p < best.length; p++) {
      for (int d = 1; d < scores.width(); d++) {
        best[p] = left[d] > left[best[p]] ? d : best[p];
      }
      left[best[p]] = Float.NEGATIVE_INFINITY;
    }
    return Slate.of(best);
  }
}
