package dev.recsim.fit.gap;

import dev.recsim.api.FiniteMdp;

/**
 * A fitted environment whose probabilities are drawn towards a prior distribution. Where the log of
 * the fit has few rows, the prior and not the users may be the reason of a gap.
 */
public interface WithoutPrior {

  /** The same environment with the frequencies of the log, where it has rows. */
  FiniteMdp withoutPrior();
}
