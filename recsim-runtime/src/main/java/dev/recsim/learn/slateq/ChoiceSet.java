package dev.recsim.learn.slateq;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;

/** A user and the candidates for a slate. In the replay memory also the step from there. */
final class ChoiceSet {
  /** The observation if documents are encoded, else null. */
  Observation seen;

  /** The candidates among all documents; null for all. */
  int[] some;

  /** Features of the candidates, the arrays of the documents; then null if no click is learned. */
  double[][] documents;

  /** Choice weights of the candidates. */
  float[] weights;

  float noClickWeight;

  /** The slate that was found last: the best one changes rarely, so a search starts from it. */
  int[] best;

  /** Features of the user, as observed and standardized. */
  double[] user;

  float[] scaled;

  /** The slate that was shown; null if none was yet. */
  Slate slate;

  /** Features of the document that was clicked, the only row; null there for no click. */
  double[][] clicked;

  float reward;

  /** The sum of the rewards of a target, discounted, and the discount of what follows. */
  double sum;

  double discount = 1;

  /** The choice set after these rewards; null if the session ended. */
  ChoiceSet end;

  /** The choice set after the step; null if the session ended. */
  ChoiceSet next;
}
