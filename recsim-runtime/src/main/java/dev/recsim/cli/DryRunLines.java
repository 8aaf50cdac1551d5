package dev.recsim.cli;

import dev.recsim.app.DryRun.Planned;
import dev.recsim.app.DryRun.PlannedAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what a run would do. */
final class DryRunLines {
  private DryRunLines() {}

  static List<String> of(List<Planned> experiments) {
    List<String> lines = new ArrayList<>();
    for (Planned planned : experiments) {
      int width = planned.agents().stream().mapToInt(it -> name(it).length()).max().orElse(0);
      lines.add(
          "%s: %s; in %s"
              .formatted(
                  planned.spec().name(),
                  count(planned.agents()),
                  planned.spec().environment().provider().name()));
      for (PlannedAgent agent : planned.agents()) {
        lines.add(
            "  %s  %s, seeds %s: %s"
                .formatted(
                    name(agent) + " ".repeat(width - name(agent).length()),
                    agent.agent().provider().name(),
                    seeds(agent.seeds()),
                    count(List.of(agent))));
      }
    }
    lines.add(
        "%d %s: %s; nothing was run (recsim.dryRun)"
            .formatted(
                experiments.size(),
                experiments.size() == 1 ? "experiment" : "experiments",
                count(experiments.stream().flatMap(it -> it.agents().stream()).toList())));
    return lines;
  }

  private static String name(PlannedAgent agent) {
    return agent.agent().name();
  }

  private static String count(List<PlannedAgent> agents) {
    int all = agents.stream().mapToInt(it -> it.seeds().size()).sum();
    int stored = agents.stream().mapToInt(PlannedAgent::stored).sum();
    return "%d %s, %d stored, %d to run"
        .formatted(all, all == 1 ? "trial" : "trials", stored, all - stored);
  }

  private static String seeds(List<Integer> seeds) {
    int first = seeds.get(0);
    int last = seeds.get(seeds.size() - 1);
    return last - first == seeds.size() - 1 && seeds.size() > 1
        ? first + ".." + last
        : seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
