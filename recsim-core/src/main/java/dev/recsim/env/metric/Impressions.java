package dev.recsim.env.metric;

import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import java.util.Arrays;

/** The numbers of the documents or topics that a session shows, one for each impression. */
final class Impressions implements Measure.Count {
  private final Catalogue catalogue;
  private int[] shown = new int[16];
  private int count;

  Impressions(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void add(Observation seen, Slate slate, Step step) {
    for (int position = 0; position < slate.size(); position++) {
      int number = catalogue.at(seen, slate, position);
      if (number >= 0) {
        shown = count == shown.length ? Arrays.copyOf(shown, 2 * count) : shown;
        shown[count++] = number;
      }
    }
  }

  /** Ascending. */
  int[] sorted() {
    int[] sorted = Arrays.copyOf(shown, count);
    Arrays.sort(sorted);
    return sorted;
  }

  @Override
  public Session.Sparse sums() {
    double[] once = new double[count];
    Arrays.fill(once, 1);
    return new Session.Sparse(Arrays.copyOf(shown, count), once);
  }
}
