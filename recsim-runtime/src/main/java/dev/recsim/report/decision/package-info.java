/**
 * What a team can decide from an experiment: whether an agent is worth shipping instead of the one
 * that runs today. Pure. Start reading at {@link dev.recsim.report.decision.ShipDecision}.
 */
package dev.recsim.report.decision;
