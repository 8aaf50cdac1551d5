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
    moments.add(moment(observation));
    evaluate();
    return slate(0);
  }

  @Override
  public void recommend(Batch batch) {
    moments.clear();
    for (int i = 0; i < batch.size(); i++) {
      moments.add(moment(batch.observation(i)));
    }
    evaluate();
    for (int i = 0; i < batch.size(); i++) {
      batch.recommend(i, slate(i));
    }
  }

  private Moment moment(Observation seen) {
    return Moment.of(seen, Moment.features(seen.candidates()), appeal);
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
        moments.get(row).weights(),
        values,
        moments.start(row),
        moments.get(row).noClickWeight(),
        noClickValues[row]);
    search.find(selection);
    return Slate.of(Arrays.copyOf(search.slate(), search.size()));
  }
}
