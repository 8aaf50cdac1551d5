package dev.recsim.explain.shown;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Policy;
import dev.recsim.trial.Decision;
import dev.recsim.trial.StepLog;
import java.util.OptionalDouble;

/** Records what one agent shows while its sessions are replayed. */
public final class ShownRecording implements StepLog {
  private final Trace trace;
  private Policy policy;

  /** A recording without decisions. */
  public ShownRecording(Frame frame) {
    this.trace = new Trace(frame);
  }

  @Override
  public void start(Policy policy, Perception perception) {
    this.policy = policy;
  }

  /** Click probabilities are not needed, and only one probability of the slate. */
  @Override
  public boolean wantsDetails(int session) {
    return false;
  }

  @Override
  public void step(Decision decision) {
    trace.add(
        decision,
        policy instanceof Policy.Deterministic
            ? OptionalDouble.of(1)
            : policy.probability(decision.perceived(), decision.slate()));
  }

  /**
   * Returns what was recorded.
   *
   * @param agent name of the agent
   */
  public Tables.Traced traced(String agent) {
    return new Tables.Traced(agent, trace);
  }
}
