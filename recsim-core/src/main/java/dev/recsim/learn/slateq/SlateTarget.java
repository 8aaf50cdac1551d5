package dev.recsim.learn.slateq;

import dev.recsim.learn.scale.Horizon;

/**
 * A step that is learned from: what the user chose, and the target of its value. The target sums
 * the rewards of the next steps, and bootstraps from the choice set after these.
 */
final class SlateTarget {
  final ChoiceSet choices;

  /** Features of the document that was clicked, the only row, or the items of no click. */
  final double[][] clicked;

  /** The sum of the rewards, discounted, and the discount of what follows. */
  private double sum;

  private double discount = 1;

  /** The choice set after these rewards; null if nothing follows. */
  private ChoiceSet end;

  SlateTarget(ChoiceSet choices, double[][] clicked) {
    this.choices = choices;
    this.clicked = clicked;
  }

  /**
   * Adds the reward of a step.
   *
   * @param next the choice set after the step; null if the session ended
   */
  void add(float reward, Horizon horizon, ChoiceSet next) {
    sum += discount * reward / horizon.unit();
    discount *= horizon.discount();
    end = discount > 0 ? next : null;
  }

  /** The choice set whose value the target needs; null if nothing follows. */
  ChoiceSet end() {
    return end;
  }

  /** The target, if this is the value of its end. */
  double given(double value) {
    return sum + discount * value;
  }
}
