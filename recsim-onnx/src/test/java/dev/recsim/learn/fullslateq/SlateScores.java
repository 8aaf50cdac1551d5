package dev.recsim.learn.fullslateq;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.JavaScores;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.Slates;
import dev.recsim.learn.fullslateq.FullSlateQ.SlateValues;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/** Values of all slates, in lexicographic order. */
public final class SlateScores implements JavaScores {
  private final SlateValues values;
  private final Space space;

  public SlateScores(FullSlateQ.Options options, Space space, Weights weights) {
    Parameters parameters = new Parameters(EngineChoice.JAVA, options.hidden(), weights);
    this.values = new SlateValues(options, space, parameters, RandomKey.root(0));
    this.space = space;
  }

  @Override
  public Slate choose(Observation observation) {
    return values.choose(observation);
  }

  @Override
  public float[] scores(Observation observation) {
    List<Slate> all = new Slates(space, true).of(observation);
    for (int row = 0; row < all.size(); row++) {
      values.write(row, observation, all.get(row));
    }
    float[] scores = Arrays.copyOf(values.values(all.size()).data(), all.size());
    values.tape.clear();
    return scores;
  }

  @Override
  public double[] worth(Observation observation, Slate slate) {
    values.write(0, observation, slate);
    double[] worth = {values.values(1).data()[0]};
    values.tape.clear();
    return worth;
  }
}
