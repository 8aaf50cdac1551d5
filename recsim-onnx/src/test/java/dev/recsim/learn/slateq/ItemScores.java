package dev.recsim.learn.slateq;

import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Weights;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.JavaScores;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.tape.Tape;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/** Values of documents. */
public final class ItemScores implements JavaScores {
  private final ItemValues values;
  private final Tape tape = new Tape();

  public ItemScores(SlateQOptions options, Environment environment, Weights weights) {
    Parameters parameters = new Parameters(EngineChoice.JAVA, options.hidden(), weights);
    Appeal appeal = environment.appeal().orElseThrow();
    this.values =
        new ItemValues(options, false, environment.space(), appeal, parameters, RandomKey.root(0));
  }

  private void add(Observation observation) {
    values.clear();
    values.add(values.choices(observation), true);
  }

  @Override
  public Slate choose(Observation observation) {
    return values.choose(observation);
  }

  @Override
  public float[] scores(Observation observation) {
    add(observation);
    float[] scores = Arrays.copyOf(values.values(tape).data(), observation.candidates().size());
    tape.clear();
    return scores;
  }

  @Override
  public double[] worth(Observation observation, Slate slate) {
    add(observation);
    values.evaluate();
    return new double[] {values.search(0).value(slate)};
  }
}
