package dev.recsim.bridge.environment;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Metric;
import dev.recsim.api.Space;
import dev.recsim.bridge.protocol.Kind;
import dev.recsim.exact.ExactSolver;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.variants.Setting;
import dev.recsim.trial.schedule.SelfLearner.Course;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request for an environment.
 *
 * @param protocol version of the protocol
 * @param file the experiment, an absolute path; null for the environment of a trial
 * @param environment name of one of several environments of the file; null if there is one
 * @param set values that replace those of the file, {@code key=value,...}; null for none
 * @param sessions number of sessions that are played at the same time
 * @param compact whether observations leave out the features of documents
 * @param table whether features may come as references to a table
 */
record Opening(
    Integer protocol,
    String file,
    String environment,
    String set,
    int sessions,
    boolean compact,
    boolean table) {
  private static final int MOST_SESSIONS = 1 << 16;

  /**
   * A part of the numbers that observe a user with features.
   *
   * @param name user, features or topic
   * @param shape its numbers
   */
  record Section(String name, List<Integer> shape) {
    /** How many numbers they are. */
    int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  /**
   * The description of an environment.
   *
   * @param states number of states, if observations are states; else null
   * @param sections the numbers of an observation, in order; empty if observations are states
   * @param table the float32 numbers of the rows to which observations refer, in base64, or null
   * @param signals whether results have the signals of the positions
   * @param optimum exact value of the best policy; null if it is not known
   */
  record Opened(
      int protocol,
      String type,
      long seed,
      Space space,
      Integer states,
      List<Section> sections,
      String table,
      boolean signals,
      List<String> metrics,
      Double optimum) {}

  /** Reads the experiment and creates the sessions. */
  Lanes open() throws InvalidExperiment {
    check();
    if (file == null || !Path.of(file).isAbsolute()) {
      throw new IllegalArgumentException("the path of the experiment must be absolute: " + file);
    }
    List<Setting> settings = set == null || set.isEmpty() ? List.of() : Setting.list(set);
    Path path = Path.of(file);
    ExperimentSpec spec = chosen(ExperimentReader.read(path.getParent(), path, settings));
    Environment its = Environments.of(spec);
    String type = spec.environment().provider().name();
    Users users = new Users.OfSeeds(its, type, spec.seed(), sessions);
    return new Lanes(its, users, sessions, compact, table);
  }

  /** Creates training sessions of a trial. */
  Lanes open(Course course) {
    check();
    if (file != null || environment != null || set != null) {
      throw new IllegalArgumentException(
          "an agent trains in the environment of its trial; leave out file, environment and set");
    }
    Users users = new Users.OfTrial(course);
    return new Lanes(course.environment(), users, sessions, compact, table);
  }

  private void check() {
    if (protocol == null || protocol != Kind.PROTOCOL) {
      throw new IllegalArgumentException(
          "version %s of the protocol is not version %s, which this recsim has; install the Python package of this recsim"
              .formatted(protocol, Kind.PROTOCOL));
    }
    if (sessions < 1 || sessions > MOST_SESSIONS) {
      throw new IllegalArgumentException(
          "there can be 1 to %s sessions, not %s".formatted(MOST_SESSIONS, sessions));
    }
  }

  private ExperimentSpec chosen(List<ExperimentSpec> specs) {
    List<String> names = specs.stream().map(spec -> spec.variant().name()).toList();
    int index = environment == null ? 0 : names.indexOf(environment);
    if (index < 0 || environment == null && specs.size() > 1) {
      throw new IllegalArgumentException(
          "%s has %s environments; choose one of %s"
              .formatted(
                  file,
                  specs.size(),
                  names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))));
    }
    return specs.get(index);
  }

  static Opened describe(
      Environment environment, Users users, ObservationRows rows, boolean signals) {
    Optional<FiniteMdp> model = users.seeOptimum() ? environment.model() : Optional.empty();
    return new Opened(
        Kind.PROTOCOL,
        users.type(),
        users.seed(),
        environment.space(),
        rows.states(),
        rows.sections(),
        rows.table() == null ? null : rows.table().text(),
        signals,
        environment.metrics().stream().map(Metric::name).toList(),
        model.map(it -> new ExactSolver(it).optimalValue()).orElse(null));
  }
}
