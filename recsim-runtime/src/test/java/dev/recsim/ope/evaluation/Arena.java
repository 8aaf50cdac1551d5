package dev.recsim.ope.evaluation;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Decision;
import dev.recsim.trial.Loop;
import dev.recsim.trial.StepLog;
import dev.recsim.yaml.binding.Providers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** An exact environment, in which logs are made whose answers are known. */
record Arena(Environment environment, FiniteMdp mdp) {
  private static final LogColumns COLUMNS =
      new LogColumns(
          "session",
          "step",
          null,
          List.of("state"),
          List.of(),
          "document",
          null,
          "reward",
          "p",
          "status");

  /** The environment {@code transition_matrix} with sessions of at most this many steps. */
  static Arena matrix(int documents, int steps) {
    EnvironmentProvider<?> provider = Providers.environments().get("transition_matrix");
    return of(provider, documents, steps);
  }

  private static <C extends Record> Arena of(
      EnvironmentProvider<C> provider, int documents, int steps) {
    C options =
        Options.with(
            Options.with(provider.defaults(), "doc_num", documents), "max_session_length", steps);
    Environment environment = provider.create(options, Path.of("."));
    return new Arena(environment, environment.model().orElseThrow());
  }

  /** A policy given by its probabilities. */
  record Table(double[][] rows) implements Policy {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      double luck = key.uniform(0);
      double[] row = rows[observation.state()];
      int document = 0;
      for (double sum = row[0]; luck >= sum && document < row.length - 1; sum += row[document]) {
        document++;
      }
      return Slate.of(document);
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      return Optional.of(rows[observation.state()].clone());
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate, int position) {
      return OptionalDouble.of(rows[observation.state()][slate.document(position)]);
    }
  }

  /** Chooses with probabilities proportional to exp(slope * expected reward). */
  Table softmax(double slope) {
    double[][] rows = new double[mdp.states()][mdp.actions()];
    for (int s = 0; s < rows.length; s++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int a = 0; a < rows[s].length; a++) {
        largest = Math.max(largest, slope * mdp.reward(s, a));
      }
      double sum = 0;
      for (int a = 0; a < rows[s].length; a++) {
        rows[s][a] = StrictMath.exp(slope * mdp.reward(s, a) - largest);
        sum += rows[s][a];
      }
      for (int a = 0; a < rows[s].length; a++) {
        rows[s][a] /= sum;
      }
    }
    return new Table(rows);
  }

  /** Chooses as one policy with probability share, else as the other. */
  static Table mix(Table one, double share, Table other) {
    double[][] rows = new double[one.rows().length][];
    for (int s = 0; s < rows.length; s++) {
      rows[s] = one.rows()[s].clone();
      for (int a = 0; a < rows[s].length; a++) {
        rows[s][a] = share * rows[s][a] + (1 - share) * other.rows()[s][a];
      }
    }
    return new Table(rows);
  }

  /** Draws the probabilities of each state from the flat Dirichlet distribution. */
  Table random(RandomKey key) {
    double[][] rows = new double[mdp.states()][mdp.actions()];
    for (int s = 0; s < rows.length; s++) {
      for (int a = 0; a < rows[s].length; a++) {
        rows[s][a] = key.child(s).exponential(a, 1);
      }
      double sum = Arrays.stream(rows[s]).sum();
      for (int a = 0; a < rows[s].length; a++) {
        rows[s][a] /= sum;
      }
    }
    return new Table(rows);
  }

  double value(Table policy) {
    return new ExactSolver(mdp).value(new StochasticPolicy(policy.rows())).reward();
  }

  Target target(String name, Table policy) {
    return new PolicyTarget(name, policy, environment.space());
  }

  /** Plays sessions with a policy and writes them to a CSV file. */
  Log log(Table policy, int sessions, RandomKey key, Path file) {
    Writer writer = new Writer();
    new Loop(environment, Perception.NONE, key.child("users"), key.child("logged"), "log", writer)
        .play(policy, sessions);
    try {
      Files.writeString(file, writer.rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LogOptions options = new LogOptions(file.toString(), COLUMNS, ",", null, 0);
    return Log.of(options, file.getParent(), List.of());
  }

  private static final class Writer implements StepLog {
    private final StringBuilder rows =
        new StringBuilder("session,step,state,document,reward,p,status\n");

    @Override
    public void step(Decision decision) {
      Step step = decision.step();
      rows.append(decision.session())
          .append(',')
          .append(decision.index())
          .append(',')
          .append(decision.seen().state())
          .append(',')
          .append(decision.slate().document(0))
          .append(',')
          .append(step.reward())
          .append(',')
          .append(decision.shown().propensities()[0])
          .append(',')
          .append(step.status().name().toLowerCase(java.util.Locale.ROOT))
          .append('\n');
    }
  }

  Space space() {
    return environment.space();
  }
}
