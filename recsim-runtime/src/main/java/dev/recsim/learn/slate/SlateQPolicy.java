package dev.recsim.learn.slate;

import dev.recsim.api.Appeal;
import dev.recsim.api.Batch;
import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.learn.slate.SlateQOptions.Selection;
import java.util.Arrays;

/** Shows the slate that is composed of the values. */
final class SlateQPolicy implements DeterministicPolicy {
  private final ItemValues itemValues;
  private final Appeal appeal;
  private final Selection selection;
  private final SlateSearch search;
  private final Moments moments;
  private float[] values = {};
  private float[] noClickValues = {};

  SlateQPolicy(
      ItemValues itemValues, Appeal appeal, Selection selection, int userFeatures, int slateSize) {
    this.itemValues = itemValues;
    this.appeal = appeal;
    this.selection = selection;
    this.search = new SlateSearch(slateSize);
    this.moments = new Moments(userFeatures);
  }

  @Override
  public Slate choose(Observation observation) {
    moments.clear();
    moments.add(observation, appeal);
    evaluate();
    return slate(0);
  }

  @Override
  public void recommend(Batch batch) {
    moments.clear();
    for (int i = 0; i < batch.size(); i++) {
      moments.add(batch.observation(i), appeal);
    }
    evaluate();
    for (int i = 0; i < batch.size(); i++) {
      batch.recommend(i, slate(i));
    }
  }

  private void evaluate() {
    if (moments.size() == 0) {
      return;
    }
    if (values.length < moments.items()) {
      values = new float[2 * moments.items()];
    }
    if (noClickValues.length < moments.size()) {
      noClickValues = new float[2 * moments.size()];
    }
    itemValues.evaluate(moments, values, noClickValues);
  }

  private Slate slate(int row) {
    search.candidates(
        moments.weights(row),
        values,
        moments.start(row),
        moments.noClickWeight(row),
        noClickValues[row]);
    search.find(selection);
    return Slate.of(Arrays.copyOf(search.slate(), search.size()));
  }
}
