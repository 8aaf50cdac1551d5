package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.JavaScores;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.tape.Tape;
import dev.recsim.random.RandomKey;
import java.util.List;

/** Scores of softmax policies. */
public final class SoftmaxScores implements JavaScores {
  private final SoftmaxPolicy policy;
  private final Tape tape = new Tape();

  public SoftmaxScores(SoftmaxProvider.SoftmaxOptions options, Space space, Weights weights) {
    Parameters parameters = new Parameters(EngineChoice.JAVA, options.hidden(), weights);
    policy = new SoftmaxPolicy(options, space, parameters, RandomKey.root(0));
  }

  @Override
  public Slate choose(Observation observation) {
    return policy.greedy().choose(observation);
  }

  @Override
  public float[] scores(Observation observation) {
    tape.clear();
    var scores = policy.scores().scores(tape, List.of(observation));
    return java.util.Arrays.copyOf(scores.data(), scores.width());
  }

  @Override
  public double[] worth(Observation observation, Slate slate) {
    return JavaScores.of(scores(observation), slate);
  }
}
