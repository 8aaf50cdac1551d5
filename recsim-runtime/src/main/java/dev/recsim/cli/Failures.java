package dev.recsim.cli;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Failed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The errors of an experiment's trials. Those that differ only in numbers are the same. */
final class Failures {
  private static final Pattern NUMBER = Pattern.compile("@[0-9a-f]+|[0-9]+");

  private final Map<String, List<TrialId>> trials = new LinkedHashMap<>();

  /** Adds a failure; returns whether its error is new. */
  boolean add(Failed failed) {
    String error = NUMBER.matcher(failed.error()).replaceAll("0");
    List<TrialId> same = trials.computeIfAbsent(error, it -> new ArrayList<>());
    same.add(failed.id());
    return same.size() == 1;
  }

  /** A line for each error of several trials. */
  List<String> lines() {
    return trials.values().stream().filter(it -> it.size() > 1).map(Failures::line).toList();
  }

  private static String line(List<TrialId> same) {
    Map<String, List<Integer>> seeds =
        same.stream()
            .sorted(comparingInt(TrialId::seed))
            .collect(groupingBy(TrialId::agent, TreeMap::new, mapping(TrialId::seed, toList())));
    return "%s trials FAILED with the error of %s: %s"
        .formatted(
            same.size(),
            same.get(0),
            seeds.entrySet().stream()
                .map(it -> it.getKey() + " seeds " + Console.seeds(it.getValue()))
                .collect(joining("; ")));
  }
}
