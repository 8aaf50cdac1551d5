package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.JavaScores;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/** Scores of softmax policies. */
public final class SoftmaxScores implements JavaScores {
  private final CandidateScores scores;

  public SoftmaxScores(SoftmaxAgent.SoftmaxOptions options, Space space, Weights weights) {
    Parameters parameters = new Parameters(EngineChoice.JAVA, options.hidden(), weights);
    RandomKey unused = RandomKey.root(0);
    scores = new CandidateScores(space, options.hidden(), parameters, "policy", unused);
  }

  @Override
  public Slate choose(Observation observation) {
    return scores.choose(observation);
  }

  @Override
  public float[] scores(Observation observation) {
    Value row = scores.scores(observation);
    return Arrays.copyOf(row.data(), row.width());
  }

  @Override
  public double[] worth(Observation observation, Slate slate) {
    return JavaScores.of(scores(observation), slate);
  }
}
