package dev.recsim.env.metric;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;

/** The mean over impressions of a value of the document or topic shown; leaves out NaN. */
final class ShownMean extends RunningMean {
  private final Catalogue catalogue;
  private final double[] values;

  ShownMean(Catalogue catalogue, double[] values) {
    this.catalogue = catalogue;
    this.values = values;
  }

  @Override
  public void add(Observation seen, Slate slate, Step step) {
    for (int position = 0; position < slate.size(); position++) {
      int number = catalogue.at(seen, slate, position);
      if (number >= 0 && !Double.isNaN(values[number])) {
        add(values[number]);
      }
    }
  }
}
