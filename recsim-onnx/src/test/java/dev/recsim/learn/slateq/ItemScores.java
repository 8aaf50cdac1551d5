package dev.recsim.learn.slateq;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Weights;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.JavaScores;
import dev.recsim.learn.NetworkProvider.Setup;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.tape.Tape;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/** Values of documents. */
public final class ItemScores implements JavaScores {
  private final SlateValues values;
  private final Tape tape = new Tape();

  public ItemScores(SlateQ.Options options, Environment environment, Weights weights) {
    Parameters parameters = new Parameters(EngineChoice.JAVA, options.hidden(), weights);
    Setup<SlateQ.Options> setup = new Setup<>(options, environment, weights, RandomKey.root(0));
    this.values = new SlateValues(setup, false, parameters);
  }

  private ChoiceSet add(Observation observation) {
    ChoiceSet choices = values.choices(observation);
    values.clear();
    values.add(choices, true);
    return choices;
  }

  @Override
  public Slate choose(Observation observation) {
    return values.choose(observation, true);
  }

  @Override
  public float[] scores(Observation observation) {
    add(observation);
    float[] scores =
        Arrays.copyOf(values.items.values(tape).data(), observation.candidates().size());
    tape.clear();
    return scores;
  }

  @Override
  public double[] worth(Observation observation, Slate slate) {
    ChoiceSet choices = add(observation);
    choices.show(slate);
    return values.find(null);
  }
}
