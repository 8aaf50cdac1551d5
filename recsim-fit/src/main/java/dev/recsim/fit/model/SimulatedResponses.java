package dev.recsim.fit.model;

import dev.recsim.fit.chain.MarkovChain;
import dev.recsim.fit.response.ResponseKinds;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ResponseWorld;
import dev.recsim.fit.response.ShownSession;
import dev.recsim.fit.world.Draw;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * Simulates users of the model who are shown what the log's policy showed: at each document, the
 * documents of the held-out steps there with their frequencies; where there are none, those of all
 * steps.
 */
final class SimulatedResponses {
  private static final RandomKey KEY = RandomKey.root(0).child("predictive");
  private static final int DRAWS = 4;
  private static final int LONGEST = 100_000;

  private final ResponseModel model;
  private final ResponseKinds kinds;

  /** Probability of each shown document, by the document at which the user is. */
  private final double[][] policy;

  /**
   * @param model of all users as if they were alike
   * @param kinds of users
   */
  SimulatedResponses(ResponseModel model, ResponseKinds kinds, List<ShownSession> heldOut) {
    this.model = model;
    this.kinds = kinds;
    int n = model.states();
    policy = new double[n][n];
    double[] everywhere = new double[n];
    for (ShownSession session : heldOut) {
      for (int t = 0; t < session.length(); t++) {
        policy[session.states()[t]][session.shown()[t]]++;
        everywhere[session.shown()[t]]++;
      }
    }
    for (int i = 0; i < n; i++) {
      double steps = Arrays.stream(policy[i]).sum();
      double[] shown = steps == 0 ? everywhere.clone() : policy[i];
      double sum = Arrays.stream(shown).sum();
      policy[i] = Arrays.stream(shown).map(it -> it / sum).toArray();
    }
  }

  /** Shares of the lengths of sessions, see {@link MarkovChain#lengths}. */
  double[] lengths(int longest) {
    double[] lengths = new double[longest + 1];
    for (int k = 0; k < kinds.size(); k++) {
      double[] ofKind = chain(kinds.kinds().get(k)).lengths(longest);
      for (int length = 0; length <= longest; length++) {
        lengths[length] += kinds.shares()[k] * ofKind[length];
      }
    }
    return lengths;
  }

  /** The documents at which users of a kind are, as a chain with exits. */
  private MarkovChain chain(ResponseWorld model) {
    int n = model.states();
    double[] start = new double[n];
    double[][] next = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      start[i] = model.start(i);
      double refused = 0;
      for (int j = 0; j < n; j++) {
        double accepted = policy[i][j] * model.accept(i, j);
        refused += policy[i][j] - accepted;
        next[i][j] += accepted * (1 - model.leave(true));
        next[i][n] += accepted * model.leave(true);
      }
      for (int j = 0; j < n; j++) {
        next[i][j] += refused * (1 - model.leave(false)) * model.move(j);
      }
      next[i][n] += refused * model.leave(false);
    }
    return new MarkovChain(start, next);
  }

  /** Users of a kind, whose probabilities are asked for once. */
  private static final class Kind {
    private final ResponseWorld world;
    private final double[] starts;
    private final double[] moves;
    private final double[][] accepts;

    Kind(ResponseWorld world) {
      this.world = world;
      starts = new double[world.states()];
      moves = new double[world.states()];
      accepts = new double[world.states()][];
      Arrays.setAll(starts, world::start);
      Arrays.setAll(moves, world::move);
    }

    double accept(int at, int shown) {
      if (accepts[at] == null) {
        accepts[at] = new double[accepts.length];
        Arrays.fill(accepts[at], Double.NaN);
      }
      if (Double.isNaN(accepts[at][shown])) {
        accepts[at][shown] = world.accept(at, shown);
      }
      return accepts[at][shown];
    }
  }

  /** Users who are alike are drawn from the posterior; several kinds have no such distribution. */
  private List<Kind> kinds(int simulation) {
    return kinds.size() == 1
        ? List.of(new Kind(model.draw(simulation % ResponseModel.DRAWS)))
        : kinds.kinds().stream().map(Kind::new).toList();
  }

  /** Mean length, mean number of acceptances, and share of sessions without one. */
  double[] log(int simulation, int sessions) {
    RandomKey key = KEY.child(simulation);
    List<Kind> all = kinds(simulation);
    double steps = 0;
    double accepted = 0;
    double none = 0;
    for (int i = 0; i < sessions; i++) {
      RandomKey user = key.child(i);
      Kind kind =
          all.get(all.size() == 1 ? 0 : Draw.of(kinds.shares(), user.child("kind").uniform(0)));
      int at = Draw.of(kind.starts, user.child("start").uniform(0));
      int responses = 0;
      int length = 0;
      boolean open = true;
      while (open && length < LONGEST) {
        long draw = (long) DRAWS * length++;
        int shown = Draw.of(policy[at], user.uniform(draw));
        boolean accept = user.uniform(draw + 1) < kind.accept(at, shown);
        open = user.uniform(draw + 2) >= kind.world.leave(accept);
        responses += accept ? 1 : 0;
        at = accept ? shown : Draw.of(kind.moves, user.uniform(draw + 3));
      }
      steps += length;
      accepted += responses;
      none += responses == 0 ? 1 : 0;
    }
    return new double[] {steps / sessions, accepted / sessions, none / sessions};
  }
}
