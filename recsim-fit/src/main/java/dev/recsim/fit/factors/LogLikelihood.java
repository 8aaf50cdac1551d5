package dev.recsim.fit.factors;

import dev.recsim.fit.ids.Blocks;

/** Log probabilities of clicks. */
record LogLikelihood(Factors factors, SlateRuns rows) {

  /** Takes the probabilities of each slate, from several threads; those of a run from one. */
  interface Each {

    void take(int run, int slate, Factors.Walk walk);
  }

  /** Walks over all slates. */
  void each(Each each) {
    Blocks.of(
        rows.first(),
        (part, from, to) -> {
          Factors.Walk walk = factors.new Walk(rows);
          for (int run = from; run < to; run++) {
            for (int slate = rows.first()[run]; slate < rows.first()[run + 1]; slate++) {
              walk.at(run, slate);
              each.take(run, slate, walk);
              walk.advance(slate);
            }
          }
        });
  }

  /** The log probability of each run. */
  double[] ofRuns() {
    double[] logs = new double[rows.runs()];
    each((run, slate, walk) -> logs[run] += walk.log());
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
