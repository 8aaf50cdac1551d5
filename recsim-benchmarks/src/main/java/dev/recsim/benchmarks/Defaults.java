package dev.recsim.benchmarks;

import dev.recsim.app.project.Folders;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.exact.ExactSolver;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.variants.Setting;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Trains the agents of a folder of experiments and prints how good they became and what that cost:
 * a line for each agent and environment, and a summary for each agent. Stores nothing, so each call
 * trains everything. {@code docs/agents/defaults.md} shows the numbers of the suite's held-out
 * half.
 *
 * <p>Arguments: a folder of experiments, such as {@code experiments/suite/tuning}, and
 *
 * <ul>
 *   <li>{@code --select=camps-*}: files of the folder, all if left out
 *   <li>{@code --agents=actor_critic,ppo}: agents, all if left out. Where there is no exact
 *       optimum, {@code random} is added for comparison.
 *   <li>{@code --seeds=0..4}: seeds, those of the files if left out
 *   <li>{@code --draws=0..4}: environments are drawn with each of these seeds, instead of those of
 *       the files
 *   <li>{@code --set=agents.ppo.gamma=0.9}: values that replace those of the files, as in {@code
 *       recsim.set}; may be given several times. Options of an agent are ignored in environments
 *       without the agent.
 *   <li>{@code --threads=2}: trials at the same time, one for each processor if left out
 *   <li>{@code --csv=docs/benchmarks/defaults.csv}: file for the lines
 *   <li>{@code --targets}: fails if an agent misses its {@link Targets target} in a class
 * </ul>
 */
public final class Defaults {
  private static final String RANDOM = "random";
  private static final SessionLogs NO_LOGS = new SessionLogs(Path.of("."), false);

  private final DefaultsArguments arguments;
  private final List<Line> lines = new ArrayList<>();
  private int failed;

  private Defaults(DefaultsArguments arguments) {
    this.arguments = arguments;
  }

  /** Runs the experiments. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      new Defaults(DefaultsArguments.parse(arguments)).run();
    } catch (UserError | InvalidExperiment e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException, InterruptedException, InvalidExperiment, UserError {
    List<Drawn> specs = specs();
    checkAgents(specs);
    System.out.println(Line.HEADER);
    TrialExecutor executor = new LocalExecutor(arguments.threads(), Optional.empty());
    for (Drawn drawn : specs) {
      List<Line> some = lines(drawn, executor);
      some.forEach(System.out::println);
      lines.addAll(some);
    }
    Line.summaries(lines).forEach(System.out::println);
    if (failed > 0) {
      throw new UserError(failed + " trials failed, so the means lack them; no file is written");
    }
    if (arguments.csv().isPresent()) {
      Files.writeString(arguments.csv().get(), Line.csv(lines));
    }
    List<String> missed = arguments.targets() ? Targets.missed(lines) : List.of();
    if (!missed.isEmpty()) {
      throw new UserError(String.join("\n", missed));
    }
  }

  /**
   * An experiment.
   *
   * @param draw seed of its environment; empty if it is that of the file
   */
  private record Drawn(ExperimentSpec spec, Optional<Long> draw) {}

  /** The selected experiments with the settings that they can have. */
  private List<Drawn> specs() throws IOException, InvalidExperiment, UserError {
    Selection selection = arguments.select();
    SortedMap<String, Path> files = Folders.files(arguments.folder(), ".yaml");
    files.keySet().removeIf(file -> !selection.matches(file));
    if (files.isEmpty()) {
      throw new UserError("there is no experiment in " + arguments.folder() + selection.suffix());
    }
    List<Drawn> specs = new ArrayList<>();
    for (Path file : files.values()) {
      Set<String> known = new HashSet<>();
      List<ExperimentSpec> asWritten = read(file, List.of());
      asWritten.forEach(spec -> spec.agents().forEach(it -> known.add(it.name())));
      List<Setting> settings =
          arguments.settings().stream().filter(it -> concerns(it, known)).toList();
      String path = seedOfEnvironment(asWritten.get(0));
      for (Long draw : arguments.draws()) {
        List<Setting> all = new ArrayList<>(settings);
        all.add(new Setting(path, String.valueOf(draw)));
        read(file, all).forEach(it -> specs.add(new Drawn(it, Optional.of(draw))));
      }
      if (arguments.draws().isEmpty()) {
        read(file, settings).forEach(it -> specs.add(new Drawn(it, Optional.empty())));
      }
    }
    return specs;
  }

  /** The seed that draws the environment; that of the experiment if there is no other. */
  private static String seedOfEnvironment(ExperimentSpec spec) {
    if (spec.environment().options() instanceof TransitionMatrixOptions matrix) {
      if (matrix.acceptance().generate() != null) {
        return "environment.acceptance.generate.seed";
      }
      if (matrix.acceptance().similarity() != null) {
        return "environment.acceptance.similarity.seed";
      }
    }
    return "seed";
  }

  private List<ExperimentSpec> read(Path file, List<Setting> settings) throws InvalidExperiment {
    return ExperimentReader.read(arguments.folder(), file, settings);
  }

  private static boolean concerns(Setting setting, Set<String> agents) {
    String[] keys = setting.path().split("\\.");
    return !keys[0].equals("agents") || keys.length < 3 || agents.contains(keys[1]);
  }

  private void checkAgents(List<Drawn> specs) throws UserError {
    for (String agent : arguments.agents()) {
      if (specs.stream().flatMap(it -> it.spec().agents().stream()).noneMatch(named(agent))) {
        throw new UserError("no experiment has an agent named " + agent);
      }
    }
  }

  private static Predicate<AgentSpec<?>> named(String agent) {
    return it -> it.name().equals(agent);
  }

  /** Runs the trials of an experiment. */
  private List<Line> lines(Drawn drawn, TrialExecutor executor)
      throws IOException, InterruptedException {
    ExperimentSpec spec = drawn.spec();
    Optional<Double> optimum =
        Environments.of(spec)
            .model()
            .map(mdp -> new ExactSolver(mdp).optimalValue())
            .filter(value -> value > 0);
    Plan plan =
        Plan.of(spec)
            .only(it -> isWanted(it.agent()) || optimum.isEmpty() && it.agent().equals(RANDOM));
    Map<String, List<Completed>> completed = new TreeMap<>();
    if (!plan.trials().isEmpty()) {
      try (TrialExecutor.Results results = executor.start(plan.trials(), NO_LOGS)) {
        for (int i = 0; i < plan.trials().size(); i++) {
          add(results.take(), spec, completed);
        }
      }
    }
    Line.Reference reference =
        new Line.Reference(
            optimum, Optional.ofNullable(completed.get(RANDOM)).map(Line::meanScore));
    return spec.agents().stream()
        .map(AgentSpec::name)
        .filter(completed::containsKey)
        .map(it -> Line.of(environment(spec), drawn.draw(), it, reference, completed.get(it)))
        .toList();
  }

  private boolean isWanted(String agent) {
    return arguments.agents().isEmpty() || arguments.agents().contains(agent);
  }

  /** Name of the file; the experiment's name contains the settings. */
  private static String environment(ExperimentSpec spec) {
    return spec.file().getFileName().toString().replace(".yaml", "");
  }

  private void add(
      TrialResult result, ExperimentSpec spec, Map<String, List<Completed>> completed) {
    if (result instanceof Failed failure) {
      failed++;
      System.err.println(spec.name() + " " + failure.id() + " failed: " + failure.error());
    } else {
      completed
          .computeIfAbsent(result.id().agent(), it -> new ArrayList<>())
          .add((Completed) result);
    }
  }
}
