package dev.recsim.cli;

import dev.recsim.baseline.CheckResult;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.ExperimentSpec.ClaimSpec;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.io.SharedFile;
import dev.recsim.report.Provenance;
import dev.recsim.report.check.Annotations;
import dev.recsim.report.check.CheckWords;
import dev.recsim.report.check.JunitXml;
import dev.recsim.report.check.Place;
import dev.recsim.report.check.Policy;
import dev.recsim.report.check.SummaryMarkdown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells the verdicts of a check: on the terminal, in the reports, and to CI machines. */
final class Verdicts {
  private final Path reports;
  private final Policy policy;
  private final Map<String, String> environment;

  /**
   * @param environment variables by which CI machines make themselves known
   */
  Verdicts(Path reports, Policy policy, Map<String, String> environment) {
    this.reports = reports;
    this.policy = policy;
    this.environment = environment;
  }

  void publish(List<Gate> gates, List<Judged> judged) throws IOException {
    List<CheckResult> results = judged.stream().map(Judged::result).toList();
    List<Place> places = gates.stream().map(gate -> place(gate.spec())).toList();
    for (int i = 0; i < gates.size(); i++) {
      Optional<Provenance> provenance = gates.get(i).reports().provenance();
      if (provenance.isPresent()) {
        gates.get(i).write(provenance.get(), judged.get(i));
      }
      AtomicFile.write(
          reports.resolve(gates.get(i).spec().name()).resolve(RunFiles.JUNIT),
          JunitXml.render(results.get(i), places.get(i), policy));
      CheckWords.lines(results.get(i)).forEach(System.out::println);
    }
    String summary = SummaryMarkdown.render(results, policy);
    AtomicFile.write(reports.resolve(RunFiles.SUMMARY), summary);
    Optional<String> step = Optional.ofNullable(environment.get("GITHUB_STEP_SUMMARY"));
    if (step.isPresent() && !step.get().isBlank()) {
      SharedFile.append(Path.of(step.get()), summary);
    }
    if ("true".equals(environment.get("GITHUB_ACTIONS"))) {
      Annotations.lines(results, places, policy).forEach(System.out::println);
    }
  }

  private Place place(ExperimentSpec spec) {
    Map<String, Integer> agents =
        spec.agents().stream().collect(Collectors.toMap(AgentSpec::name, AgentSpec::line));
    List<Integer> claims = new ArrayList<>(spec.claims().stream().map(ClaimSpec::line).toList());
    return new Place(fromRoot(spec.file()), agents, claims);
  }

  /** A path as the repository's root sees it, with slashes. */
  private String fromRoot(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path root =
        Path.of(environment.getOrDefault("GITHUB_WORKSPACE", "")).toAbsolutePath().normalize();
    Path shown = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
    return shown.toString().replace('\\', '/');
  }
}
