package dev.recsim.app;

import dev.recsim.app.fit.FitCheck;
import dev.recsim.app.project.UnjudgedBaselines.Orphan;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.baseline.CheckResult;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.io.SharedFile;
import dev.recsim.report.Summary;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.JunitXml;
import dev.recsim.report.check.SourceLines;
import dev.recsim.report.check.SummaryMarkdown;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.GuardSpec;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the verdicts of a check to the reports and for CI servers.
 *
 * @param environment environment variables, which identify CI servers
 */
public record Verdicts(BuildRules policy, Map<String, String> environment) {

  /**
   * Experiments with verdicts.
   *
   * @param results in the order of the experiments
   * @param reports of the experiments that have run
   */
  record Checked(
      List<ExperimentSpec> specs, List<CheckResult> results, List<ExperimentReport> reports) {}

  CheckReport publish(
      Workspace workspace, Checked checked, List<ClaimVerdicts> logs, List<Orphan> orphans)
      throws IOException {
    List<CheckResult> results = new ArrayList<>(checked.results());
    List<SourceLines> places =
        new ArrayList<>(checked.specs().stream().map(spec -> place(spec, logs)).toList());
    SortedMap<String, String> headlines = new TreeMap<>();
    SortedMap<String, List<String>> warnings = new TreeMap<>();
    for (ExperimentReport reported : checked.reports()) {
      headlines.put(reported.spec().name(), Summary.headline(reported.results()));
      warnings.put(reported.spec().name(), Summary.warnings(reported.results()));
    }
    logs.stream()
        .filter(log -> log.alone())
        .forEach(
            log -> {
              results.add(CheckResult.ofLog(log.name(), log.claims()));
              places.add(new SourceLines(fromRoot(log.file()), Map.of(), Map.of(), log.lines()));
            });
    workspace.index().write();
    for (Orphan orphan : orphans) {
      results.add(CheckResult.noExperiment(orphan.experiment(), orphan.problem()));
      places.add(SourceLines.of(fromRoot(orphan.file())));
    }
    for (int i = 0; i < results.size(); i++) {
      writeJunit(
          workspace,
          results.get(i).experiment(),
          JunitXml.render(results.get(i), places.get(i), policy));
    }
    List<FitCheck> fits = FitCheck.of(checked.specs());
    for (FitCheck fit : fits) {
      writeJunit(
          workspace,
          RunFiles.ENVIRONMENTS + "/" + fit.name(),
          JunitXml.render(fit.name(), fromRoot(fit.file()), fit.findings(), fit.problem()));
    }
    String summary =
        workspace
            .listener()
            .written(
                FitCheck.markdown(fits)
                    + SummaryMarkdown.render(results, policy, headlines, warnings));
    AtomicFile.write(workspace.reports().resolve(RunFiles.SUMMARY), summary);
    Optional<String> step = Optional.ofNullable(environment.get("GITHUB_STEP_SUMMARY"));
    if (step.isPresent() && !step.get().isBlank()) {
      append(step.get(), summary, workspace);
    }
    return new CheckReport(results, places, policy, fits);
  }

  private static void writeJunit(Workspace workspace, String folder, String xml)
      throws IOException {
    AtomicFile.write(
        workspace.reports().resolve(folder).resolve(RunFiles.JUNIT),
        workspace.listener().written(xml).replace("&&", "&amp;&amp;"));
  }

  /** The verdict does not depend on whether the CI server shows it. */
  private static void append(String file, String summary, Workspace workspace) {
    try {
      SharedFile.append(Path.of(file), summary);
    } catch (IOException | InvalidPathException e) {
      workspace
          .listener()
          .warning(
              "the summary cannot be written to $GITHUB_STEP_SUMMARY (%s: %s); it is in %s"
                  .formatted(
                      e.getClass().getSimpleName(),
                      e.getMessage(),
                      workspace.reports().resolve(RunFiles.SUMMARY)));
    }
  }

  private SourceLines place(ExperimentSpec spec, List<ClaimVerdicts> logs) {
    Map<String, Integer> agents =
        spec.agents().stream().collect(Collectors.toMap(AgentSpec::name, AgentSpec::line));
    Map<String, Integer> guards =
        spec.guards().stream()
            .collect(Collectors.toMap(it -> it.guard().metric(), GuardSpec::line));
    List<Integer> claims = new ArrayList<>(spec.claims().stream().map(ClaimSpec::line).toList());
    logs.stream()
        .filter(log -> log.name().equals(spec.name()))
        .forEach(log -> claims.addAll(log.lines()));
    return new SourceLines(fromRoot(spec.file()), agents, guards, claims);
  }

  /** A path relative to the root of the repository, with slashes. */
  private String fromRoot(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path root =
        Path.of(environment.getOrDefault("GITHUB_WORKSPACE", "")).toAbsolutePath().normalize();
    Path shown = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
    return shown.toString().replace('\\', '/');
  }
}
