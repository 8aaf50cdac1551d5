package dev.recsim.ope;

/** What a log says about a session. */
public interface Weighted {
  /** Target probability of all that was shown, divided by the logged one; NaN if it is unknown. */
  double weight();

  /** The sum of the rewards, without discount. */
  double reward();
}
