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
import dev.recsim.learn.tape.Tape;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/** Values of all slates, in lexicographic order. */
public final class SlateScores implements JavaScores {
  private final SlateValues values;
  private final Space space;
  private final int count;
  private final Tape tape = new Tape();

  public SlateScores(FullSlateQ.Options options, Space space, Weights weights) {
    Parameters parameters = new Parameters(EngineChoice.JAVA, options.hidden(), weights);
    this.values = new SlateValues(options, space, parameters, RandomKey.root(0));
    this.space = space;
    this.count = (int) Slate.count(space.documents(), space.slateSize(), true);
  }

  @Override
  public Slate choose(Observation observation) {
    return values.choose(observation);
  }

  @Override
  public float[] scores(Observation observation) {
    Slates slates = new Slates(space.slateSize(), true);
    slates.start(space.documents());
    for (int row = 0; slates.next(); row++) {
      values.write(row, observation, Slate.of(slates.documents()));
    }
    float[] scores = Arrays.copyOf(values.values(tape, count).data(), count);
    tape.clear();
    return scores;
  }

  @Override
  public double[] worth(Observation observation, Slate slate) {
    values.write(0, observation, slate);
    double[] worth = {values.values(tape, 1).data()[0]};
    tape.clear();
    return worth;
  }
}
