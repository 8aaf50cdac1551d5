package dev.recsim.report;

import dev.recsim.json.JsonObject;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.report.check.CheckJson;
import dev.recsim.report.page.Figures;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Results.Agent;
import dev.recsim.report.results.Results.Endings;
import dev.recsim.report.results.Results.Exact;
import dev.recsim.report.results.Results.Mean;
import dev.recsim.report.results.Results.Metric;
import dev.recsim.report.results.Results.TrainingSummary;
import dev.recsim.report.results.Results.Trial;
import dev.recsim.report.results.Results.Trust;
import dev.recsim.report.results.Rounded;
import dev.recsim.report.results.SearchSummary;
import dev.recsim.report.search.SearchOutcome;
import dev.recsim.report.search.Tuning;
import dev.recsim.report.search.Tuning.Scores;
import dev.recsim.report.training.TrainingEnd;
import dev.recsim.report.trust.AgentTrust;
import dev.recsim.report.worlds.WorldJson;
import dev.recsim.stats.Estimate;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.schedule.Ending;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the records of {@code results.json} from the trials of an experiment. */
public record ResultsJson(ExperimentResults from) {
  /** Returns the results as records. */
  public Results results() {
    Standings standings = Standings.of(from);
    Conclusion conclusion = Conclusion.of(standings);
    return new Results(
        Results.SCHEMA_VERSION,
        from.name(),
        from.identity().title(),
        from.identity().fingerprint(),
        from.identity().swept().orElse(null),
        from.tuning().map(ResultsJson::search).orElse(null),
        conclusion.winner().orElse(null),
        conclusion.decision(),
        conclusion.headline(),
        conclusion.detail(),
        conclusion.warnings(),
        from.setting().reality(),
        WorldJson.of(from.worlds()),
        from.exact().map(ResultsJson::exact).orElse(null),
        from.about().unit(),
        from.check().map(CheckJson::of).orElse(null),
        from.metrics().stream()
            .map(it -> new Metric(it.name(), it.description(), it.better()))
            .toList(),
        standings.all().stream().map(it -> agent(it, standings.trust().all())).toList(),
        from.identity().files(),
        from.identity().resolved());
  }

  private static Exact exact(ExperimentResults.Exact it) {
    return new Exact(Rounded.number(it.optimal()), Rounded.number(it.uniformRandom()));
  }

  /** Returns the agent if shares of the optimum mean something. */
  private static Optional<Standing> ofOptimum(Optional<Standing> agent) {
    return agent.filter(it -> it.yardstick().filter(Yardstick::ofOptimum).isPresent());
  }

  private Agent agent(Standing agent, List<AgentTrust> all) {
    Optional<Standing> scored = Optional.of(agent).filter(Standing::scored);
    Optional<Estimate> mean = scored.map(Standing::mean);
    Map<String, Mean> metrics = new LinkedHashMap<>();
    for (Declared metric : from.metrics()) {
      Optional<Estimate> measured = agent.metric(metric.name());
      metrics.put(
          metric.name(),
          new Mean(
              Rounded.number(measured.map(Estimate::mean).orElse(null)),
              Rounded.interval(measured.flatMap(metric::interval))));
    }
    AgentResults trials = agent.agent();
    return new Agent(
        agent.name(),
        agent.type(),
        agent.oracle(),
        agent.oneTraining(),
        trials.swept().orElse(null),
        mean(mean).mean(),
        mean(mean).ci95(),
        Rounded.number(scored.map(Standing::iqm).orElse(null)),
        Rounded.interval(scored.flatMap(Standing::iqmInterval)),
        Rounded.number(ofOptimum(scored).flatMap(Standing::share).orElse(null)),
        Rounded.number(ofOptimum(scored).flatMap(Standing::optimalityGap).orElse(null)),
        metrics,
        agent.completed().size(),
        agent.failed().size(),
        agent.training().map(ResultsJson::training).orElse(null),
        agent.trust().map(it -> trust(it, all)).orElse(null),
        trials.trials().stream()
            .sorted(Comparator.comparingInt(trial -> trial.id().seed()))
            .map(this::trial)
            .toList());
  }

  private static Trust trust(AgentTrust agent, List<AgentTrust> all) {
    Map<String, Double> above = new LinkedHashMap<>();
    for (AgentTrust other : all) {
      if (!other.name().equals(agent.name())) {
        above.put(other.name(), Rounded.number(agent.above(other)));
      }
    }
    return new Trust(
        Rounded.interval(Optional.of(agent.interval())), Rounded.number(agent.thinSteps()), above);
  }

  private static TrainingSummary training(TrainingEnd end) {
    return new TrainingSummary(
        Rounded.number(end.meanSteps()),
        new Endings(
            end.count(Ending.PLATEAU), end.count(Ending.BUDGET), end.count(Ending.SCHEDULE)),
        end.stillImproving());
  }

  private static SearchSummary search(Tuning tuning) {
    SearchOutcome search = tuning.search();
    List<String> names = search.candidates().stream().map(SearchOutcome.Candidate::name).toList();
    return new SearchSummary(
        search.agent(),
        search.method(),
        search.best().map(SearchOutcome.Candidate::name).orElse(null),
        mean(tuning.promised().map(Scores::mean)),
        mean(tuning.confirmed().map(Scores::mean)),
        mean(tuning.declared().map(Scores::mean)),
        tuning.gain().map(it -> mean(Optional.of(it.mean()))).orElse(null),
        search.rungs().stream()
            .map(
                it ->
                    new SearchSummary.Rung(
                        it.seeds(), it.candidates().stream().map(names::get).toList()))
            .toList(),
        search.candidates().stream().map(ResultsJson::candidate).toList());
  }

  private static SearchSummary.Candidate candidate(SearchOutcome.Candidate it) {
    int seeds = it.scores().length;
    return new SearchSummary.Candidate(
        it.name(),
        it.keys(),
        seeds == 0 ? null : Rounded.number(Estimate.mean(it.scores())),
        seeds,
        it.error());
  }

  private static Mean mean(Optional<Estimate> mean) {
    return new Mean(
        Rounded.number(mean.map(Estimate::mean).orElse(null)),
        Rounded.interval(mean.flatMap(it -> it.interval(Figures.LEVEL))));
  }

  /** Returns a trial. A failed one has an error, and no other figures. */
  private Trial trial(TrialResult trial) {
    Optional<Completed> done =
        Optional.of(trial).filter(Completed.class::isInstance).map(Completed.class::cast);
    Optional<Estimate> reward = done.map(it -> Estimate.of(it.rewards()));
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Declared metric : from.metrics()) {
      String name = metric.name();
      done.ifPresent(it -> metrics.put(name, Rounded.number(it.metrics().get(name))));
    }
    return new Trial(
        trial.id().seed(),
        done.isPresent() ? "completed" : "failed",
        trial instanceof Failed failed ? failed.error() : null,
        done.map(Completed::score).orElse(null),
        done.map(Completed::digest).orElse(null),
        done.map(it -> it.rewards().length).orElse(null),
        Rounded.number(reward.map(Estimate::mean).orElse(null)),
        Rounded.number(reward.map(Estimate::standardError).orElse(null)),
        Rounded.number(
            done.map(it -> Arrays.stream(it.lengths()).average().orElse(Double.NaN)).orElse(null)),
        Rounded.number(done.map(Completed::exactValue).orElse(null)),
        done.map(Completed::envSteps).orElse(null),
        done.map(Completed::updates).orElse(null),
        done.map(Completed::keptEpoch).orElse(null),
        done.map(Completed::ending).map(JsonObject::key).orElse(null),
        done.map(Completed::engine).orElse(null),
        metrics,
        done.stream().flatMap(it -> it.curve().stream()).map(ResultsJson::checkpoint).toList());
  }

  private static Checkpoint checkpoint(Checkpoint it) {
    return new Checkpoint(
        it.epoch(),
        it.envSteps(),
        it.updates(),
        Rounded.number(it.meanReward()),
        Rounded.number(it.standardError()),
        Rounded.number(it.exactValue()),
        rounded(it.diagnostics()),
        rounded(it.metrics()));
  }

  private static Map<String, Double> rounded(Map<String, Double> figures) {
    Map<String, Double> rounded = new LinkedHashMap<>(figures);
    rounded.replaceAll((name, figure) -> Rounded.number(figure));
    return rounded;
  }
}
