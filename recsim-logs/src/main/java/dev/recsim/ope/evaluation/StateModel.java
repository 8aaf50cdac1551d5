package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import dev.recsim.logs.LoggedSession.End;
import dev.recsim.ope.FittedQ;
import dev.recsim.ope.RewardModel;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Optional;

/**
 * Returns of states and documents by fitted Q evaluation, cross-fitted by session. A session that
 * was cut off gives no information on what follows its last step; every other session is over after
 * its last row.
 */
final class StateModel implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int MOST_PAIRS = 1_000_000;

  private final HashMap<Long, Integer> states;
  private final HashMap<Long, Integer> documents = new HashMap<>();
  private final double[] unsupported;
  private final double[][][] q = new double[RewardModel.FOLDS][][];
  private final double[][] v = new double[RewardModel.FOLDS][];

  private StateModel(Survey survey) {
    states = survey.stateNumbers();
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
    Table table = survey.source().read(log -> new Table(model, target)).sums();
    System.arraycopy(table.unsupported, 0, model.unsupported, 0, table.unsupported.length);
    double[][] rows = table.rows;
    Fits fits = survey.source().read(log -> new Fits(model, rows, discount)).sums();
    for (int k = 0; k < RewardModel.FOLDS; k++) {
      model.q[k] = fits.folds[k].solve();
      model.v[k] = fits.folds[k].values(model.q[k]);
    }
    return Optional.of(model);
  }

  /** The target's probabilities of the log's documents, by state. */
  private static final class Table implements Pass.Sums<Table> {
    private static final long serialVersionUID = 1;
    private final transient StateModel model;
    private final transient Target target;
    private final double[][] rows;
    private final double[] unsupported;

    Table(StateModel model, Target target) {
      this.model = model;
      this.target = target;
      this.rows = new double[model.states.size()][];
      this.unsupported = new double[rows.length];
    }

    @Override
    public void add(LoggedSession session) {
      for (int t = 0; t < session.steps(); t++) {
        int state = model.states.get(session.state(t));
        if (rows[state] == null) {
          rows[state] = row(session, t, state);
        }
      }
    }

    private double[] row(LoggedSession session, int step, int state) {
      double[] row = new double[model.documents.size()];
      target.distribution(
          session,
          step,
          (document, probability) -> {
            Integer index = model.documents.get(document);
            if (index == null) {
              unsupported[state] += probability;
            } else {
              row[index] = probability;
            }
          });
      return row;
    }

    @Override
    public void add(Table other) {
      for (int state = 0; state < rows.length; state++) {
        if (rows[state] == null) {
          rows[state] = other.rows[state];
          unsupported[state] = other.unsupported[state];
        }
      }
    }
  }

  /** The steps that each fold is fitted to. */
  private static final class Fits implements Pass.Sums<Fits> {
    private static final long serialVersionUID = 1;
    private final transient StateModel model;
    private final FittedQ[] folds = new FittedQ[RewardModel.FOLDS];

    Fits(StateModel model, double[][] table, double discount) {
      this.model = model;
      for (int k = 0; k < folds.length; k++) {
        folds[k] = new FittedQ(table, discount);
      }
    }

    @Override
    public void add(LoggedSession session) {
      int fold = RewardModel.fold(session.id());
      for (int t = 0; t < session.steps(); t++) {
        boolean last = t == session.steps() - 1;
        if (last && session.end() == End.CUT_OFF) {
          return;
        }
        int state = model.states.get(session.state(t));
        int document = model.documents.get(session.document(t, 0));
        for (int k = 0; k < folds.length; k++) {
          if (k == fold) {
            continue;
          }
          if (last) {
            folds[k].addLast(state, document, session.reward(t));
          } else {
            int next = model.states.get(session.state(t + 1));
            folds[k].add(state, document, session.reward(t), next);
          }
        }
      }
    }

    @Override
    public void add(Fits other) {
      for (int k = 0; k < folds.length; k++) {
        folds[k].add(other.folds[k]);
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
