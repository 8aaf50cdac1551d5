package com.example.podcasts;

import dev.recsim.api.compose.ChoiceModel;

/**
 * The user sees only the first positions of the slate, and plays one of them or nothing, with
 * probabilities proportional to the exponential of the scores.
 *
 * @param visible number of positions that the user sees
 * @param nothing the score of playing nothing
 */
record LockScreen(int visible, double nothing) implements ChoiceModel {
  private static final double GREATEST = 500;

  @Override
  public double[] probabilities(double[] scores) {
    double[] probabilities = new double[scores.length + 1];
    double sum = StrictMath.exp(nothing);
    probabilities[scores.length] = sum;
    for (int i = 0; i < scores.length; i++) {
      double weight = weight(scores[i]);
      probabilities[i] = i < visible ? weight : 0;
      sum += probabilities[i];
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  private static double weight(double score) {
    if (!(Math.abs(score) <= GREATEST)) {
      throw new IllegalArgumentException("scores must be within -500 and 500, but one is " + score);
    }
    return StrictMath.exp(score);
  }
}
