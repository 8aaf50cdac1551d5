package dev.recsim.spark;

import java.io.Serializable;

/**
 * A trial to run, as it travels to an executor.
 *
 * @param fingerprint of the trial; the executor's code must come to the same
 */
record DueTrial(String agent, int seed, String fingerprint) implements Serializable {

  @Override
  public String toString() {
    return agent + "-seed-" + seed;
  }
}
