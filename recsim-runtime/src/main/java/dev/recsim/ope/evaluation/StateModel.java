package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import dev.recsim.logs.LoggedSession.End;
import dev.recsim.ope.FittedQ;
import dev.recsim.ope.RewardModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Returns of states and documents by fitted Q evaluation, cross-fitted by session. A session that
 * was cut off gives no information on what follows its last step; every other session is over after
 * its last row.
 */
final class StateModel {
  private static final int MOST_PAIRS = 1_000_000;

  private final Map<Long, Integer> states = new HashMap<>();
  private final Map<Long, Integer> documents = new HashMap<>();
  private final double[] unsupported;
  private final FittedQ[] fits = new FittedQ[RewardModel.FOLDS];
  private final double[][][] q = new double[RewardModel.FOLDS][][];
  private final double[][] v = new double[RewardModel.FOLDS][];

  private StateModel(Survey survey) {
    survey.states().forEach(state -> states.put(state, states.size()));
    survey.documents().forEach(document -> documents.put(document, documents.size()));
    unsupported = new double[states.size()];
  }

  /**
   * Fits a model; empty if slates have several documents, if users or documents have features, if
   * there are too many states, or if the target does not know the probabilities of all documents.
   */
  static Optional<StateModel> of(Target target, Survey survey, double discount) {
    boolean tabular =
        survey.positions() == 1
            && survey.userFeatures() == 0
            && !survey.candidates()
            && target.knowsDistribution()
            && (long) survey.states().size() * survey.documents().size() <= MOST_PAIRS;
    if (!tabular) {
      return Optional.empty();
    }
    StateModel model = new StateModel(survey);
    double[][] table = new double[model.states.size()][];
    survey
        .log()
        .read(
            session -> {
              for (int t = 0; t < session.steps(); t++) {
                int state = model.states.get(session.state(t));
                if (table[state] == null) {
                  model.distribution(target, session, t, table, state);
                }
              }
            });
    model.fit(table, survey, discount);
    return Optional.of(model);
  }

  private void distribution(
      Target target, LoggedSession session, int step, double[][] table, int state) {
    double[] row = new double[documents.size()];
    table[state] = row;
    target.distribution(
        session,
        step,
        (document, probability) -> {
          Integer index = documents.get(document);
          if (index == null) {
            unsupported[state] += probability;
          } else {
            row[index] = probability;
          }
        });
  }

  private void fit(double[][] table, Survey survey, double discount) {
    for (int k = 0; k < fits.length; k++) {
      fits[k] = new FittedQ(table, discount);
    }
    survey.log().read(this::add);
    for (int k = 0; k < fits.length; k++) {
      q[k] = fits[k].solve();
      v[k] = fits[k].values(q[k]);
    }
  }

  private void add(LoggedSession session) {
    int fold = RewardModel.fold(session.id());
    for (int t = 0; t < session.steps(); t++) {
      boolean last = t == session.steps() - 1;
      if (last && session.end() == End.CUT_OFF) {
        return;
      }
      int state = states.get(session.state(t));
      int document = documents.get(session.document(t, 0));
      for (int k = 0; k < fits.length; k++) {
        if (k == fold) {
          continue;
        }
        if (last) {
          fits[k].addLast(state, document, session.reward(t));
        } else {
          fits[k].add(state, document, session.reward(t), states.get(session.state(t + 1)));
        }
      }
    }
  }

  /** Writes the predictions of each step. */
  void predict(LoggedSession session, double[] q, double[] v) {
    int fold = RewardModel.fold(session.id());
    for (int t = 0; t < session.steps(); t++) {
      int state = states.get(session.state(t));
      q[t] = this.q[fold][state][documents.get(session.document(t, 0))];
      v[t] = this.v[fold][state];
    }
  }

  double unsupported(LoggedSession session) {
    double most = 0;
    for (int t = 0; t < session.steps(); t++) {
      most = Math.max(most, unsupported[states.get(session.state(t))]);
    }
    return most;
  }
}
