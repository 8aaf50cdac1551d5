/**
 * The distance between simulation and reality: from past predictions and outcomes to an interval of
 * the next effect, and the share of plausible worlds in which a claim holds. Start reading at
 * {@link dev.recsim.decide.reality.Discrepancy}.
 */
package dev.recsim.decide.reality;
