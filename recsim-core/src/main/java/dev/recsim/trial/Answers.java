package dev.recsim.trial;

import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.trial.Sessions.Counted;
import dev.recsim.trial.verify.Features;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SortedMap;

/** Checks the values that environments, policies and learners return. */
final class Answers {
  /** Largest number of diagnostics of a learner. */
  private static final int MOST_FIGURES = 1_000;

  /** An invalid value; its message becomes the error of the trial. */
  static class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1;

    Invalid(String message) {
      super(message);
    }
  }

  /** An agent, or another one at the same time, has changed features of the environment. */
  static final class Changed extends Invalid {
    private static final long serialVersionUID = 1;

    Changed(String message) {
      super(message);
    }
  }

  /** Largest score allowed: sums of squares of larger scores might overflow. */
  static final double LARGEST = 1e100;

  /** Largest slate whose documents are compared one by one. */
  private static final int FEW = 16;

  private final Environment environment;
  private final String played;
  private final Space space;
  private final int states;

  /** Number of counters with a name, and of those without. */
  private final int named;

  private final int more;

  /** Documents of a large slate; reused. */
  private final BitSet shown = new BitSet();

  /**
   * @param played purpose of the sessions, for messages
   */
  Answers(Environment environment, String played) {
    this.environment = environment;
    this.played = played;
    this.space = environment.space();
    this.states = space.states();
    this.named = environment.counters().size();
    this.more = environment.sparseCounters();
  }

  /**
   * Checks the first observation of a session, counted from 0.
   *
   * @throws Invalid if it is missing or its state is out of range
   */
  Observation start(Session opened, int session) {
    Observation start = opened == null ? null : opened.start();
    if (!isSeen(start)) {
      String wrong = opened == null ? "opened no session" : shown(start);
      throw invalid(environment, wrong, session, 0);
    }
    return start;
  }

  /**
   * Checks a slate, before the environment gets it.
   *
   * @param seen the observation for which the policy chose it
   * @param session counted from 0
   * @param index of the step, counted from 0
   * @throws Invalid if it is empty or too large, or has a document that does not exist or is
   *     repeated
   */
  void slate(Policy policy, Slate slate, Observation seen, int session, int index) {
    boolean sound =
        slate != null && slate.size() == 1
            ? Integer.compareUnsigned(slate.document(0), seen.documents(space)) < 0
            : isSlate(slate, seen);
    if (!sound) {
      throw invalid(policy, wrong(slate, seen.documents(space)), session, index);
    }
  }

  private boolean isSlate(Slate slate, Observation seen) {
    int size = slate == null ? 0 : slate.size();
    if (size == 0 || size > space.slateSize()) {
      return false;
    }
    int documents = seen.documents(space);
    for (int i = 0; i < size; i++) {
      int document = slate.document(i);
      if (document < 0 || document >= documents || size <= FEW && repeats(slate, i)) {
        return false;
      }
    }
    return size <= FEW || isDistinct(slate);
  }

  private static boolean repeats(Slate slate, int position) {
    int document = slate.document(position);
    for (int i = 0; i < position; i++) {
      if (slate.document(i) == document) {
        return true;
      }
    }
    return false;
  }

  private boolean isDistinct(Slate slate) {
    shown.clear();
    for (int i = 0; i < slate.size(); i++) {
      shown.set(slate.document(i));
    }
    return shown.cardinality() == slate.size();
  }

  /**
   * Checks a step.
   *
   * @param before sum of the session's rewards before the step
   * @param session counted from 0
   * @param index of the step, counted from 0
   * @return the sum with the step's reward
   * @throws Invalid if a value of the step is missing or out of range
   */
  double step(Slate slate, Step step, double before, int session, int index) {
    double sum = step == null ? 0 : before + step.reward();
    if (step == null
        || !(Math.abs(sum) <= LARGEST)
        || !isAnswer(step.response(), slate.size())
        || step.status() == null
        || !step.ended() && !isSeen(step.next())) {
      throw invalid(environment, wrong(slate, step, sum), session, index);
    }
    return sum;
  }

  /**
   * Checks that an agent has not written to the features of its observation.
   *
   * @param who the policy or the learner
   * @throws Changed if it has
   */
  void unchanged(Features shown, Object who, int session, int index) {
    if (shown.haveChanged()) {
      String what = "changed the features of the user or of a document";
      throw new Changed(message(who, what, session, index));
    }
  }

  /** The error of an agent that has written to features when they were not compared. */
  static Changed changed(Policy policy) {
    return new Changed(
        "the policy %s, or its learner, changed the features of a document; correct that class"
            .formatted(name(policy)));
  }

  /**
   * Checks the counts of a session after its end.
   *
   * @param steps its length
   * @throws Invalid if counts are missing, or one is not finite or has no counter
   */
  Counted counts(Session session, int index, int steps) {
    double[] counts = session.counts();
    Session.Sparse sparse = session.sparseCounts();
    if (counts == null || sparse == null) {
      throw invalid(environment, "returned null as its counts", index, steps - 1);
    }
    for (double count : counts) {
      if (!Double.isFinite(count)) {
        throw invalid(environment, "counted " + count, index, steps - 1);
      }
    }
    int[] counters = sparse.counters();
    double[] added = sparse.counts();
    for (int i = 0; i < added.length; i++) {
      int counter = counters[i];
      boolean exists = counter >= named && counter < named + more;
      if (!exists || !Double.isFinite(added[i])) {
        String what = exists ? "counted " + added[i] : "has no sparse counter " + counter;
        throw invalid(owner(counter), what, index, steps - 1);
      }
    }
    return new Counted(counts, sparse);
  }

  private Object owner(int counter) {
    return environment instanceof MeasuredEnvironment measured
        ? measured.owner(counter)
        : environment;
  }

  /**
   * Checks the probabilities of a policy.
   *
   * @throws Invalid unless there is one for each document, and they sum to 1
   */
  static void probabilities(Policy policy, double[] row, int state, int documents) {
    boolean sound = row.length == documents && Arrays.stream(row).allMatch(p -> p >= 0);
    if (!sound || !(Math.abs(Arrays.stream(row).sum() - 1) <= 1e-3)) {
      throw new Invalid(
          "the policy %s returned the probabilities %s in state %s (there are %s documents, and probabilities add up to 1); correct that class"
              .formatted(name(policy), shortened(row), state, documents));
    }
  }

  /**
   * Checks the diagnostics of a learner.
   *
   * @throws Invalid if one is not finite, or if there are too many to show
   */
  static void diagnostics(Learner learner, SortedMap<String, Double> figures) {
    if (figures.size() > MOST_FIGURES) {
      throw new Invalid(
          "the learner %s returned %s figures by name; at most %s can be shown"
              .formatted(name(learner), figures.size(), MOST_FIGURES));
    }
    figures.forEach(
        (name, figure) -> {
          if (!Double.isFinite(figure)) {
            throw new Invalid(
                "the learner %s returned the %s %s; correct that class"
                    .formatted(name(learner), name, figure));
          }
        });
  }

  private static String shortened(double[] row) {
    String some = Arrays.toString(Arrays.copyOf(row, Math.min(row.length, 10)));
    return row.length <= 10 ? some : some + " and " + (row.length - 10) + " more";
  }

  private boolean isSeen(Observation shown) {
    return shown != null && shown.state() >= 0 && shown.state() < states;
  }

  private static boolean isAnswer(Response response, int positions) {
    if (response == null) {
      return false;
    }
    for (int i = 0; i < response.clicks(); i++) {
      int clicked = response.click(i);
      if (clicked < 0 || clicked >= positions) {
        return false;
      }
    }
    return true;
  }

  /** What is wrong with a slate. */
  private String wrong(Slate slate, int documents) {
    if (slate == null || slate.size() == 0 || slate.size() > space.slateSize()) {
      return "recommended %s (slates have 1 to %s documents)".formatted(slate, space.slateSize());
    }
    for (int i = 0; i < slate.size(); i++) {
      if (slate.document(i) < 0 || slate.document(i) >= documents) {
        return "recommended %s (documents are 0 to %s)".formatted(slate, documents - 1);
      }
    }
    return "recommended %s (a slate shows no document twice)".formatted(slate);
  }

  private String wrong(Slate slate, Step step, double sum) {
    if (step == null || step.response() == null || step.status() == null) {
      return "returned null as its %s"
          .formatted(step == null ? "step" : step.response() == null ? "response" : "status");
    }
    if (!(Math.abs(sum) <= LARGEST)) {
      boolean alone = !(Math.abs(step.reward()) <= LARGEST);
      return "gave %s %s (rewards and their sums are numbers up to 1e100)"
          .formatted(alone ? "the reward" : "rewards that add up to", alone ? step.reward() : sum);
    }
    return isAnswer(step.response(), slate.size())
        ? shown(step.next())
        : "%s on a slate of %s".formatted(step.response(), slate.size());
  }

  private String shown(Observation seen) {
    return seen == null
        ? "returned null as its observation"
        : "showed state %s (states are 0 to %s)".formatted(seen.state(), states - 1);
  }

  /**
   * The name of an object's class; of a lambda, the enclosing class, because the name of a lambda
   * class differs between runs.
   */
  private static String name(Object who) {
    return who.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
  }

  private static String kind(Object who) {
    return who instanceof Policy
        ? "policy"
        : who instanceof Learner ? "learner" : who instanceof Measure ? "metric" : "environment";
  }

  /**
   * Creates an error that names the class to correct.
   *
   * @param who a policy, a learner, a measure or the environment
   */
  private Invalid invalid(Object who, String what, int session, int step) {
    return new Invalid(message(who, what, session, step));
  }

  private String message(Object who, String what, int session, int step) {
    Object whose = who instanceof MeasuredEnvironment measured ? measured.inside() : who;
    return "the %s %s %s in session %s of the %s, at step %s (both counted from 0); correct that class"
        .formatted(kind(who), name(whose), what, session, played, step);
  }
}
