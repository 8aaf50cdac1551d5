package dev.recsim.fit.gap;

import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.fit.chain.Sequences;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures chains of documents. Recommendations change nothing in such an environment, so any
 * policy can be replayed on a log of what users opened. The policy is the best of the environment
 * that sees only the current document: it recommends the one that users open most often next. Its
 * reward in a session of the log is the number of opened documents that it would have recommended.
 *
 * @param kinds the chain of each kind of users, as an environment
 * @param shares of the kinds
 * @param documents their ids, by index
 * @param training sessions of the fit
 */
public record ChainGap(
    List<? extends FiniteMdp> kinds, double[] shares, List<String> documents, Sequences training)
    implements GapMeasure {

  @Override
  public Measured of(Log log) {
    PolicyLog policy = new PolicyLog(log, documents);
    int[] best = best();
    List<LoggedSteps> sessions = new ArrayList<>();
    policy.read(
        session -> {
          int[] opened = opened(policy, session);
          boolean known = opened.length > 0;
          if (known) {
            sessions.add(replayed(opened, best));
          }
          return known;
        });
    StochasticPolicy shown = StochasticPolicy.deterministic(kinds.get(0), best);
    Gap gap =
        kinds.size() == 1
            ? SessionGap.of(kinds.get(0), sessions, shown)
            : SessionGap.ofKinds(
                kinds,
                shares,
                sessions,
                shown,
                errorOfTraining(best) / SessionGap.observed(sessions));
    return policy.measured("session", gap);
  }

  /** The documents that a user opened; empty if the environment lacks one. */
  private static int[] opened(PolicyLog policy, LoggedSession session) {
    int[] opened = new int[session.steps()];
    for (int t = 0; t < opened.length; t++) {
      InvalidOption.unless(
          session.size(t) == 1, "logs", "has slates, but a chain is about single documents");
      opened[t] = policy.document(session, t, 0);
      if (opened[t] < 0) {
        return new int[0];
      }
    }
    return opened;
  }

  private static LoggedSteps replayed(int[] opened, int[] best) {
    int[] shown = new int[opened.length];
    double[] rewards = new double[opened.length];
    for (int t = 0; t < opened.length; t++) {
      shown[t] = best[opened[t]];
      rewards[t] = t + 1 < opened.length && opened[t + 1] == shown[t] ? 1 : 0;
    }
    return new LoggedSteps(opened, shown, rewards);
  }

  /** For each document, the one that users open most often next, weighted by visits of kinds. */
  private int[] best() {
    int n = documents.size();
    double[][] opens = new double[n][n];
    for (int k = 0; k < shares.length; k++) {
      FiniteMdp kind = kinds.get(k);
      double[] visits =
          new PolicyChain(kind, StochasticPolicy.deterministic(kind, new int[n])).visits();
      for (int s = 0; s < n; s++) {
        for (int a = 0; a < n; a++) {
          opens[s][a] += shares[k] * visits[s] * kind.reward(s, a);
        }
      }
    }
    int[] best = new int[n];
    for (int s = 0; s < n; s++) {
      for (int a = 1; a < n; a++) {
        best[s] = opens[s][a] > opens[s][best[s]] ? a : best[s];
      }
    }
    return best;
  }

  /**
   * The standard error of the mean reward in the sessions of the fit. A mixture has no posterior
   * distribution; its prediction varies with the log of the fit about as this mean does.
   */
  private double errorOfTraining(int[] best) {
    double sum = 0;
    double squares = 0;
    double sessions = 0;
    for (int i = 0; i < training.counts().length; i++) {
      int[] session = training.distinct().get(i);
      double reward = 0;
      for (int t = 1; t < session.length; t++) {
        reward += session[t] == best[session[t - 1]] ? 1 : 0;
      }
      double count = training.counts()[i];
      sum += count * reward;
      squares += count * reward * reward;
      sessions += count;
    }
    double mean = sum / sessions;
    return Math.sqrt(Math.max(0, squares / sessions - mean * mean) / sessions);
  }
}
