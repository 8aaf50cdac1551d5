package dev.recsim.learn.actorcritic;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.JavaScores;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.tape.Tape;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/** The critic's outputs for all documents. */
public final class CriticScores implements JavaScores {
  private final Networks networks;
  private final Choice choice;
  private final Space space;
  private final DistinctObservations rows = new DistinctObservations();
  private final Tape tape = new Tape();

  public CriticScores(ActorCriticOptions given, Space space, Weights weights) {
    Parameters parameters = new Parameters(EngineChoice.JAVA, given.hidden(), weights);
    Documents documents = Documents.of(Environment.of(space), weights);
    ActorCriticOptions options = given.complete(documents, Environment.of(space), weights);
    this.networks = documents.networks(options, space, parameters, RandomKey.root(0));
    this.choice = new Choice(networks, networks.encodings(true), options.topK(), 0, "greedy");
    this.space = space;
  }

  private void add(Observation observation) {
    rows.clear(1);
    rows.add(observation.state(), observation);
  }

  @Override
  public Slate choose(Observation observation) {
    return choice.choose(observation);
  }

  @Override
  public float[] scores(Observation observation) {
    add(observation);
    int count = observation.documents(space);
    int[] documents = new int[count];
    Arrays.setAll(documents, d -> d);
    var points = networks.encodings(true).encode(tape, d -> observation, documents, count);
    float[] scores =
        Arrays.copyOf(
            networks.values(tape, rows, new int[count], points, count, false).data(), count);
    tape.clear();
    return scores;
  }

  @Override
  public double[] worth(Observation observation, Slate slate) {
    return JavaScores.of(scores(observation), slate);
  }
}
