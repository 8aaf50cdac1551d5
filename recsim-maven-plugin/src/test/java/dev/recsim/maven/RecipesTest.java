package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What CI machines are told to run can be run. */
class RecipesTest {
  private static final Path WORKFLOWS = Path.of("..", ".github", "workflows");
  private static final Path WORKFLOW = WORKFLOWS.resolve("recsim.yml");
  private static final Path PAGE = Path.of("..", "docs", "ci.md");
  private static final Path LIVE_TEST = Path.of("..", "examples", "ci", "live-test.yml");

  private static final Pattern ACTION = Pattern.compile("\\buses: (.*)");
  private static final String PINNED = "[\\w-]+/[\\w/-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+";
  private static final Pattern COMMAND = Pattern.compile("\\bmvn [^\\n'`]*");
  private static final Pattern GOAL = Pattern.compile("\\brecsim:([\\w-]+)");
  private static final Pattern PARAMETER = Pattern.compile("-D(recsim\\.\\w+)");
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\\n(.*?)\\n```");

  @Test
  void workflowRunsChecksAndKeepsTheReports() throws IOException {
    List<Map<?, ?>> steps = steps(Files.readString(WORKFLOW));

    assertThat(steps).allMatch(step -> step.containsKey("uses") != step.containsKey("run"));
    assertThat(with(steps, "actions/checkout").get("fetch-depth")).isEqualTo(0);
    assertThat(with(steps, "actions/setup-java"))
        .hasToString("{distribution=temurin, java-version=17, cache=maven}");
    assertThat(with(steps, "actions/cache/restore").get("path"))
        .isEqualTo(with(steps, "actions/cache/save").get("path"))
        .isEqualTo("reports/*/trials");
    assertThat(with(steps, "actions/cache/restore").get("key"))
        .isEqualTo(with(steps, "actions/cache/save").get("key"));
    assertThat(
            steps.stream()
                .map(step -> step.get("run"))
                .filter(it -> it != null)
                .map(Object::toString))
        .containsExactly(
            "mvn -q -DskipTests install", "mvn recsim:run recsim:check -Drecsim.experiment='*'");
    assertThat(steps.subList(steps.size() - 2, steps.size()))
        .allMatch(step -> "always()".equals(step.get("if")));
  }

  @Test
  void everyActionIsPinnedToACommit() throws IOException {
    Map<String, Set<String>> commits = new TreeMap<>();
    for (Path file : files()) {
      for (String action : found(ACTION, Files.readString(file))) {
        assertThat(action).as(file.toString()).matches(PINNED);
        commits
            .computeIfAbsent(
                action.replaceFirst("^([\\w-]+/[\\w-]+).*", "$1"), it -> new TreeSet<>())
            .add(action.substring(action.indexOf('@')));
      }
    }
    assertThat(commits).hasSizeGreaterThan(3).allSatisfy((it, at) -> assertThat(at).hasSize(1));
  }

  @Test
  void everyCommandNamesGoalsAndParametersOfThePlugin() throws IOException {
    Map<String, Set<String>> goals = goals();
    int seen = 0;
    for (Path file : files()) {
      for (String command : found(COMMAND, Files.readString(file))) {
        List<String> named = found(GOAL, command);
        assertThat(goals.keySet()).as(command).containsAll(named);
        Set<String> known = new LinkedHashSet<>();
        named.forEach(goal -> known.addAll(goals.get(goal)));
        assertThat(known).as(command).containsAll(found(PARAMETER, command));
        seen += named.size();
      }
    }
    assertThat(seen).isGreaterThan(10);
  }

  @Test
  void everyParameterThatThePageNamesIsOneOfThePlugin() throws IOException {
    Set<String> known = goals().values().stream().flatMap(Set::stream).collect(Collectors.toSet());

    assertThat(known).containsAll(found(PARAMETER, Files.readString(PAGE)));
  }

  @Test
  void everyYamlOfThePageIsYaml() throws IOException {
    List<String> blocks = found(YAML, Files.readString(PAGE));

    assertThat(blocks).hasSize(4);
    assertThat(blocks).allSatisfy(block -> assertThat(load(whole(block))).isInstanceOf(Map.class));
    assertThat(blocks).anySatisfy(block -> assertThat(steps(whole(block))).hasSize(6));
  }

  /** Steps stand on the page as they do in a job. */
  private static String whole(String block) {
    return block.startsWith("      - ") ? "steps:\n" + block : block;
  }

  @Test
  void liveTestIsLookedAtDailyAndItsVerdictsAreCommittedEvenIfItStops() throws IOException {
    assertThat(Files.readString(PAGE)).contains("](../examples/ci/live-test.yml)");
    Map<?, ?> workflow = load(Files.readString(LIVE_TEST));
    // YAML 1.1 reads the key "on" as true.
    assertThat(workflow.get(true)).asString().contains("cron=30 4 * * *");
    assertThat(workflow.get("permissions")).hasToString("{contents=write, pull-requests=write}");
    List<Map<?, ?>> steps = steps(workflow, "look");
    assertThat(steps).allMatch(step -> step.containsKey("uses") != step.containsKey("run"));
    int look = 0;
    while (!"mvn --batch-mode recsim:ab".equals(steps.get(look).get("run"))) {
      look++;
    }
    List<Map<?, ?>> after = steps.subList(look + 1, steps.size());
    assertThat(after).hasSize(3).allMatch(step -> "always()".equals(step.get("if")));
    assertThat(after.get(0).get("run")).asString().contains("git add experiments/ab", "git push");
    assertThat(after.get(1).get("run")).asString().contains("reports/*/ab.json", "gh pr comment");
  }

  /** Our workflows, and the page and the file with those of users. */
  private static List<Path> files() throws IOException {
    try (Stream<Path> workflows = Files.list(WORKFLOWS)) {
      return Stream.concat(workflows.sorted(), Stream.of(PAGE, LIVE_TEST)).toList();
    }
  }

  /** The whole match, or its group where there is one. */
  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    for (MatchResult match : pattern.matcher(text).results().toList()) {
      found.add(match.groupCount() == 0 ? match.group() : match.group(1));
    }
    return found;
  }

  private static List<Map<?, ?>> steps(String workflow) {
    return steps(load(workflow), "check");
  }

  private static List<Map<?, ?>> steps(Map<?, ?> workflow, String job) {
    Map<?, ?> jobs = (Map<?, ?>) workflow.get("jobs");
    assertThat(jobs).isNotNull();
    List<Map<?, ?>> steps = new ArrayList<>();
    for (Object step : (List<?>) ((Map<?, ?>) jobs.get(job)).get("steps")) {
      steps.add((Map<?, ?>) step);
    }
    return steps;
  }

  private static Map<?, ?> with(List<Map<?, ?>> steps, String action) {
    return steps.stream()
        .filter(step -> String.valueOf(step.get("uses")).startsWith(action + "@"))
        .map(step -> (Map<?, ?>) step.get("with"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<?, ?> load(String yaml) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
  }

  /** The plugin's goals with their parameters. */
  private static Map<String, Set<String>> goals() throws IOException {
    String descriptor =
        Files.readString(Path.of("target", "classes", "META-INF", "maven", "plugin.xml"));
    return Pattern.compile("(?s)<mojo>.*?</mojo>")
        .matcher(descriptor)
        .results()
        .map(MatchResult::group)
        .collect(
            Collectors.toMap(
                mojo -> found(Pattern.compile("<goal>([\\w-]+)</goal>"), mojo).get(0),
                mojo -> Set.copyOf(found(Pattern.compile(">\\$\\{(recsim\\.\\w+)}<"), mojo))));
  }
}
