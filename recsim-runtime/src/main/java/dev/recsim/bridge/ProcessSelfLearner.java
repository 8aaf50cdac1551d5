package dev.recsim.bridge;

import dev.recsim.api.Learner;
import dev.recsim.api.Weights;
import dev.recsim.trial.schedule.SelfLearner;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The learner of an agent whose process trains itself. What it has learned is files. They are
 * loaded into a process that has not trained, so the policy that is judged is the one that is
 * stored.
 */
final class ProcessSelfLearner implements SelfLearner {
  private final ProcessAgent agent;

  /** Whether the process may have learned something. */
  private boolean used;

  /** What the process has loaded; null if nothing. */
  private Weights loaded;

  ProcessSelfLearner(ProcessAgent agent) {
    this.agent = agent;
  }

  @Override
  public void train(Course course) {
    used = true;
    AgentProcess process = agent.process();
    process.train(course);
    if (course.isExceeded()) {
      throw process.wrong(
          "from training although it was refused steps beyond the %s of training; end training"
                  .formatted(course.envSteps())
              + " before, and do not catch this error");
    }
  }

  @Override
  public Learner.Plan plan(long envSteps) {
    return ProcessLearner.plan(agent.process(), SelfLearner.super.plan(envSteps), envSteps);
  }

  @Override
  public SortedMap<String, Double> diagnostics() {
    return ProcessLearner.diagnostics(agent.process());
  }

  @Override
  public Optional<String> engine() {
    return Optional.of("process");
  }

  @Override
  public Weights weights() {
    return loaded != null
        ? loaded
        : new Weights(Collections.emptySortedMap(), agent.process().save());
  }

  /** Loads files into a process that has learned nothing. */
  @Override
  public void load(Weights weights) {
    if (weights.files().isEmpty()) {
      throw new IllegalArgumentException("there are no files of a policy");
    }
    if (used) {
      agent.restart();
    }
    used = true;
    agent.process().load(weights.files());
    loaded = weights;
  }
}
