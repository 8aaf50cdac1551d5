package dev.recsim.fit.factors;

/**
 * How often users left after a slate. The probability to leave has the prior Beta(1, 1). Slates
 * after which the log was cut off say nothing.
 *
 * @param left number of slates after which users left: with a click, and without
 * @param stayed the same of slates after which they stayed
 */
record Leaving(long[] left, long[] stayed) {

  static Leaving of(SlateRuns rows) {
    Leaving counts = new Leaving(new long[2], new long[2]);
    for (int slate = 0; slate < rows.slates(); slate++) {
      int kind = rows.click(slate) < 0 ? 1 : 0;
      counts.left[kind] += rows.has(slate, SlateRuns.LEFT) ? 1 : 0;
      counts.stayed[kind] += rows.has(slate, SlateRuns.STAYED) ? 1 : 0;
    }
    return counts;
  }

  /** Posterior means: after a click, and after none. */
  double[] probabilities() {
    double[] means = new double[2];
    for (int kind = 0; kind < 2; kind++) {
      means[kind] = (1.0 + left[kind]) / (2.0 + left[kind] + stayed[kind]);
    }
    return means;
  }
}
