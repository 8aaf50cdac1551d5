package dev.recsim.explain.shown;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Policy;
import dev.recsim.explain.shown.ShownTables.Probe;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Decision;
import dev.recsim.trial.StepLog;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Records what one agent shows while its sessions are replayed. */
public final class ShownRecording implements StepLog {
  private final Frame frame;
  private final Trace trace;
  private final RandomKey key;
  private Policy policy;
  private double discount = 1;
  private List<Probe> probes = List.of();

  /**
   * A recording without decisions.
   *
   * @param key randomness of the probes
   */
  public ShownRecording(Frame frame, RandomKey key) {
    this.frame = frame;
    this.key = key;
    this.trace = new Trace(frame);
  }

  @Override
  public void start(Policy policy, Perception perception) {
    this.policy = policy;
    probes = Probes.of(frame, policy, perception, key);
  }

  /** Click probabilities are not needed, and only one probability of the slate. */
  @Override
  public boolean wantsDetails(int session) {
    return false;
  }

  @Override
  public void step(Decision decision) {
    Optional<Policy.Estimate> value = policy.value(decision.perceived());
    discount = value.map(Policy.Estimate::discount).orElse(discount);
    OptionalDouble probability =
        policy instanceof Policy.Deterministic
            ? OptionalDouble.of(1)
            : policy.probability(decision.perceived(), decision.slate());
    trace.add(decision, probability, value.map(Policy.Estimate::amount));
  }

  /**
   * Returns what was recorded.
   *
   * @param agent name of the agent
   */
  public Tables.Traced traced(String agent) {
    return new Tables.Traced(agent, trace, discount, probes);
  }
}
