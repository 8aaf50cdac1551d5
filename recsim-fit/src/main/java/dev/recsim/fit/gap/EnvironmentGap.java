package dev.recsim.fit.gap;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures any environment with states whose documents are those of the log. A finite one with
 * slates of one document is solved exactly. Others simulate the policy of the log: at each state,
 * one of the slates that the log shows there.
 *
 * @param environment with sessions that are cut off rarely or never
 * @param documents their ids in the log, by index
 * @param fitSessions number of sessions that the environment was fitted to; 0 for others. Without a
 *     posterior distribution, the error of the fit is that of a mean reward of so many sessions
 * @param key of the simulation
 * @param simulated number of simulated sessions; null for at least 20,000, and as many as the log
 *     has
 */
public record EnvironmentGap(
    Environment environment,
    List<String> documents,
    long fitSessions,
    RandomKey key,
    Integer simulated)
    implements GapMeasure {
  private static final int LEAST_SESSIONS = 20_000;

  /** A session of the log. */
  private record Logged(int[] states, Slate[] slates, double[] rewards) {
    LoggedSteps steps() {
      int[] shown = new int[slates.length];
      for (int t = 0; t < shown.length; t++) {
        shown[t] = slates[t].document(0);
      }
      return new LoggedSteps(states, shown, rewards);
    }
  }

  @Override
  public Measured of(Log log) {
    PolicyLog policy = new PolicyLog(log, documents);
    List<Logged> sessions = new ArrayList<>();
    policy.read(session -> add(policy, session, sessions));
    List<LoggedSteps> steps = sessions.stream().map(Logged::steps).toList();
    FiniteMdp finite = environment.model().orElse(null);
    Gap gap = finite == null ? simulated(sessions, steps) : SessionGap.of(finite, steps);
    boolean known = finite != null && finite.posterior().isPresent();
    return policy.measured("session", known ? gap : withErrorOfFit(gap, steps));
  }

  private boolean add(PolicyLog policy, LoggedSession session, List<Logged> sessions) {
    int steps = session.steps();
    Logged logged = new Logged(new int[steps], new Slate[steps], new double[steps]);
    int size = environment.space().slateSize();
    for (int t = 0; t < steps; t++) {
      InvalidOption.unless(
          session.size(t) == size,
          "logs",
          "has slates of %s documents, but the environment shows %s"
              .formatted(session.size(t), size));
      int[] slate = new int[size];
      logged.states[t] = state(policy, session, t);
      boolean known = logged.states[t] >= 0;
      for (int k = 0; k < size; k++) {
        slate[k] = policy.document(session, t, k);
        known &= slate[k] >= 0;
      }
      if (!known) {
        return false;
      }
      logged.slates[t] = Slate.of(slate);
      logged.rewards[t] = session.reward(t);
    }
    sessions.add(logged);
    return true;
  }

  private int state(PolicyLog policy, LoggedSession session, int step) {
    int states = environment.space().states();
    if (states == 1 || states == documents.size()) {
      return states == 1 ? 0 : policy.state(session, step);
    }
    long state = session.state(step);
    return state >= 0 && state < states ? (int) state : -1;
  }

  private Gap simulated(List<Logged> log, List<LoggedSteps> steps) {
    List<List<Slate>> shown = new ArrayList<>();
    for (int s = 0; s < environment.space().states(); s++) {
      shown.add(new ArrayList<>());
    }
    List<Slate> everywhere = new ArrayList<>();
    for (Logged session : log) {
      for (int t = 0; t < session.states.length; t++) {
        shown.get(session.states[t]).add(session.slates[t]);
        everywhere.add(session.slates[t]);
      }
    }
    int sessions = simulated == null ? Math.max(LEAST_SESSIONS, log.size()) : simulated;
    Simulation policy = new Simulation(environment, key, shown, everywhere);
    Estimate played = Estimate.of(policy.returns(sessions));
    Estimate logged = logged(steps);
    double ratio = played.mean() / logged.mean();
    double ofLog = ratio * logged.standardError() / logged.mean();
    double ofSimulation = played.standardError() / logged.mean();
    return new Gap(
        log.size(),
        played.mean(),
        logged.mean(),
        ratio - 1,
        Math.hypot(ofLog, ofSimulation),
        0,
        0,
        null,
        null);
  }

  private static Estimate logged(List<LoggedSteps> log) {
    return Estimate.of(log.stream().mapToDouble(LoggedSteps::reward).toArray());
  }

  private Gap withErrorOfFit(Gap gap, List<LoggedSteps> log) {
    if (fitSessions == 0) {
      return gap;
    }
    double deviation = logged(log).standardDeviation() / Math.sqrt(fitSessions);
    return new Gap(
        gap.sessions(),
        gap.predicted(),
        gap.observed(),
        gap.relative(),
        gap.seLog(),
        deviation / gap.observed(),
        gap.thinSteps(),
        gap.withoutPrior(),
        gap.parts());
  }

  /**
   * Plays the policy of a log: at each state, one of the slates that the log shows there. At a
   * state without any, it is one of all slates.
   *
   * @param shown the slates of the log at each state
   * @param all the slates of the log
   */
  private record Simulation(
      Environment environment, RandomKey key, List<List<Slate>> shown, List<Slate> all) {

    /** A session that is not over. */
    private final class Open {
      private final int index;
      private final Session session;
      private final RandomKey choices;
      private Observation seen;
      private Slate next;

      Open(int index) {
        this.index = index;
        session = environment.open(key.child(index).child("user"));
        choices = key.child(index).child("policy");
      }

      void choose(int t) {
        List<Slate> here = shown.get(seen.state());
        List<Slate> slates = here.isEmpty() ? all : here;
        next = slates.get(choices.below(t, slates.size()));
        session.announce(next);
      }
    }

    /** The returns of a number of sessions. */
    double[] returns(int sessions) {
      double[] returns = new double[sessions];
      int together = environment.batch().orElse(1);
      for (int from = 0; from < sessions; from += together) {
        List<Open> open = new ArrayList<>();
        for (int i = from; i < Math.min(sessions, from + together); i++) {
          open.add(new Open(i));
        }
        play(open, returns);
      }
      return returns;
    }

    private void play(List<Open> sessions, double[] returns) {
      List<Open> open = sessions;
      open.forEach(it -> it.seen = it.session.start());
      for (int t = 0; !open.isEmpty(); t++) {
        List<Open> left = new ArrayList<>();
        for (Open each : open) {
          each.choose(t);
        }
        for (Open each : open) {
          Step step = each.session.recommend(each.next);
          returns[each.index] += step.reward();
          each.seen = step.next();
          if (step.continues()) {
            left.add(each);
          }
        }
        open = left;
      }
    }
  }
}
