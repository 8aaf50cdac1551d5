package dev.recsim.maven;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/**
 * Whether {@code recsim:check} judges the same experiments after a goal of the same build. It then
 * prints the verdicts.
 */
record LaterCheck(MavenSession session, MavenProject project, MojoExecution execution) {
  private static final String GOAL = "check";
  private static final String PHASE = "verify";

  private static final Pattern CHECK =
      Pattern.compile("(.*:)?recsim(-maven-plugin)?(:[^:]+)?:" + GOAL + "(@.*)?");

  /** From the default lifecycle, in order. */
  private static final List<String> PHASES =
      Arrays.asList(
          "validate",
          "initialize",
          "generate-sources",
          "process-sources",
          "generate-resources",
          "process-resources",
          "compile",
          "process-classes",
          "generate-test-sources",
          "process-test-sources",
          "generate-test-resources",
          "process-test-resources",
          "test-compile",
          "process-test-classes",
          "test",
          "prepare-package",
          "package",
          "pre-integration-test",
          "integration-test",
          "post-integration-test",
          PHASE,
          "install",
          "deploy");

  boolean follows() {
    return rest().stream().anyMatch(it -> CHECK.matcher(it).matches() || reaches(it));
  }

  /** What the build was asked to do, from the goal or its phase on. */
  private List<String> rest() {
    List<String> asked = new ArrayList<>(session.getGoals());
    if (asked.isEmpty() && project.getBuild().getDefaultGoal() != null) {
      asked.addAll(List.of(project.getBuild().getDefaultGoal().split(" +")));
    }
    boolean bound = execution.getSource() == MojoExecution.Source.LIFECYCLE;
    int at = 0;
    while (at < asked.size() && !(bound ? isAtOrAfter(asked.get(at)) : isThis(asked.get(at)))) {
      at++;
    }
    return asked.subList(at, asked.size());
  }

  private boolean isThis(String asked) {
    return asked.replaceFirst("@.*", "").endsWith(":" + execution.getGoal());
  }

  private boolean isAtOrAfter(String phase) {
    return index(phase) >= start();
  }

  /** Whether a phase runs a check that is bound to it, or to a phase before it. */
  private boolean reaches(String phase) {
    List<PluginExecution> bound =
        Stream.ofNullable(project.getPlugin(Modules.PLUGIN))
            .flatMap(plugin -> plugin.getExecutions().stream())
            .toList();
    Optional<String> selected =
        bound.stream()
            .filter(it -> it.getId().equals(execution.getExecutionId()))
            .findFirst()
            .flatMap(LaterCheck::selection);
    return bound.stream()
        .filter(it -> it.getGoals().contains(GOAL) && selection(it).equals(selected))
        .map(it -> index(Optional.ofNullable(it.getPhase()).orElse(PHASE)))
        .anyMatch(it -> it >= start() && it <= index(phase));
  }

  /** The phase of the goal; 0 of one that was called by its name. */
  private int start() {
    return Math.max(0, index(execution.getLifecyclePhase()));
  }

  /** The place of a phase; -1 of none, or of another lifecycle. */
  private static int index(String phase) {
    return PHASES.indexOf(phase);
  }

  private static Optional<String> selection(PluginExecution execution) {
    return Modules.value(execution, "experiment").findFirst();
  }
}
