package dev.recsim.fit.gap;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Generate;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ShownSession;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Known worlds of users who respond to one document at a time, their policies and logs. */
final class Worlds {
  private Worlds() {}

  /**
   * Users of {@code transition_matrix}.
   *
   * @param kinds of users, each as likely as the others
   * @param later kinds in the second half of A's period, and in B's
   */
  record World(List<Environment> kinds, List<Environment> later) {
    FiniteMdp kind(int k) {
      return later.get(k).model().orElseThrow();
    }

    int documents() {
      return kind(0).actions();
    }

    /** States of a user at a document. */
    private int moods() {
      return kind(0).states() / documents();
    }

    /** Mean acceptance of all kinds. */
    double[][] acceptance() {
      int n = documents();
      double[][] mean = new double[n][n];
      for (int k = 0; k < later.size(); k++) {
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            mean[i][j] += kind(k).reward(i * moods(), j) / later.size();
          }
        }
      }
      return mean;
    }

    /** The true value of a policy in B's period. */
    double value(StochasticPolicy policy) {
      double sum = 0;
      for (int k = 0; k < later.size(); k++) {
        sum += new ExactSolver(kind(k)).value(lifted(policy)).reward() / later.size();
      }
      return sum;
    }

    /** A policy that sees the document only. */
    private StochasticPolicy lifted(StochasticPolicy policy) {
      double[][] table = new double[kind(0).states()][];
      Arrays.setAll(table, s -> policy.probabilities()[s / moods()]);
      return new StochasticPolicy(table);
    }

    /** What a policy for each kind does at each document, whatever the kind. */
    StochasticPolicy mixed(StochasticPolicy... by) {
      double[][] table = new double[documents()][documents()];
      double[] all = new double[documents()];
      for (int k = 0; k < by.length; k++) {
        double[] visits = new ExactSolver(kind(k)).visits(by[k]);
        for (int s = 0; s < table.length; s++) {
          all[s] += visits[s];
          for (int a = 0; a < table.length; a++) {
            table[s][a] += visits[s] * by[k].probabilities()[s][a];
          }
        }
      }
      for (int s = 0; s < table.length; s++) {
        for (int a = 0; a < table.length; a++) {
          table[s][a] /= all[s];
        }
      }
      return new StochasticPolicy(table);
    }

    /** A log of a policy; of kind k if there is a policy for each. */
    List<ShownSession> log(int sessions, boolean isLater, RandomKey key, StochasticPolicy... by) {
      List<ShownSession> log = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        RandomKey user = key.child(i);
        int kind = user.child("kind").below(0, kinds.size());
        boolean late = isLater || 2 * i >= sessions;
        Environment environment = (late ? later : kinds).get(kind);
        log.add(session(environment, by[by.length == 1 ? 0 : kind], user));
      }
      return log;
    }
  }

  private static ShownSession session(Environment world, StochasticPolicy by, RandomKey user) {
    Session session = world.open(user.child("user"));
    RandomKey choices = user.child("choices");
    int[] states = new int[8];
    int[] shown = new int[8];
    boolean[] accepted = new boolean[8];
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    int t = 0;
    for (; status == Status.CONTINUES; t++) {
      if (t == states.length) {
        states = Arrays.copyOf(states, 2 * t);
        shown = Arrays.copyOf(shown, 2 * t);
        accepted = Arrays.copyOf(accepted, 2 * t);
      }
      states[t] = seen.state();
      shown[t] = draw(by.probabilities()[seen.state()], choices.uniform(t));
      Step step = session.recommend(Slate.of(shown[t]));
      accepted[t] = step.reward() > 0;
      seen = step.next();
      status = step.status();
    }
    return new ShownSession(
        Arrays.copyOf(states, t), Arrays.copyOf(shown, t), Arrays.copyOf(accepted, t), true);
  }

  static int draw(double[] shares, double uniform) {
    int i = 0;
    for (double sum = shares[0]; uniform >= sum && i < shares.length - 1; sum += shares[i]) {
      i++;
    }
    return i;
  }

  static Environment environment(int documents, long seed, double accepted, double refused) {
    return environment(
        documents, accepted, refused, new Acceptance(null, null, new Generate(seed), null));
  }

  static Environment environment(double[][] rows, double accepted, double refused) {
    List<List<Double>> list =
        Arrays.stream(rows).map(it -> Arrays.stream(it).boxed().toList()).toList();
    return environment(rows.length, accepted, refused, new Acceptance(null, list, null, null));
  }

  private static Environment environment(
      int documents, double accepted, double refused, Acceptance acceptance) {
    return new TransitionMatrixProvider()
        .create(
            new TransitionMatrixOptions(documents, 1, accepted, refused, acceptance, 1_000_000),
            Path.of("."));
  }

  /** Worlds with a number of kinds. */
  static World kinds(int kinds, int documents, long seed, double accepted, double refused) {
    List<Environment> all =
        IntStream.range(0, kinds)
            .mapToObj(k -> environment(documents, 1_000_003L * seed + k, accepted, refused))
            .toList();
    return new World(all, all);
  }

  /** Half of the documents become more popular in the middle of A's period, the others less. */
  static World drift(int documents, long seed) {
    FiniteMdp before = environment(documents, seed, 0.1, 0.2).model().orElseThrow();
    double[][][] rows = new double[2][documents][documents];
    for (int i = 0; i < documents; i++) {
      for (int j = 0; j < documents; j++) {
        for (int phase = 0; phase < 2; phase++) {
          double factor = (j + phase) % 2 == 0 ? 0.8 : 1;
          rows[phase][i][j] = factor * before.reward(i, j);
        }
      }
    }
    return new World(
        List.of(environment(rows[0], 0.1, 0.2)), List.of(environment(rows[1], 0.1, 0.2)));
  }

  static StochasticPolicy uniform(int documents) {
    double[][] table = new double[documents][documents];
    for (double[] row : table) {
      Arrays.fill(row, 1.0 / documents);
    }
    return new StochasticPolicy(table);
  }

  /** Shows a document that is the best with a probability, else a random one. */
  static StochasticPolicy greedy(double[][] worth, double share) {
    double[][] table = uniform(worth.length).probabilities();
    for (int i = 0; i < table.length; i++) {
      int best = 0;
      for (int j = 0; j < table.length; j++) {
        table[i][j] *= 1 - share;
        best = worth[i][j] > worth[i][best] ? j : best;
      }
      table[i][best] += share;
    }
    return new StochasticPolicy(table);
  }

  /** The model of a fit to four fifths of a log. */
  static ResponseModel fit(int documents, List<ShownSession> log) {
    List<ShownSession> training =
        IntStream.range(0, log.size()).filter(i -> i % 5 != 4).mapToObj(log::get).toList();
    return new ResponseModel(ResponseCounts.of(documents, training), 1_000_000);
  }

  static List<LoggedSteps> steps(List<ShownSession> log) {
    return log.stream()
        .map(
            it -> {
              double[] rewards = new double[it.length()];
              for (int t = 0; t < rewards.length; t++) {
                rewards[t] = it.accepted()[t] ? 1 : 0;
              }
              return new LoggedSteps(it.states(), it.shown(), rewards);
            })
        .toList();
  }

  /** Users who leave the sooner the more documents they have accepted in a row. */
  static World boredom(int documents, long seed) {
    FiniteMdp calm = environment(documents, seed, 0.1, 0.2).model().orElseThrow();
    List<Environment> all = List.of(new Bored(calm));
    return new World(all, all);
  }

  /** The state of the model is the document, times 4, plus the accepted documents in a row. */
  private record Bored(FiniteMdp calm) implements Environment, FiniteMdp {
    private static final int MOST = 4;

    private static double leaves(int before) {
      return 0.1 * (1 + before);
    }

    @Override
    public Space space() {
      return new Space(calm.states(), 1, calm.states());
    }

    @Override
    public Optional<FiniteMdp> model() {
      return Optional.of(this);
    }

    @Override
    public Session open(RandomKey key) {
      int[] now = {key.below(0, calm.states()), 0, 0};
      return new Session() {
        @Override
        public Observation start() {
          return new Observation(now[0]);
        }

        @Override
        public Step recommend(Slate slate) {
          int t = 3 * now[2]++ + 1;
          int shown = slate.document(0);
          boolean accepts = key.uniform(t) < calm.reward(now[0], shown);
          boolean left = key.uniform(t + 1) < (accepts ? leaves(now[1]) : 0.2);
          now[0] = accepts ? shown : key.below(t + 2, calm.states());
          now[1] = accepts ? Math.min(now[1] + 1, MOST - 1) : 0;
          return new Step(
              accepts ? Response.FIRST : Response.NONE,
              accepts ? 1 : 0,
              new Observation(now[0]),
              left ? Status.ENDED : Status.CONTINUES);
        }
      };
    }

    @Override
    public int states() {
      return MOST * calm.states();
    }

    @Override
    public int actions() {
      return calm.actions();
    }

    @Override
    public double start(int state) {
      return state % MOST == 0 ? calm.start(state / MOST) : 0;
    }

    @Override
    public double reward(int state, int action) {
      return calm.reward(state / MOST, action);
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      double accepts = reward(state, action);
      Arrays.fill(probabilities, 0);
      for (int i = 0; i < calm.states(); i++) {
        probabilities[MOST * i] = (1 - accepts) * 0.8 / calm.states();
      }
      int next = MOST * action + Math.min(state % MOST + 1, MOST - 1);
      probabilities[next] += accepts * (1 - leaves(state % MOST));
    }

    @Override
    public int maxSessionLength() {
      return calm.maxSessionLength();
    }
  }
}
