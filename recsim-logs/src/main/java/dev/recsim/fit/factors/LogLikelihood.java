package dev.recsim.fit.factors;

import dev.recsim.fit.ids.Blocks;

/** Log probabilities of clicks. */
record LogLikelihood(Factors factors, SlateRuns rows) {

  /** The log probability of each run. */
  double[] ofRuns() {
    return ofRuns(false);
  }

  /** The log probability of the last fifth of each run. */
  double[] ofLastFifths() {
    return ofRuns(true);
  }

  private double[] ofRuns(boolean last) {
    double[] logs = new double[rows.runs()];
    Blocks.of(
        rows.first(),
        (part, from, to) -> {
          Factors.Walk walk = factors.new Walk(rows);
          for (int run = from; run < to; run++) {
            int counted = last ? rows.lastFifth(run) : rows.first()[run];
            for (int slate = rows.first()[run]; slate < rows.first()[run + 1]; slate++) {
              walk.at(run, slate);
              logs[run] += slate >= counted ? walk.log() : 0;
              walk.advance(slate);
            }
          }
        });
    return logs;
  }

  /** The sum over all runs. */
  double sum() {
    return sum(ofRuns());
  }

  static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
