package dev.recsim.app.fit;

import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.app.project.Folders;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.fits.FitReader;
import dev.recsim.experimentfile.fits.GivenReader;
import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.file.EnvironmentFile.LogFile;
import dev.recsim.fit.file.FittedParameters.Limits;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.log.EnvironmentPlan;
import dev.recsim.fit.log.Fit;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.GivenPlan;
import dev.recsim.fit.world.FittedProvider;
import dev.recsim.io.RunFiles;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.report.fit.FitWords;
import dev.recsim.report.page.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the fitted environments of experiments: they reach what their fits accept, and neither fit
 * nor log has changed since.
 *
 * @param file the environment
 * @param failed whether it fails the check
 * @param findings its thresholds; empty if it cannot be read
 * @param problem why it cannot be read, or is not that of its fit
 * @param lines the verdict
 */
public record FitCheck(
    Path file,
    boolean failed,
    List<FitFinding> findings,
    Optional<String> problem,
    List<String> lines) {
  private static final String GIVEN = "\"model\": \"%s\"".formatted(GivenPlan.MODEL);
  private static final String CURE = "; run recsim:fit and commit the environment";

  /** Checks each environment once. */
  public static List<FitCheck> of(List<ExperimentSpec> specs) {
    return files(specs).stream().map(FitCheck::of).toList();
  }

  private static SortedSet<Path> files(List<ExperimentSpec> specs) {
    SortedSet<Path> files = new TreeSet<>();
    for (ExperimentSpec spec : specs) {
      if (spec.environment().options() instanceof FittedProvider.Fitted fitted) {
        files.add(spec.environment().directory().resolve(fitted.file()).normalize());
      } else {
        files.addAll(given(spec));
      }
    }
    return files;
  }

  /** The files about an environment that is not fitted, in the folder of the experiments. */
  private static List<Path> given(ExperimentSpec spec) {
    Path folder = spec.home().resolve(RunFiles.ENVIRONMENTS);
    List<Path> files = new ArrayList<>();
    try {
      for (Path file : Folders.files(folder, ".json").values()) {
        if (isGiven(file) && declares(file, spec)) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw new InvalidFile(folder, 0, 0, "cannot be read: " + e.getMessage());
    }
    return files;
  }

  /** Whether one of the first lines has the model; the rest of a fitted environment can be long. */
  private static boolean isGiven(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.limit(3).anyMatch(it -> it.contains(GIVEN));
    }
  }

  private static boolean declares(Path file, ExperimentSpec spec) {
    List<String> declaration = FitReader.again(file, FitModelProvider.read(file).declaration());
    List<String> lines = GivenReader.lines(spec.environment(), file.toAbsolutePath().getParent());
    return declaration.size() > lines.size()
        && declaration.subList(0, lines.size()).equals(lines)
        && !declaration.get(lines.size()).startsWith(" ");
  }

  /** Name of the environment. */
  public String name() {
    return name(file);
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.json$", "");
  }

  private static FitWords words(Path file, EnvironmentFile environment) {
    return new FitWords("environment " + name(file), environment.accepted());
  }

  /** Why scores in the environment of an experiment cannot be trusted; empty if they can. */
  public static List<String> warnings(ExperimentSpec spec) {
    List<String> warnings = new ArrayList<>();
    for (Path file : files(List.of(spec))) {
      EnvironmentFile read = FitModelProvider.read(file);
      FitWords words = words(file, read);
      if (words.verdict() == Verdict.FAILS) {
        warnings.add(words.warning());
      }
      warnings.addAll(limits(name(file), read, spec));
    }
    return warnings;
  }

  private static List<String> limits(String name, EnvironmentFile read, ExperimentSpec spec) {
    Limits limits = read.parameters().limits();
    List<String> sentences = new ArrayList<>();
    limits.sentences().forEach(it -> sentences.add("environment %s: %s".formatted(name, it)));
    boolean isFitted = !read.model().equals(GivenPlan.MODEL);
    if (isFitted
        && !limits.oracles()
        && Environments.of(spec).model().flatMap(FiniteMdp::posterior).isEmpty()) {
      sentences.add(
          "environment %s: how much the log leaves open about these scores is unknown, because the model %s here has no posterior distribution; responses of one kind of users and markov_chain with slates of one document have one"
              .formatted(name, read.model()));
    }
    if (limits.oracles()) {
      spec.agents().stream()
          .filter(AgentSpec::oracle)
          .map(
              it ->
                  "%s: its value is outside what the log of %s knows, because it reads the fit itself; compare agents that are made from the log or trained here"
                      .formatted(it.name(), name))
          .forEach(sentences::add);
    }
    return sentences;
  }

  /** What logs of other policies say about the environment of an experiment. */
  public static List<String> gaps(ExperimentSpec spec) {
    return files(List.of(spec)).stream()
        .flatMap(file -> words(file, FitModelProvider.read(file)).gaps().stream())
        .toList();
  }

  /** The environments that fail, for summaries of CI jobs; empty if there are none. */
  public static String markdown(List<FitCheck> checks) {
    return checks.stream().anyMatch(FitCheck::failed)
        ? failure(checks)
            .lines()
            .map(line -> "- " + Markdown.code(line))
            .collect(Collectors.joining("\n", "## Fitted environments\n\n", "\n\n"))
        : "";
  }

  /** The message of a build that fails because of environments. */
  public static String failure(List<FitCheck> checks) {
    List<FitCheck> failed = checks.stream().filter(FitCheck::failed).toList();
    return Stream.concat(
            Stream.of(
                "recsim:check failed: %s of %s environments"
                    .formatted(failed.size(), checks.size())),
            failed.stream().flatMap(it -> it.lines().stream()))
        .collect(Collectors.joining("\n"));
  }

  private static FitCheck of(Path file) {
    try {
      EnvironmentFile environment = FitModelProvider.read(file);
      FitWords words = words(file, environment);
      List<String> lines = new ArrayList<>(words.lines());
      Optional<String> stale = stale(file, environment);
      stale.ifPresent(it -> lines.add("  " + it));
      return new FitCheck(
          file,
          words.verdict() == Verdict.FAILS || stale.isPresent(),
          words.findings(),
          stale,
          List.copyOf(lines));
    } catch (InvalidFile | InvalidOption e) {
      String line = "environment %s: %s".formatted(name(file), e.getMessage());
      return new FitCheck(file, true, List.of(), Optional.of(e.getMessage()), List.of(line));
    }
  }

  /** Why the environment is not that of its fit; a fit or log that is not there is no reason. */
  private static Optional<String> stale(Path file, EnvironmentFile environment) {
    Path declaration = file.resolveSibling(name(file) + ".yaml");
    if (!Files.exists(declaration)) {
      return Optional.empty();
    }
    EnvironmentPlan plan;
    try {
      plan = FitReader.read(declaration);
    } catch (InvalidExperiment e) {
      return Optional.of(e.getMessage());
    }
    if (!plan.declaration().equals(FitReader.again(file, environment.declaration()))) {
      return Optional.of(declaration + " has changed since the environment was fitted" + CURE);
    }
    if (plan instanceof GivenPlan given
        && !Fit.files(given.files()).equals(environment.source().files())) {
      return Optional.of(
          "a file of the environment of %s has changed since it was compared with logs%s"
              .formatted(declaration, CURE));
    }
    return changedLog(plan, environment)
        .map(log -> log + " has changed since the environment was fitted" + CURE);
  }

  /** The first log that is there and is not that of the environment. */
  private static Optional<Path> changedLog(EnvironmentPlan plan, EnvironmentFile environment) {
    Path folder = plan.file().toAbsolutePath().getParent();
    Optional<Path> fitted =
        plan.fittedLog().flatMap(it -> changedLog(it, folder, environment.source().files()));
    return fitted.or(
        () ->
            environment.counterfactual().stream()
                .flatMap(
                    it -> {
                      LogOptions log = plan.counterfactual().logs().get(it.name());
                      return changedLog(log, folder, it.files()).stream();
                    })
                .findFirst());
  }

  private static Optional<Path> changedLog(LogOptions options, Path folder, List<LogFile> files) {
    Path log = folder.resolve(options.place()).normalize();
    boolean same =
        !Files.exists(log) || Fit.files(Log.of(options, folder, List.of()).files()).equals(files);
    return same ? Optional.empty() : Optional.of(log);
  }
}
