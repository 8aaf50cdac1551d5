package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages name what the plugin has, no more and no less. */
class GoalsPageTest {
  private static final Pattern GOAL_ROW = Pattern.compile("(?m)^\\| `recsim:([\\w-]+)` \\|");
  private static final Pattern PARAMETER_ROW =
      Pattern.compile("(?m)^\\| `(recsim\\.[\\w.]+)` \\| ([\\w, -]+) \\|");
  private static final Pattern GOAL = Pattern.compile("<goal>([\\w-]+)</goal>");
  private static final Pattern COMMAND = Pattern.compile("\\bmvn [^\\n`]*");
  private static final Pattern NAMED_GOAL = Pattern.compile("\\brecsim:(?!recsim-)([\\w-]+)");
  private static final Pattern SET_PARAMETER = Pattern.compile("-D(recsim\\.[a-zA-Z.]+)");
  private static final Pattern PARAMETER = Pattern.compile(">\\$\\{(recsim\\.[\\w.]+)}<");

  /** Parameters that are not passed to the program. */
  private static final Set<String> OF_MAVEN =
      Set.of("", "recsim.skip", "recsim.argLine", "recsim.jvm", "recsim.spark.home");

  /** Options that say how a goal calls the program. */
  private static final Set<String> OF_CALLS =
      Set.of(
          "recsim.interactive",
          "recsim.debug",
          "recsim.classpath",
          "recsim.parentStdin",
          "recsim.completion",
          "recsim.command",
          "recsim.printed",
          "recsim.checkFollows",
          "recsim.driver",
          "recsim.configured",
          "recsim.elsewhere");

  @ParameterizedTest
  @ValueSource(strings = "docs/goals.md")
  void pageNamesEveryGoal(String page) throws IOException {
    assertThat(GOAL_ROW.matcher(read(page)).results().map(row -> row.group(1)))
        .containsExactlyInAnyOrderElementsOf(goals());
  }

  @ParameterizedTest
  @ValueSource(strings = "docs/goals.md")
  void pageNamesEveryParameterWithItsGoals(String page) throws IOException {
    Set<String> all = new TreeSet<>(goals());
    all.removeAll(Set.of("help", "init"));
    Map<String, Set<String>> named =
        PARAMETER_ROW
            .matcher(read(page))
            .results()
            .collect(
                Collectors.toMap(
                    row -> row.group(1), row -> goalsOf(row, all), GoalsPageTest::both));

    assertThat(named).isEqualTo(parameters());
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    assertThat(one).doesNotContainAnyElementsOf(other);
    return Stream.of(one, other).flatMap(Set::stream).collect(Collectors.toSet());
  }

  /** The parameters of a goal are the options of its verb. */
  @ParameterizedTest
  @EnumSource(
      value = Verb.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"INIT", "WORK"})
  void goalHasTheOptionsOfItsVerb(Verb verb) throws IOException {
    Set<String> parameters = new TreeSet<>();
    parameters()
        .forEach((name, goals) -> parameters.add(goals.contains(verb.toString()) ? name : ""));
    Set<String> options =
        verb.options().stream().map(VerbOption::property).collect(Collectors.toSet());
    parameters.removeAll(OF_MAVEN);
    options.removeAll(OF_CALLS);
    if (!options.contains("recsim.experimentsDirectory")) {
      parameters.remove("recsim.experimentsDirectory");
    }
    if (verb == Verb.PYTHON) {
      options.remove("recsim.output");
    }

    assertThat(parameters).isEqualTo(options);
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "docs"))) {
      return Stream.concat(
              Stream.of(Path.of("..", "README.md")),
              files.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  /** Each goal of a command exists, and each of its parameters is one of a goal of it. */
  @ParameterizedTest
  @MethodSource("pages")
  void commandsOfPagesNameGoalsAndParametersOfThePlugin(Path page) throws IOException {
    Map<String, Set<String>> parameters = parameters();
    String text = Files.readString(page).replaceAll("\\\\\\R *", "");
    for (MatchResult command : COMMAND.matcher(text).results().toList()) {
      Set<String> named = matches(NAMED_GOAL, command.group());
      assertThat(goals()).as(command.group()).containsAll(named);
      if (!named.isEmpty()) {
        assertThat(matches(SET_PARAMETER, command.group()))
            .as(command.group())
            .allSatisfy(
                name -> assertThat(parameters.get(name)).as(name).containsAnyElementsOf(named));
      }
    }
  }

  private static Set<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> goalsOf(MatchResult row, Set<String> all) {
    String named = row.group(2);
    Set<String> goals =
        Set.of(named.replaceFirst("^all( but )?", "").split(", ")).stream()
            .filter(goal -> !goal.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!named.startsWith("all")) {
      return goals;
    }
    assertThat(all).containsAll(goals);
    return all.stream().filter(goal -> !goals.contains(goal)).collect(Collectors.toSet());
  }

  private static Set<String> goals() throws IOException {
    return GOAL.matcher(descriptor()).results().map(m -> m.group(1)).collect(Collectors.toSet());
  }

  private static Map<String, Set<String>> parameters() throws IOException {
    Map<String, Set<String>> parameters = new TreeMap<>();
    for (String mojo : descriptor().split("<mojo>")) {
      PARAMETER
          .matcher(mojo)
          .results()
          .map(match -> match.group(1))
          .forEach(
              name ->
                  parameters
                      .computeIfAbsent(name, each -> new TreeSet<>())
                      .add(GOAL.matcher(mojo).results().findFirst().orElseThrow().group(1)));
    }
    return parameters;
  }

  private static String read(String page) throws IOException {
    return Files.readString(Path.of("..").resolve(page));
  }

  private static String descriptor() throws IOException {
    return Files.readString(Path.of("target", "classes", "META-INF", "maven", "plugin.xml"));
  }
}
