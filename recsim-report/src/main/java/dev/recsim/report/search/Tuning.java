package dev.recsim.report.search;

import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Plain;
import dev.recsim.report.search.SearchOutcome.Candidate;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The promised and the confirmed mean of a search. The promised mean is the winner's mean over the
 * seeds by which it was chosen. The best of many is partly lucky, so it is too high on average.
 * Only the confirmed mean, over fresh seeds, is a result.
 *
 * @param search the result of the search
 * @param promised the winner over the seeds of the search; empty if all candidates failed
 * @param confirmed the winner over fresh seeds
 * @param declared the agent as declared, over the same seeds
 * @param gain winner minus declared agent on the same fresh seeds; empty if the declared agent won
 */
public record Tuning(
    SearchOutcome search,
    Optional<Scores> promised,
    Optional<Scores> confirmed,
    Optional<Scores> declared,
    Optional<Scores> gain) {

  /**
   * Scores or differences of scores.
   *
   * @param bySeed at least one
   */
  public record Scores(SortedMap<Integer, Double> bySeed) {
    static Optional<Scores> of(SortedMap<Integer, Double> bySeed) {
      return bySeed.isEmpty() ? Optional.empty() : Optional.of(new Scores(bySeed));
    }

    /** Their mean. */
    public Estimate mean() {
      return Estimate.of(bySeed.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The 95 % interval of the mean; empty for a single seed. */
    public Optional<Interval> interval() {
      return mean().interval(Figures.LEVEL);
    }
  }

  /**
   * @param scores the confirmed scores of each agent by seed
   */
  public static Tuning of(SearchOutcome search, Map<String, SortedMap<Integer, Double>> scores) {
    SortedMap<Integer, Double> none = new TreeMap<>();
    SortedMap<Integer, Double> winner =
        search.best().map(it -> scores.getOrDefault(it.name(), none)).orElse(none);
    SortedMap<Integer, Double> declared = scores.getOrDefault(search.agent(), none);
    SortedMap<Integer, Double> gain = new TreeMap<>(winner);
    gain.keySet().retainAll(declared.keySet());
    gain.replaceAll((seed, score) -> score - declared.get(seed));
    return new Tuning(
        search,
        search.best().flatMap(it -> Scores.of(search.bySeed(it))),
        Scores.of(winner),
        Scores.of(declared),
        search.keepsDeclared() ? Optional.empty() : Scores.of(gain));
  }

  /** The candidates that are out because a trial failed. */
  public List<Candidate> failed() {
    return search.candidates().stream().filter(it -> it.error() != null).toList();
  }

  /** Returns a summary in plain ASCII except for names; each element is a line. */
  public List<String> lines() {
    int count = search.candidates().size();
    if (promised.isEmpty()) {
      return List.of("search: every one of " + count + " candidates failed; see the report");
    }
    String failed = failed().isEmpty() ? "" : " (" + failed().size() + " failed)";
    String best = search.best().orElseThrow().name();
    return List.of(
        "search: %s is the best of %s candidates%s: %s".formatted(best, count, failed, options()),
        "promised  " + words(promised, "the ", "seed") + " by which it was chosen",
        "confirmed " + words(confirmed, "", "fresh seed") + comparison());
  }

  /** The values of the searched keys. */
  public String options() {
    return search.keepsDeclared()
        ? "its options as declared"
        : search.best().orElseThrow().keys().entrySet().stream()
            .map(it -> Plain.line(it.getKey() + " " + it.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** The paired difference to the declared agent as the end of a sentence. */
  private String comparison() {
    return gain.map(
            it -> {
              int decimals = Figures.decimals(it.interval());
              return "; %s%s against %s on the same seeds"
                  .formatted(
                      Figures.signed(it.mean().mean(), decimals),
                      interval(it.interval()),
                      search.agent());
            })
        .orElse("");
  }

  /** {@code 8.95 (95 % interval 8.90 to 9.00) over 9 fresh seeds}. */
  private static String words(Optional<Scores> scores, String article, String noun) {
    return scores
        .map(
            it ->
                "%s%s over %s%s"
                    .formatted(
                        Figures.mean(it.mean()),
                        interval(it.interval()),
                        article,
                        Figures.count(it.bySeed().size(), noun)))
        .orElse("nothing: its trials failed or are missing");
  }

  private static String interval(Optional<Interval> interval) {
    return interval.isEmpty() ? "" : " (95 % interval " + Figures.interval(interval) + ")";
  }

  /**
   * The file of the found options.
   *
   * @param experiment name of the experiment
   * @param options the options as YAML
   */
  public String yaml(String experiment, String options) {
    return "# Options of %s, found by the search of experiment %s.\n"
            .formatted(search.agent(), experiment)
        + lines().stream().map(it -> "# " + it + "\n").collect(Collectors.joining())
        + "# Copy them into the agent of an experiment; the next search writes this file again.\n"
        + options;
  }
}
