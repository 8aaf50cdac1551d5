package dev.recsim.serve.explore;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;

/**
 * Interleaves the slates of two deterministic policies by team draft (Radlinski, Kurup and
 * Joachims, "How does clickthrough data reflect retrieval quality?", CIKM 2008). The policy with
 * fewer picks shows its best document that is not shown yet; a coin decides if both have as many. A
 * click is credit for the policy that picked the document.
 *
 * <p>Which policy picks is hidden in the slate. The difference of their numbers of picks is -1, 0
 * or 1; its distribution given the documents above gives the probability of the next one.
 *
 * @param first a deterministic policy
 * @param second a deterministic policy with slates of the same size
 */
public record TeamDraft(Remembered first, Remembered second) implements Explorer {

  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    return draw(observation, key).slate();
  }

  @Override
  public Drawn draw(Observation observation, RandomKey key) {
    Slate one = first.only(observation);
    Slate other = second.only(observation);
    RandomKey coins = key.child("draft");
    int[] slate = new int[one.size()];
    int[] teams = new int[slate.length];
    int ahead = 0;
    for (int p = 0; p < slate.length; p++) {
      boolean isFirst = ahead == 0 ? coins.uniform(p) < 0.5 : ahead < 0;
      teams[p] = isFirst ? 0 : 1;
      ahead += isFirst ? 1 : -1;
      Slate shown = Slate.of(slate);
      slate[p] = next(isFirst ? one : other, shown, p);
    }
    Slate drawn = Slate.of(slate);
    return new Drawn(drawn, propensities(one, other, drawn), teams, 0);
  }

  /** The best document of a slate that is not among the first ones shown. */
  private static int next(Slate of, Slate shown, int count) {
    for (int i = 0; i < of.size(); i++) {
      boolean isShown = false;
      for (int p = 0; p < count; p++) {
        isShown |= shown.document(p) == of.document(i);
      }
      if (!isShown) {
        return of.document(i);
      }
    }
    throw new IllegalStateException("a slate of " + of.size() + " repeats documents: " + of);
  }

  @Override
  public double[] propensities(Observation observation, Slate slate) {
    return propensities(first.only(observation), second.only(observation), slate);
  }

  private static double[] propensities(Slate one, Slate other, Slate slate) {
    double[] all = new double[slate.size()];
    double less = 0;
    double equal = 1;
    double more = 0;
    for (int p = 0; p < all.length; p++) {
      boolean byFirst = next(one, slate, p) == slate.document(p);
      boolean bySecond = next(other, slate, p) == slate.document(p);
      double toMore = byFirst ? equal / 2 : 0;
      double toLess = bySecond ? equal / 2 : 0;
      double toEqual = (byFirst ? less : 0) + (bySecond ? more : 0);
      all[p] = toMore + toLess + toEqual;
      if (all[p] == 0) {
        break;
      }
      less = toLess / all[p];
      equal = toEqual / all[p];
      more = toMore / all[p];
    }
    return all;
  }
}
