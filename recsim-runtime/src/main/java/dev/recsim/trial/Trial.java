package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Metric;
import dev.recsim.api.Options;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Trainer.Trained;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fully determined run of one agent with one seed: build, train, evaluate.
 *
 * @param id names the trial
 * @param root key of the experiment
 * @param environmentName name of the environment on the path of its keys
 * @param environment the environment, shared with other trials
 * @param agent builds the agent
 * @param training the schedule, ignored by agents that do not learn
 * @param evaluation how the final policy is scored
 */
public record Trial(
    TrialId id,
    RandomKey root,
    String environmentName,
    Environment environment,
    AgentFactory agent,
    Training training,
    Evaluation evaluation) {

  /** What a trial failed of that found no memory, and what to do. */
  public static final String OUT_OF_MEMORY =
      "out of memory; give more with recsim.argLine=-Xmx4g, or run fewer trials at the same time"
          + " with recsim.parallelism=1";

  private static final int LONGEST_ERROR = 10_000;
  private static final int LONGEST_TRACE = 100_000;

  /**
   * @throws InvalidOption if an option of the schedule or the evaluation is out of range
   */
  public Trial {
    Options.check(training);
    Options.check(evaluation);
  }

  /**
   * Runs the trial on the calling thread. A trial that throws, whatever it throws, is a {@link
   * Failed} result.
   *
   * @throws OutOfMemoryError if there is no memory even for that result
   */
  public TrialResult run() {
    return run(Optional.empty());
  }

  /**
   * As {@link #run()}, and tells every step of the evaluation.
   *
   * @param logs opens the log; what it throws makes the trial {@link Failed}
   */
  public TrialResult run(Optional<StepLog.Source> logs) {
    Stopwatch watch = new Stopwatch();
    try {
      return completed(logs, watch);
    } catch (OutOfMemoryError e) {
      return failed(OUT_OF_MEMORY + " (" + e.getMessage() + ")", e, watch);
    } catch (Answers.Invalid e) {
      return failed(e.getMessage(), e, watch);
    } catch (Throwable e) {
      return failed(e.toString(), e, watch);
    }
  }

  private Failed failed(String error, Throwable cause, Stopwatch watch) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    return new Failed(
        id,
        storable(error, LONGEST_ERROR),
        storable(trace.toString(), LONGEST_TRACE),
        watch.cost());
  }

  /** Text without its middle if it is too long, and without halves of surrogate pairs. */
  private static String storable(String text, int most) {
    int left = text.length() - most;
    String some =
        left <= 0
            ? text
            : "%s ... (%s characters left out) ... %s"
                .formatted(
                    text.substring(0, most / 2), left, text.substring(text.length() - most / 2));
    return new String(some.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private TrialResult completed(Optional<StepLog.Source> logs, Stopwatch watch) {
    Keys keys = new Keys(root, environmentName, id.agent(), id.seed());
    try (Agent built = agent.create(environment, keys.agentKey().child("init"))) {
      Trained trained =
          built
              .learner()
              .map(learner -> new Trainer(environment, built, learner, training, keys).train())
              .orElse(new Trained(List.of(), 0, 0, 0));
      watch.trained();
      Sessions played = evaluate(built, keys, logs);
      return new Completed(
          id,
          played.rewards(),
          played.lengths(),
          Score.exactValue(environment, built),
          Score.greedyActions(environment, built),
          trained.envSteps(),
          trained.updates(),
          trained.keptEpoch(),
          built.learner().map(Learner::engine).orElse(null),
          trained.curve(),
          built.learner().map(Learner::weights),
          metrics(played.totals()),
          watch.cost());
    }
  }

  private Sessions evaluate(Agent built, Keys keys, Optional<StepLog.Source> logs) {
    try (StepLog log = logs.map(source -> source.open(id, environment.space())).orElse(null)) {
      return new Loop(
              environment,
              built.perception(),
              keys.evaluation(),
              keys.agentKey().child("eval"),
              "evaluation",
              log)
          .play(built.greedy(), evaluation.sessions());
    }
  }

  private Map<String, Double> metrics(double[] totals) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : environment.metrics()) {
      values.put(metric.name(), metric.value(totals, evaluation.sessions()));
    }
    return values;
  }

  private static final class Stopwatch {
    private final long start = System.nanoTime();
    private final long startCpu = cpu();
    private long trained = start;

    void trained() {
      trained = System.nanoTime();
    }

    Cost cost() {
      return new Cost(trained - start, System.nanoTime() - trained, cpu() - startCpu);
    }

    private static long cpu() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
  }
}
