package dev.recsim.app.search;

import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.Runner;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.SearchSpec;
import dev.recsim.experimentfile.SearchSpec.Rung;
import dev.recsim.report.search.SearchOutcome;
import dev.recsim.store.Stored;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The search of an experiment. Its state is the stored trials alone: a search that was killed
 * continues by playing its rungs again, and stored trials do not run again.
 */
public final class SearchRun {
  private final ExperimentSpec spec;
  private final SearchSpec search;
  private final TrialStore store;

  /** Scores of each candidate in the order of the seeds. */
  private final Map<Integer, List<Double>> scores = new HashMap<>();

  /** The first error of each candidate that failed. */
  private final Map<Integer, String> errors = new HashMap<>();

  /**
   * @param spec an experiment with a search
   * @param store its trials
   */
  public SearchRun(ExperimentSpec spec, TrialStore store) {
    this.spec = spec;
    this.search = spec.search().orElseThrow();
    this.store = store;
  }

  /** Follows a search. */
  public interface Follower {
    /**
     * Called before a rung.
     *
     * @param number of the rung, from 1
     * @param rungs number of all rungs
     * @param candidates number of candidates of the rung
     * @param seeds of each of them, those of earlier rungs included
     */
    void rung(int number, int rungs, int candidates, int seeds);
  }

  /**
   * The end of a search.
   *
   * @param outcome what the search found
   * @param ran number of trials that ran for it
   */
  public record Ended(SearchOutcome outcome, int ran) {}

  /**
   * Plays all rungs. Candidates with a failed trial are out.
   *
   * @param runner runs trials into the store
   * @param force whether stored trials run again
   */
  public Ended run(Runner runner, boolean force, Follower follower)
      throws IOException, InterruptedException {
    int ran = 0;
    Race race = Race.of(search.rungs());
    while (!race.over()) {
      follower.rung(
          race.entered().size(), race.rungs().size(), race.left().size(), race.rung().seeds());
      Plan plan = plan(race);
      ran += runner.complete(plan, force);
      if (!take(plan)) {
        throw new IOException("trials of the search are missing though they ran; run it again");
      }
      race = race.after(known(race));
    }
    store.remember();
    return new Ended(outcome(race), ran);
  }

  /** What the stored trials found; empty if trials are missing. */
  public Optional<SearchOutcome> look() {
    Race race = Race.of(search.rungs());
    while (!race.over()) {
      if (!take(plan(race))) {
        return Optional.empty();
      }
      race = race.after(known(race));
    }
    return Optional.of(outcome(race));
  }

  /** The trials of a rung that earlier rungs did not have. */
  private Plan plan(Race race) {
    List<AgentSpec<?>> agents = new ArrayList<>();
    race.left().forEach(it -> agents.add(search.candidates().get(it).agent()));
    List<Integer> seeds = search.seeds().subList(race.seedsBefore(), race.rung().seeds());
    return Plan.of(spec, agents, seeds);
  }

  /** Adds the stored results of trials; returns false if one is missing. */
  private boolean take(Plan plan) {
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < search.candidates().size(); i++) {
      indices.put(search.candidates().get(i).agent().name(), i);
    }
    for (PlannedTrial planned : plan.trials()) {
      int candidate = indices.get(planned.trial().id().agent());
      if (!(store.take(planned.trial().id(), planned.fingerprint())
          instanceof Stored.Sound sound)) {
        return false;
      }
      TrialResult result = sound.result();
      if (result instanceof Completed completed) {
        scores.computeIfAbsent(candidate, it -> new ArrayList<>()).add(completed.score());
      } else if (result instanceof Failed failed) {
        errors.putIfAbsent(candidate, failed.id() + ": " + failed.error());
      }
    }
    return true;
  }

  /** The scores of the candidates left that did not fail. */
  private Map<Integer, double[]> known(Race race) {
    Map<Integer, double[]> known = new HashMap<>();
    race.left().stream()
        .filter(it -> !errors.containsKey(it))
        .forEach(it -> known.put(it, scores(it)));
    return known;
  }

  private double[] scores(int candidate) {
    return scores.getOrDefault(candidate, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private SearchOutcome outcome(Race race) {
    List<SearchOutcome.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < search.candidates().size(); i++) {
      SearchSpec.Candidate candidate = search.candidates().get(i);
      candidates.add(
          new SearchOutcome.Candidate(
              candidate.agent().name(),
              candidate.agent().variant().keys(),
              scores(i),
              errors.get(i)));
    }
    List<SearchOutcome.Rung> rungs = new ArrayList<>();
    for (int i = 0; i < race.entered().size() - 1; i++) {
      Rung rung = race.rungs().get(i);
      rungs.add(new SearchOutcome.Rung(rung.seeds(), race.entered().get(i)));
    }
    return new SearchOutcome(
        search.agent(),
        search.method().name().toLowerCase(Locale.ROOT),
        candidates,
        rungs,
        search.seeds(),
        race.winner());
  }
}
