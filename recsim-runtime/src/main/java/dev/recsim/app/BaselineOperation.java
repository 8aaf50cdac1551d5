package dev.recsim.app;

import dev.recsim.app.project.Baseline;
import dev.recsim.app.project.Baseline.Recorded;
import dev.recsim.app.project.UserError;
import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.NewBaseline;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.QuantityCheck;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.Acceptance;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Weakening;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.AtomicFile;
import dev.recsim.report.check.BaselineWords;
import dev.recsim.rule.Quantity;
import dev.recsim.store.RunLock;
import dev.recsim.yaml.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records the stored runs of experiments as their baselines: all of them or none.
 *
 * @param accepted agents whose drop or removal is accepted, guards as {@code <agent>:<metric>},
 *     {@link NewBaseline#ARENA}, {@link NewBaseline#RULE}, or {@link NewBaseline#ALL}
 */
public record BaselineOperation(Workspace workspace, Set<String> accepted) {
  private static final int FEWEST_SEEDS = 5;
  private static final Set<Outcome> WORSE =
      Set.of(Outcome.REGRESSED, Outcome.REMOVED, Outcome.NO_VALUE);

  /**
   * A recorded baseline.
   *
   * @param unchanged whether the file had this content already
   */
  public record WrittenBaseline(
      ExperimentSpec spec, Path file, NewBaseline recording, boolean unchanged) {}

  /**
   * Writes the baseline files of experiments.
   *
   * @throws UserError if there is no folder of reports, or an experiment has too few seeds, missing
   *     or failed trials; nothing is written then
   */
  @SuppressWarnings("try")
  public List<WrittenBaseline> record(List<ExperimentSpec> specs) throws IOException, UserError {
    List<Gate> gates = new ArrayList<>();
    List<NewBaseline> recordings = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (ExperimentSpec spec : specs) {
      if (spec.search().isPresent()) {
        throw new UserError(
            "%s has a search, so it has no baseline; copy what the search found into another experiment and record that"
                .formatted(spec.name()));
      }
    }
    try (RunLock lock = workspace.lock("record")) {
      for (ExperimentSpec spec : specs) {
        Gate gate = Gate.of(spec, workspace);
        NewBaseline recording = recorded(gate);
        List<String> problems = problems(spec, recording.after(), gate.allSeeds());
        if (notRun(recording, gate) && !accepted.contains(NewBaseline.ALL)) {
          problems =
              List.of(
                  "%s: its arena changed, and the experiment of the baseline has not run with the current code; run it first: mvn recsim:check -Drecsim.experiment=%s"
                      .formatted(spec.name(), spec.name()));
        }
        refused.addAll(problems.isEmpty() ? BaselineWords.refusal(recording) : problems);
        gates.add(gate);
        recordings.add(recording);
      }
    }
    rejectUnknown(gates);
    if (!refused.isEmpty()) {
      throw new UserError("no baseline was recorded:\n" + String.join("\n", refused));
    }
    List<WrittenBaseline> recorded = new ArrayList<>();
    for (int i = 0; i < gates.size(); i++) {
      recorded.add(write(gates.get(i), recordings.get(i)));
    }
    return recorded;
  }

  /** Whether the arena changed and it is not known how the recorded experiment fares. */
  private static boolean notRun(NewBaseline recording, Gate gate) throws IOException {
    if (recording.check() == null || recording.check().status() != Outcome.ARENA_CHANGED) {
      return false;
    }
    Optional<BaselineExperiment> recorded = gate.recorded();
    return recording.check().comparisons().stream()
        .filter(it -> recorded.isEmpty() || !recorded.get().hasLost(it.agent()))
        .anyMatch(it -> it.outcome() == Outcome.INCOMPLETE);
  }

  private void rejectUnknown(List<Gate> gates) throws UserError {
    Set<String> known =
        new TreeSet<>(
            List.of(NewBaseline.ALL, NewBaseline.ARENA, NewBaseline.BASELINE, NewBaseline.RULE));
    for (Gate gate : gates) {
      known.addAll(names(gate));
    }
    for (String name : accepted) {
      if (!known.contains(name)) {
        throw new UserError(
            "recsim.accept=%s is neither an agent, a guard (<agent>:<metric>) nor one of all, arena, baseline and rule%s"
                .formatted(name, Names.hint(name, known)));
      }
    }
  }

  /** The names of all agents and guards, of the experiment and of the baseline. */
  private static Set<String> names(Gate gate) {
    Set<String> agents = new TreeSet<>();
    gate.spec().agents().forEach(agent -> agents.add(agent.name()));
    Set<Quantity> quantities = new HashSet<>(gate.spec().rule().quantities());
    gate.baseline()
        .recorded()
        .ifPresent(
            it -> {
              it.snapshot().agents().forEach(agent -> agents.add(agent.name()));
              quantities.addAll(it.rule().quantities());
            });
    Set<String> names = new TreeSet<>();
    agents.forEach(agent -> quantities.forEach(quantity -> names.add(quantity.of(agent))));
    return names;
  }

  private static List<String> problems(
      ExperimentSpec spec, Snapshot snapshot, List<Integer> seeds) {
    if (seeds.size() < FEWEST_SEEDS) {
      return List.of(
          "%s has %s seeds, and a baseline needs %s or more to distinguish a drop from noise; write trials:"
                  .formatted(spec.name(), seeds.size(), FEWEST_SEEDS)
              + " {seeds: 0..9} in "
              + spec.file());
    }
    String again = "mvn compile recsim:run -Drecsim.experiment=" + spec.name();
    List<String> problems = new ArrayList<>();
    for (AgentScores agent : snapshot.agents()) {
      for (Quantity quantity : spec.rule().guards()) {
        QuantityCheck.noMargin(quantity, agent)
            .ifPresent(
                it -> problems.add(spec.name() + ": " + quantity.of(agent.name()) + ": " + it));
      }
      agent.failed().entrySet().stream()
          .filter(failed -> seeds.contains(failed.getKey()))
          .findFirst()
          .ifPresent(
              failed ->
                  problems.add(
                      "%s: seed %s of %s failed (%s); fix it, then %s"
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
            "%s: %s of %s trials of %s have not run as the experiment and the code stand now; %s%s"
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

  private static WrittenBaseline write(Gate gate, NewBaseline recording) throws IOException {
    Path file = gate.baseline().file();
    byte[] text =
        BaselineFile.render(recording.after(), gate.spec().baseline().margin())
            .getBytes(StandardCharsets.UTF_8);
    boolean unchanged = Files.exists(file) && Arrays.equals(Files.readAllBytes(file), text);
    if (!unchanged) {
      AtomicFile.write(file, text);
    }
    return new WrittenBaseline(gate.spec(), file, recording, unchanged);
  }

  /**
   * Finds the changes for the worse if the stored run is recorded: a score or guarded metric that
   * lost more than the margin or has no value, a removed agent, a changed arena, a weaker rule, a
   * baseline that cannot be read.
   */
  private NewBaseline recorded(Gate gate) throws IOException {
    Snapshot after = gate.recordable();
    Baseline baseline = gate.baseline();
    List<Acceptance> needed = new ArrayList<>();
    if (baseline.problem().isPresent()) {
      needed.add(new Acceptance(NewBaseline.BASELINE, Outcome.DAMAGED, null, null));
    }
    if (baseline.recorded().isEmpty()) {
      return new NewBaseline(null, after.accepting(needed), null, needed, accepted);
    }
    Recorded before = baseline.recorded().get();
    CheckResult check = gate.byRecordedRule(before, after);
    boolean arena = check.status() == Outcome.ARENA_CHANGED;
    if (arena) {
      needed.add(new Acceptance(NewBaseline.ARENA, Outcome.ARENA_CHANGED, null, null));
    }
    if (!before.relaxed().isEmpty()) {
      check = check.with(new Weakening(before.relaxed(), check.comparisons(), List.of()));
      needed.add(new Acceptance(NewBaseline.RULE, Outcome.WEAKENED, null, null));
    }
    for (Comparison it : check.comparisons()) {
      if (WORSE.contains(it.outcome()) || it.lost()) {
        needed.add(
            new Acceptance(
                it.name(),
                it.outcome(),
                known(it.evidence().baseline()),
                known(it.evidence().current())));
      }
    }
    boolean same = after.sameRun(before.snapshot());
    return new NewBaseline(
        before.snapshot(),
        after.accepting(same ? before.snapshot().accepted() : needed),
        check,
        needed,
        accepted);
  }

  private static Double known(double score) {
    return Double.isFinite(score) ? score : null;
  }
}
