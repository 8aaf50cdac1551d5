package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.schedule.DrawnSlates;
import dev.recsim.trial.schedule.Ending;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Pace;
import dev.recsim.trial.schedule.Pace.Validation;
import dev.recsim.trial.schedule.Plateau;
import dev.recsim.trial.schedule.SelfLearner;
import dev.recsim.trial.schedule.SelfTraining;
import dev.recsim.trial.schedule.Training;
import dev.recsim.trial.schedule.TrainingMode;
import dev.recsim.trial.verify.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains a learner. It plays the warm-up sessions, then runs the epochs. After each gradient step
 * it plays the sessions that are due. Each epoch ends with a checkpoint.
 *
 * <p>Automatic training validates every checkpoint on the same users, and keeps the weights with
 * the largest mean reward. It ends early at a {@linkplain Plateau plateau}. It never uses exact
 * values.
 *
 * <p>Where sessions choose the best checkpoint, a learner may {@linkplain Learner#drawing draw} its
 * slates: see {@link DrawnSlates}.
 */
final class Trainer {
  /** The features of every session of this many, and of the first ones, are compared. */
  private static final int WATCHED = 64;

  private static final int FIRST = 20;

  private final Environment environment;
  private final Agent agent;
  private final Learner learner;
  private final Pace pace;
  private final int evaluationSessions;
  private final Keys keys;
  private final List<Checkpoint> curve = new ArrayList<>();
  private final List<Long> learningNanos = new ArrayList<>();
  private final Plateau plateau;
  private final Features features = new Features();
  private final DrawnSlates drawnSlates = new DrawnSlates();

  /** The current activity, for {@link #place}. */
  private enum Doing {
    ACTING,
    UPDATING,
    CHECKING,
    LOADING
  }

  private Doing doing = Doing.ACTING;
  private int epoch;
  private int sessions;
  private long envSteps;
  private long updates;
  private Weights bestWeights;
  private double bestScore = Double.NEGATIVE_INFINITY;
  private int bestEpoch;

  /** Reward of the sessions since the last diagnostics. */
  private double explored;

  /** Number of sessions at the last diagnostics. */
  private int told;

  /** Of the last checkpoint; null if it has none. */
  private Double score;

  /** Of a learner that trains itself; null for others. */
  private SelfTraining own;

  /** Reward of its sessions up to the last checkpoint. */
  private double ownReward;

  /** CPU time of the thread when it went on to learn. */
  private long learningStart;

  /**
   * @param evaluationSessions sessions after training, which determine the size of undeclared
   *     validation
   */
  Trainer(
      Environment environment,
      Agent agent,
      Learner learner,
      TrainingMode mode,
      int evaluationSessions,
      Keys keys) {
    this.environment = environment;
    this.agent = agent;
    this.learner = learner;
    this.pace = Pace.of(mode, environment.space(), learner);
    this.evaluationSessions = evaluationSessions;
    this.keys = keys;
    this.plateau = new Plateau(pace.epochs());
  }

  /** Runs the training. Afterwards the agent has the weights to evaluate. */
  Trained train(Checkpoint.Watch watch) {
    if (learner instanceof SelfLearner self) {
      return trainItself(self, watch);
    }
    learner.startTraining((long) pace.epochs() * pace.updatesPerEpoch());
    learn(this::playDue);
    long warmupSteps = envSteps;
    Ending ending = null;
    while (ending == null) {
      learn(this::trainEpoch);
      doing = Doing.CHECKING;
      ending = checkpoint(++epoch);
      watch.reached(epoch, pace.epochs(), score);
    }
    if (pace.keep() == Keep.LAST) {
      return new Trained(curve, learningNanos, warmupSteps, envSteps, updates, epoch, ending);
    }
    doing = Doing.LOADING;
    learner.load(bestWeights);
    return new Trained(curve, learningNanos, warmupSteps, envSteps, updates, bestEpoch, ending);
  }

  /** Leaves the training to the learner; its end is the last checkpoint. */
  private Trained trainItself(SelfLearner self, Checkpoint.Watch watch) {
    own =
        new SelfTraining(
            environment,
            keys.environment(),
            keys.seed(),
            keys.training(),
            (Pace.Planned) pace,
            () -> reached(watch));
    learningNanos.add(0L);
    learningStart = Trial.Stopwatch.cpu();
    self.train(own);
    reached(watch);
    doing = Doing.LOADING;
    learner.load(bestWeights);
    return new Trained(curve, learningNanos, 0, envSteps, 0, bestEpoch, Ending.SCHEDULE);
  }

  /** A checkpoint of a learner that trains itself; returns its score. */
  private double reached(Checkpoint.Watch watch) {
    addLearning(Trial.Stopwatch.cpu() - learningStart);
    doing = Doing.CHECKING;
    envSteps = own.steps();
    explored += own.reward() - ownReward;
    ownReward = own.reward();
    sessions = own.sessions();
    checkpoint(++epoch);
    watch.reached(epoch, pace.epochs(), score);
    doing = Doing.ACTING;
    learningStart = Trial.Stopwatch.cpu();
    return score;
  }

  /** The current position in the training, for messages. */
  String place() {
    if (own != null && doing == Doing.ACTING) {
      return "after %s steps of its training, before checkpoint %s"
          .formatted(own.steps(), epoch + 1);
    }
    return switch (doing) {
      case ACTING ->
          updates == 0
              ? "during warm-up, before checkpoint 1"
              : "after update %s, before checkpoint %s".formatted(updates, epoch + 1);
      case UPDATING -> "in update %s, before checkpoint %s".formatted(updates + 1, epoch + 1);
      case LOADING ->
          "when the weights of checkpoint %s were loaded, after checkpoint %s"
              .formatted(bestEpoch, epoch);
      case CHECKING -> "at checkpoint %s, after update %s".formatted(epoch, updates);
    };
  }

  /** Runs a part of the training, and records how much CPU time all parts so far took. */
  private void learn(Runnable part) {
    long start = Trial.Stopwatch.cpu();
    part.run();
    addLearning(Trial.Stopwatch.cpu() - start);
  }

  private void addLearning(long nanos) {
    long before = learningNanos.isEmpty() ? 0 : learningNanos.get(learningNanos.size() - 1);
    learningNanos.add(before + nanos);
  }

  private void trainEpoch() {
    doing = Doing.UPDATING;
    learner.startEpoch(pace.updatesPerEpoch(), pace.batchSize());
    for (int i = 0; i < pace.updatesPerEpoch(); i++) {
      doing = Doing.UPDATING;
      learner.update(pace.batchSize());
      updates++;
      playDue();
    }
  }

  private void playDue() {
    doing = Doing.ACTING;
    while (pace.due(updates, sessions, envSteps)) {
      act();
    }
  }

  /** Plays one session with the exploring policy; the learner observes every step. */
  private void act() {
    Policy policy = learner.exploring();
    Answers answers = new Answers(environment, "training");
    Session session = environment.open(keys.training().child(sessions));
    RandomKey decisions = keys.agentKey().child("explore").child(sessions);
    Perception perception = agent.perception();
    Observation seen = perception.first(answers.start(session, sessions));
    boolean watched = sessions < FIRST || sessions % WATCHED == 0;
    features.forget();
    Status status = Status.CONTINUES;
    double reward = 0;
    for (int t = 0; status == Status.CONTINUES; t++) {
      if (watched) {
        features.look(seen);
      }
      Slate slate = policy.recommend(seen, decisions.child(t));
      answers.unchanged(features, policy, sessions, t);
      answers.slate(policy, slate, seen, sessions, t);
      Step step = session.recommend(slate);
      answers.step(slate, step, 0, sessions, t);
      Observation next = perception.next(seen, slate, step);
      learner.observe(new Transition(seen, slate, told(perception, seen, slate, step, next)));
      answers.unchanged(features, learner, sessions, t);
      seen = next;
      status = step.status();
      reward += step.reward();
      envSteps++;
    }
    drawnSlates.add(reward);
    explored += reward;
    sessions++;
  }

  /** The step that the learner receives, converted by the perception. */
  private static Step told(
      Perception perception, Observation seen, Slate slate, Step step, Observation next) {
    double reward = perception.reward(seen, slate, step);
    return next == step.next() && reward == step.reward()
        ? step
        : new Step(step.response(), reward, next, step.status());
  }

  /** Returns why the training ends after this checkpoint; null if it continues. */
  private Ending checkpoint(int epoch) {
    Double exact = Score.exactValue(environment, agent, agent.greedy());
    Validation due =
        pace.validation(epoch, evaluationSessions, (double) envSteps / Math.max(1, sessions));
    boolean wanted = due.scores() || exact == null || !environment.metrics().isEmpty();
    Sessions greedy = wanted && due.sessions() > 0 ? validate(agent.greedy(), due) : null;
    boolean exactScore = exact != null && due.orExact();
    Sessions drawn = due.scores() && !exactScore ? drawn(greedy, due) : null;
    Sessions played = drawn != null ? drawn : greedy;
    if (drawn != null && exact != null) {
      exact = Score.exactValue(environment, agent, learner.exploring());
    }
    Double mean = due.scores() ? (Double) played.meanReward() : null;
    score = exactScore ? exact : mean;
    keepIfBest(epoch, drawn != null);
    Ending ending = pace.ending(epoch, epoch - bestEpoch, plateau);
    int last = pace.epochs();
    boolean point = Training.points(epoch, last) > Training.points(epoch - 1, last);
    point |= ending != null || drawn != null;
    boolean several = played != null && played.rewards().length > 1;
    curve.add(
        new Checkpoint(
            epoch,
            envSteps,
            updates,
            played == null ? null : (Double) played.meanReward(),
            several ? (Double) played.standardError() : null,
            exact,
            point ? diagnostics(drawn == null ? null : greedy) : Map.of(),
            point && played != null ? metrics(played) : Map.of()));
    return ending;
  }

  private Sessions validate(Policy policy, Validation due) {
    return new Loop(
            environment,
            agent.perception(),
            keys.validation(due.name(), due.users()),
            keys.agentKey().child(due.name()).child(due.users()),
            "validation of epoch " + epoch,
            null)
        .play(policy, due.sessions());
  }

  /** The same sessions with drawn slates; null if these are not better, or not for evaluation. */
  private Sessions drawn(Sessions greedy, Validation due) {
    boolean promise = drawnSlates.promise(greedy.rewards());
    if (!promise || pace.keep() == Keep.LAST || learner.drawing().isEmpty()) {
      return null;
    }
    Sessions drawn = validate(learner.exploring(), due);
    return DrawnSlates.better(drawn.rewards(), greedy.rewards()) ? drawn : null;
  }

  /**
   * The diagnostics of a checkpoint.
   *
   * @param greedy sessions of the greedy policy where drawn slates are better; else null
   */
  private Map<String, Double> diagnostics(Sessions greedy) {
    SortedMap<String, Double> diagnostics = new TreeMap<>(learner.diagnostics());
    Answers.diagnostics(learner, diagnostics);
    if (sessions > told) {
      diagnostics.put(Checkpoint.SESSION_REWARD, explored / (sessions - told));
      told = sessions;
      explored = 0;
    }
    if (greedy != null) {
      diagnostics.put(Checkpoint.GREEDY_REWARD, greedy.meanReward());
    }
    return diagnostics;
  }

  private Map<String, Double> metrics(Sessions played) {
    Map<String, Double> metrics = played.metrics(environment.metrics());
    metrics.values().removeIf(value -> !Double.isFinite(value));
    return metrics;
  }

  private void keepIfBest(int epoch, boolean drawn) {
    if (score == null && (pace.keep() == Keep.BEST || pace.patience() > 0)) {
      throw new IllegalStateException(
          "keep: best and patience need checkpoints with a score: the environment has no exact"
              + " values, so set validation_sessions");
    }
    if (score != null) {
      plateau.add(score);
    }
    if (score != null && score > bestScore) {
      bestScore = score;
      bestEpoch = epoch;
      bestWeights = pace.keep() == Keep.BEST ? weights(drawn) : null;
    }
  }

  private Weights weights(boolean drawn) {
    return drawn ? learner.drawing().orElseThrow() : learner.weights();
  }

  /**
   * The result of a training.
   *
   * @param learningNanos see {@link TrialResult.Cost}
   * @param warmupSteps steps before the first update
   * @param keptEpoch epoch of the weights that the agent now has
   */
  record Trained(
      List<Checkpoint> curve,
      List<Long> learningNanos,
      long warmupSteps,
      long envSteps,
      long updates,
      int keptEpoch,
      Ending ending) {}
}
