package dev.recsim.fit.factors;

import dev.recsim.fit.ids.Blocks;

/** Log probabilities of clicks. */
record LogLikelihood(Factors factors, SlateRuns rows) {

  /** What is told of each slate, by several threads; those of a run by one. */
  interface Each {

    void take(int run, int slate, double log);
  }

  /** Computes the log probability of each slate. */
  void each(Each each) {
    Blocks.of(
        rows.first(),
        (part, from, to) -> {
          Factors.Walk walk = factors.new Walk(rows);
          for (int run = from; run < to; run++) {
            for (int slate = rows.first()[run]; slate < rows.first()[run + 1]; slate++) {
              walk.at(run, slate);
              each.take(run, slate, walk.log());
              walk.advance(slate);
            }
          }
        });
  }

  /** The log probability of each run. */
  double[] ofRuns() {
    double[] logs = new double[rows.runs()];
    each((run, slate, log) -> logs[run] += log);
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
