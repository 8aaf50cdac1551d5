package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Environment;
import dev.recsim.api.Inputs;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.io.ExternalFailure;
import dev.recsim.io.Harmless;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Trainer.Trained;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.schedule.TrainingMode;
import dev.recsim.trial.verify.Repeats;
import dev.recsim.trial.verify.SharedEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A fully determined run of one agent with one seed: creates, trains and evaluates the agent.
 *
 * @param id names the trial
 * @param root key of the experiment
 * @param environmentName name of the environment on the path of its keys
 * @param environment the environment in which it runs
 * @param agent builds the agent
 * @param training how it is trained, ignored for agents that do not learn
 * @param evaluation how the final policy is scored
 * @param shared the environment, to find out whether an agent writes to its features; null if that
 *     is not of interest
 */
public record Trial(
    TrialId id,
    RandomKey root,
    String environmentName,
    Environment environment,
    AgentFactory agent,
    TrainingMode training,
    Evaluation evaluation,
    SharedEnvironment shared) {

  /** Error of a trial that ran out of memory, with advice. */
  public static final String OUT_OF_MEMORY =
      "out of memory; give more with recsim.argLine=-Xmx4g, or run fewer trials at the same time"
          + " with recsim.parallelism=1";

  private static final String CHANGED =
      "an agent of the experiment changed features of the environment, which could not be created"
          + " again to find out which: ";
  private static final String INTERRUPTED =
      "code of the trial interrupted its thread (Thread.interrupt); remove the call, and pass an"
          + " InterruptedException on";

  private static final Trained UNTRAINED = new Trained(List.of(), List.of(), 0, 0, 0, 0, null);
  private static final int LONGEST_ERROR = 10_000;
  private static final int LONGEST_TRACE = 100_000;
  private static final int LONGEST_REASON = 500;

  /**
   * @throws InvalidOption if an option of the schedule or the evaluation is out of range
   */
  public Trial {
    Options.check((Record) training);
    Options.check(evaluation);
  }

  /** A trial that does not compare the features of its environment before and after. */
  public Trial(
      TrialId id,
      RandomKey root,
      String environmentName,
      Environment environment,
      AgentFactory agent,
      TrainingMode training,
      Evaluation evaluation) {
    this(id, root, environmentName, environment, agent, training, evaluation, null);
  }

  /**
   * Runs the trial on the calling thread. If it throws anything, the result is {@link Failed}.
   *
   * @throws OutOfMemoryError if there is not enough memory for that result
   */
  public TrialResult run() {
    return run(Optional.empty());
  }

  /**
   * As {@link #run()}, and logs every step of the evaluation.
   *
   * @param logs opens the log; if it throws, the trial is {@link Failed}
   */
  public TrialResult run(Optional<StepLog.Source> logs) {
    return run(logs, Checkpoint.Watch.NOBODY);
  }

  /**
   * As {@link #run(Optional)}, and tells of every checkpoint.
   *
   * @param watch follows the training
   */
  public TrialResult run(Optional<StepLog.Source> logs, Checkpoint.Watch watch) {
    try {
      return finished(logs, watch);
    } finally {
      // What the thread does next must not be interrupted.
      Thread.interrupted();
    }
  }

  private TrialResult finished(Optional<StepLog.Source> logs, Checkpoint.Watch watch) {
    Course course = new Course(watch);
    if (shared == null || !shared.hasChanged()) {
      TrialResult result = run(logs, course);
      if (shared != null && course.changed) {
        shared.change();
      }
      if (shared == null || shared.isOwn() || !shared.hasChanged()) {
        return result;
      }
    }
    try {
      return alone(shared.own()).run(logs, watch);
    } catch (Throwable e) {
      return failed(CHANGED + e, e, course);
    }
  }

  /** The same trial in an environment of its own. */
  private Trial alone(SharedEnvironment own) {
    return new Trial(
        id, root, environmentName, own.environment(), agent, training, evaluation, own);
  }

  private TrialResult run(Optional<StepLog.Source> logs, Course course) {
    try {
      TrialResult result = completed(logs, course);
      return Thread.interrupted()
          ? new Failed(id, INTERRUPTED, "", course.clock.cost(List.of()))
          : result;
    } catch (OutOfMemoryError e) {
      return failed(OUT_OF_MEMORY + " (" + e.getMessage() + ")", e, course);
    } catch (Answers.Invalid | Repeats.Broken | ExternalFailure e) {
      course.changed = e instanceof Answers.Changed;
      return failed(e.getMessage() + course.place().map(it -> "; " + it).orElse(""), e, course);
    } catch (Throwable e) {
      String origin = Origin.of(e, course.agent, environment).map(it -> ", by " + it).orElse("");
      String error =
          storable(e.toString(), LONGEST_ERROR)
              + (Thread.currentThread().isInterrupted() ? "; " + INTERRUPTED : "");
      return failed(
          error + "; thrown " + course.place().orElse("in the evaluation") + origin, e, course);
    }
  }

  /**
   * Plays sessions with random slates, to see how much a log of them needs.
   *
   * @param log receives every decision; is not closed
   */
  public void sample(int sessions, StepLog log) {
    RandomKey key = root.child("sample");
    new Loop(
            environment,
            Perception.NONE,
            key.child("users"),
            key.child("slates"),
            "a sample of sessions",
            log)
        .play(Policy.uniform(environment.space()), sessions);
  }

  /**
   * Plays evaluation sessions again: the agent is created with the same key and loads the weights,
   * and the sessions have the same keys. Uses the calling thread.
   *
   * @param weights the parameters that were evaluated; empty if none are stored
   * @param sessions numbers of the sessions, without repeats
   * @param stored their stored rewards
   * @param log receives every decision; is not closed
   * @return why the trial cannot be replayed; empty if every session had its stored reward, to the
   *     bit. If there is a reason, the log has received decisions that the trial did not make
   */
  public Optional<String> replay(
      Optional<Weights> weights, int[] sessions, double[] stored, StepLog log) {
    Keys keys = keys();
    try (Agent built = agent.create(environment, keys.agentKey().child("init"))) {
      Policy policy = Evaluation.restored(this, built, weights);
      return Evaluation.difference(
          sessions, loop(built, keys, log).play(policy, sessions).rewards(), stored);
    } catch (Evaluation.Unstored e) {
      return Optional.of(e.getMessage());
    } catch (Throwable e) {
      return Optional.of(Harmless.text(storable(e.toString(), LONGEST_REASON)));
    } finally {
      // What the thread does next must not be interrupted.
      Thread.interrupted();
    }
  }

  private Failed failed(String error, Throwable cause, Course course) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    return new Failed(
        id,
        Harmless.text(storable(error, 2 * LONGEST_ERROR)),
        storable(trace.toString(), LONGEST_TRACE),
        course.clock.cost(List.of()));
  }

  /** Removes the middle of a text that is too long, and halves of surrogate pairs. */
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

  private TrialResult completed(Optional<StepLog.Source> logs, Course course) {
    Keys keys = keys();
    try (Agent built = agent.create(environment, keys.agentKey().child("init"))) {
      course.agent = built;
      Trained trained = built.learner().map(it -> train(built, it, keys, course)).orElse(UNTRAINED);
      course.evaluating();
      Policy policy = evaluation.policy(built.greedy(), environment.space());
      Repeats repeats = new Repeats(evaluation.sessions());
      Sessions played = evaluate(built, policy, keys, logs, repeats);
      ask(built, policy, keys, repeats);
      if (shared != null && shared.isOwn() && shared.hasChanged()) {
        throw Answers.changed(policy);
      }
      Score score = Score.of(environment, built, policy);
      return new Completed(
          id,
          played.rewards(),
          null,
          played.lengths(),
          score.exactValue(),
          score.greedyActions(),
          trained.warmupSteps(),
          trained.envSteps(),
          trained.updates(),
          trained.keptEpoch(),
          trained.ending(),
          built.learner().flatMap(Learner::engine).orElse(null),
          trained.curve(),
          built.learner().map(Learner::weights),
          played.metrics(environment.metrics()),
          played.metricDigests(),
          score.trust(),
          inputs(built).orElse(null),
          course.clock.cost(trained.learningNanos()));
    }
  }

  /** What the agent and the environment have used. */
  private Optional<Inputs> inputs(Agent built) {
    Optional<Inputs> own = built.inputs();
    return environment.inputs().map(it -> own.map(it::and).orElse(it)).or(() -> own);
  }

  private Trained train(Agent built, Learner learner, Keys keys, Course course) {
    course.trainer =
        new Trainer(environment, built, learner, training, evaluation.sessions(), keys);
    return course.trainer.train(course.watch);
  }

  private Sessions evaluate(
      Agent built, Policy policy, Keys keys, Optional<StepLog.Source> logs, Repeats repeats) {
    try (StepLog log = logs.map(source -> source.open(id, environment.space())).orElse(null)) {
      StepLog all = agent.isElsewhere() ? new Heard(log, repeats) : log;
      return loop(built, keys, all).playDigested(policy, evaluation.sessions());
    }
  }

  /** Asks again for decisions of the evaluation. */
  private void ask(Agent built, Policy policy, Keys keys, Repeats repeats) {
    if (built.greedy() instanceof Policy.Deterministic greedy) {
      repeats.askWithOtherKeys(
          greedy, environment, built.perception(), keys.evaluation(), decisions(keys), id.agent());
    }
    repeats.askAlone(policy, decisions(keys), id.agent());
  }

  /**
   * Passes decisions on to those that are asked again.
   *
   * @param log receives them too; null if there is none
   */
  private record Heard(StepLog log, Repeats repeats) implements StepLog {
    @Override
    public void start(Policy policy, Perception perception) {
      if (log != null) {
        log.start(policy, perception);
      }
    }

    @Override
    public boolean wantsDetails(int session) {
      return log != null && log.wantsDetails(session);
    }

    @Override
    public void step(Decision decision) {
      repeats.add(decision.session(), decision.index(), decision.perceived(), decision.slate());
      if (log != null) {
        log.step(decision);
      }
    }
  }

  /** The keys of the trial. */
  Keys keys() {
    return new Keys(root, environmentName, id.agent(), id.seed());
  }

  private static RandomKey decisions(Keys keys) {
    return keys.agentKey().child("eval");
  }

  /** The loop that plays the evaluation sessions. */
  Loop loop(Agent built, Keys keys, StepLog log) {
    return new Loop(
        environment, built.perception(), keys.evaluation(), decisions(keys), "evaluation", log);
  }

  /** The progress of a trial. */
  private static final class Course {
    private final Checkpoint.Watch watch;
    private final Stopwatch clock = new Stopwatch();
    private Agent agent;
    private Trainer trainer;
    private boolean evaluates;

    /** Whether features of the environment have changed, by this trial or another one. */
    private boolean changed;

    Course(Checkpoint.Watch watch) {
      this.watch = watch;
    }

    void evaluating() {
      clock.trained();
      evaluates = true;
    }

    /** The position of the trial before the evaluation, for messages. */
    Optional<String> place() {
      return evaluates
          ? Optional.empty()
          : Optional.of(trainer == null ? "while the agent was created" : trainer.place());
    }
  }

  /** Measures the cost of a trial, on the thread that runs it. */
  static final class Stopwatch {
    private final long start = System.nanoTime();
    private final long startCpu = cpu();
    private long trained = start;

    void trained() {
      trained = System.nanoTime();
    }

    Cost cost(List<Long> learningNanos) {
      return new Cost(
          trained - start, System.nanoTime() - trained, cpu() - startCpu, learningNanos);
    }

    /** CPU time of the calling thread, in nanoseconds. */
    static long cpu() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
  }
}
