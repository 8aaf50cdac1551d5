package dev.recsim.app.ab;

import dev.recsim.api.Metric;
import dev.recsim.app.ab.PastUnits.Known;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.RunFiles;
import dev.recsim.live.TestMetric;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.report.page.Figures;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sessions of the control's agent in an experiment, as units of a test: the evaluation sessions of
 * its first seed, played again one by one. If it learns, its stored networks play them.
 *
 * @param experiments folder of the experiment
 * @param reports folder of its trials
 */
record SimulatedUnits(LiveTestSpec spec, Path experiments, Path reports) {
  /** The metric that is the reward of a session. */
  private static final String REWARD = "reward";

  /**
   * Plays the sessions.
   *
   * @throws UserError if there is no such experiment, agent, trial or metric
   */
  PastUnits units() throws IOException, UserError {
    ExperimentSpec experiment = experiment();
    PlannedTrial planned = planned(experiment);
    List<Metric> metrics = planned.trial().environment().metrics();
    for (String name : spec.section().metrics().keySet()) {
      check(name, metrics);
    }
    List<Sessions> sessions = sessions(experiment, planned);
    List<Known> known = new ArrayList<>();
    for (Map.Entry<String, AbMetric> it : spec.section().metrics().entrySet()) {
      known.add(known(it.getKey(), it.getValue(), metrics, sessions));
    }
    Optional<Double> daily = Optional.ofNullable(spec.section().options().unitsPerDay());
    return new PastUnits(
        "%s simulated sessions of %s in %s, so that a unit is a session; of users with several, nothing is known"
            .formatted(Figures.count(sessions.size()), planned.trial().id(), experiment.name()),
        known,
        daily.map(UnitsByDay::steady).orElse(UnitsByDay.UNKNOWN));
  }

  private UserError problem(String message, Object... parts) {
    return new UserError(spec.file() + ": ab.plan_from: " + message.formatted(parts));
  }

  private ExperimentSpec experiment() throws IOException, UserError {
    String name = spec.section().options().planFrom();
    Optional<ExperimentSpec> found;
    try {
      found =
          new Experiments(experiments, Selection.of(name), List.of())
              .contents().experiments().stream().filter(it -> it.name().equals(name)).findFirst();
    } catch (InvalidExperiment e) {
      throw problem("%s cannot be read: %s", name, e.getMessage());
    } catch (UserError e) {
      found = Optional.empty();
    }
    ExperimentSpec experiment =
        found.orElseThrow(
            () -> problem("there is no experiment %s in %s; write its name", name, experiments));
    if (experiment.search().isPresent()) {
      throw problem("%s has a search; write one whose agents are given", name);
    }
    return experiment;
  }

  private PlannedTrial planned(ExperimentSpec experiment) throws UserError {
    String control = spec.section().control();
    AgentSpec<?> agent =
        experiment.agents().stream()
            .filter(it -> it.name().equals(control))
            .findFirst()
            .orElseThrow(
                () ->
                    problem(
                        "%s has no agent %s, the control; it has %s",
                        experiment.name(),
                        control,
                        experiment.agents().stream()
                            .map(AgentSpec::name)
                            .collect(Collectors.joining(", "))));
    return Plan.of(experiment, List.of(agent), experiment.seeds().subList(0, 1)).trials().get(0);
  }

  private List<Sessions> sessions(ExperimentSpec experiment, PlannedTrial planned)
      throws UserError {
    Path folder = reports.resolve(experiment.name()).resolve(RunFiles.TRIALS);
    TrialStore store = new TrialStore(folder);
    boolean stored = store.find(planned.trial().id(), planned.fingerprint()).isPresent();
    try {
      return Evaluation.again(
          planned.trial(), stored ? store.weights(planned.trial().id()) : Optional.empty());
    } catch (RuntimeException e) {
      throw problem(
          "sessions of %s cannot be played: %s; run mvn recsim:run -Drecsim.experiment=%s first",
          planned.trial().id(), e.getMessage(), experiment.name());
    }
  }

  private void check(String name, List<Metric> metrics) throws UserError {
    if (!name.equals(REWARD) && quotient(name, metrics).isEmpty()) {
      String known =
          metrics.stream()
              .filter(it -> quotient(it.name(), metrics).isPresent())
              .map(it -> ", " + it.name())
              .collect(Collectors.joining());
      throw problem(
          "%s is no metric that sessions of %s have; these are: %s%s",
          name, spec.section().options().planFrom(), REWARD, known);
    }
  }

  /** A metric that is a sum of sessions divided by another, or by their number. */
  private static Optional<Metric.Quotient> quotient(String name, List<Metric> metrics) {
    return metrics.stream()
        .filter(it -> it.name().equals(name) && it instanceof Metric.Quotient)
        .map(it -> (Metric.Quotient) it)
        .findFirst();
  }

  private static Known known(
      String name, AbMetric options, List<Metric> metrics, List<Sessions> sessions) {
    Optional<Metric.Quotient> quotient =
        name.equals(REWARD) ? Optional.empty() : quotient(name, metrics);
    boolean ratio = quotient.isPresent() && quotient.get().per() != Metric.SESSIONS;
    double clip = new TestMetric(name, options).clip();
    UnitSums sums = UnitSums.NONE;
    for (Sessions it : sessions) {
      double[] totals = it.totals();
      double y = quotient.map(of -> totals[of.of()]).orElse(it.rewards()[0]);
      double clipped = y > clip ? clip : y;
      double d = ratio ? totals[quotient.get().per()] : 0;
      sums =
          sums.plus(
              UnitSums.of(1, clipped, clipped * clipped).withDenominator(d, d * d, clipped * d));
    }
    return new Known(ratio ? UnitMetric.RATIO : UnitMetric.MEAN, sums);
  }
}
