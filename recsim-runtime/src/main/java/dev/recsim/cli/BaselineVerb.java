package dev.recsim.cli;

import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.AtomicFile;
import dev.recsim.report.check.BaselineWords;
import dev.recsim.store.RunLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records the stored runs of the selected experiments as their baselines: all of them or none. */
final class BaselineVerb {
  private static final int FEWEST_SEEDS = 5;

  private final Arguments arguments;
  private final Path reports;

  BaselineVerb(Arguments arguments) throws UserError {
    this.arguments = arguments;
    this.reports = arguments.path("reports");
  }

  /** A baseline before it is written. */
  private record Recorded(ExperimentSpec spec, Path file, Snapshot snapshot) {}

  void run() throws InvalidExperiment, IOException, UserError {
    List<ExperimentSpec> specs = Experiments.select(arguments);
    if (!Files.isDirectory(reports)) {
      throw new UserError("there is nothing to record in " + reports + "; run recsim:run first");
    }
    double alpha = arguments.alpha();
    List<Recorded> recorded = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    try (RunLock lock = RunLock.take(reports, Machine.holder())) {
      for (ExperimentSpec spec : specs) {
        Gate gate = new Gate(spec, lock.folder(), alpha);
        Snapshot snapshot = gate.look().snapshot();
        List<String> problems = problems(spec, snapshot, gate.allSeeds());
        refused.addAll(problems);
        recorded.add(new Recorded(spec, gate.file(), snapshot));
      }
    }
    if (!refused.isEmpty()) {
      throw new UserError("no baseline was recorded:\n" + String.join("\n", refused));
    }
    for (Recorded each : recorded) {
      write(each, alpha);
    }
  }

  private static List<String> problems(
      ExperimentSpec spec, Snapshot snapshot, List<Integer> seeds) {
    if (seeds.size() < FEWEST_SEEDS) {
      return List.of(
          "%s has %d seeds, and a baseline needs %d or more to tell a drop from luck; write trials:"
                  .formatted(spec.name(), seeds.size(), FEWEST_SEEDS)
              + " {seeds: 0..9} in "
              + spec.file());
    }
    String again = "mvn recsim:run -Drecsim.experiment=" + spec.name();
    List<String> problems = new ArrayList<>();
    for (AgentScores agent : snapshot.agents()) {
      agent.failed().entrySet().stream()
          .filter(failed -> seeds.contains(failed.getKey()))
          .findFirst()
          .ifPresent(
              failed ->
                  problems.add(
                      "%s: seed %d of %s failed (%s); mend it, then %s"
                          .formatted(
                              spec.name(),
                              failed.getKey(),
                              agent.name(),
                              failed.getValue(),
                              again)));
      long missing =
          seeds.stream()
              .filter(seed -> !agent.seeds().contains(seed) && !agent.failed().containsKey(seed))
              .count();
      if (missing > 0) {
        boolean beyond = agent.seeds().containsAll(spec.seeds());
        problems.add(
            "%s: %d of %d trials of %s have not run as the experiment and the code stand now; %s%s"
                .formatted(
                    spec.name(),
                    missing,
                    seeds.size(),
                    agent.name(),
                    again,
                    beyond ? " -Drecsim.allSeeds (the baseline holds all max_seeds)" : ""));
      }
    }
    return problems;
  }

  private static void write(Recorded recorded, double alpha) throws IOException {
    byte[] text =
        BaselineFile.render(recorded.snapshot(), recorded.spec().baseline().margin())
            .getBytes(StandardCharsets.UTF_8);
    boolean unchanged =
        Files.exists(recorded.file()) && Arrays.equals(Files.readAllBytes(recorded.file()), text);
    if (!unchanged) {
      AtomicFile.write(recorded.file(), text);
    }
    System.out.println(
        "%s: baseline %s %s"
            .formatted(
                recorded.spec().name(),
                unchanged ? "unchanged in" : "recorded in",
                recorded.file()));
    BaselineWords.lines(recorded.snapshot(), recorded.spec().baseline().margin(), alpha)
        .forEach(line -> System.out.println("  " + line));
  }
}
