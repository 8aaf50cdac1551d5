/**
 * What a team can decide from an experiment: whether an agent is worth shipping instead of the one
 * that runs today. Pure. Start reading at {@link dev.recsim.baseline.decision.ShipDecision}.
 */
package dev.recsim.baseline.decision;
