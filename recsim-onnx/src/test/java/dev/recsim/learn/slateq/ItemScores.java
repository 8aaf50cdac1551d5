package dev.recsim.learn.slateq;

import dev.recsim.api.Appeal;
import dev.recsim.api.Environment;
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
  private final SlateSearch search;
  private final SlateQOptions options;
  private final Appeal appeal;
  private final Tape tape = new Tape();

  public ItemScores(SlateQOptions options, Environment environment, Weights weights) {
    Parameters parameters = new Parameters(EngineChoice.JAVA, options.hidden(), weights);
    this.options = options;
    this.values = new ItemValues(options, environment.space(), parameters, RandomKey.root(0));
    this.search = new SlateSearch(environment.space().slateSize());
    this.appeal = environment.appeal().orElseThrow();
  }

  private void add(Observation observation) {
    values.clear();
    values.add(ChoiceSet.of(observation, ChoiceSet.features(observation.candidates()), appeal));
  }

  @Override
  public Slate choose(Observation observation) {
    add(observation);
    values.evaluate();
    values.candidates(0, search);
    search.find(options.selection());
    return search.slate();
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
    values.candidates(0, search);
    return new double[] {search.value(slate)};
  }
}
