package dev.recsim.fit.chain;

import java.util.Arrays;

/**
 * Symbols and exits that are drawn independently, whatever came before: what a model of sessions
 * must beat. A session of no symbol is possible, which makes its log probability slightly too low.
 *
 * @param probabilities of each symbol, the exit last
 */
public record IndependentSymbols(double[] probabilities) implements SessionModel {

  /** All symbols and the exit with the same probability. */
  public static IndependentSymbols uniform(int symbols) {
    double[] equal = new double[symbols + 1];
    Arrays.fill(equal, 1.0 / equal.length);
    return new IndependentSymbols(equal);
  }

  /** The shares of the symbols in a log, with one more occurrence of each. */
  public static IndependentSymbols fit(Sequences log) {
    long[] occurrences = log.occurrences();
    double all = log.events() + occurrences.length;
    return new IndependentSymbols(
        Arrays.stream(occurrences).mapToDouble(n -> (n + 1) / all).toArray());
  }

  @Override
  public double logProbability(int[] session) {
    double sum = 0;
    for (int symbol : session) {
      sum += StrictMath.log(probabilities[symbol]);
    }
    return sum;
  }

  @Override
  public double[] lengths(int longest) {
    double exit = probabilities[probabilities.length - 1];
    double[] lengths = new double[longest + 1];
    double open = 1;
    for (int length = 1; length <= longest; length++) {
      lengths[length] = open * exit;
      open *= 1 - exit;
    }
    return lengths;
  }
}
