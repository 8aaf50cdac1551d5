package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * From an empty folder to a report with an own environment, agents and a metric, by the steps of
 * the pages that show the project. It takes longest, so it begins first.
 */
@Order(1)
class InitIT {
  private static final String INIT = TutorialSteps.arguments(TutorialSteps.INIT)[0];
  private static final String HELP = "mvn recsim:help";
  private static final String EXPERIMENT = "experiments/commute.yaml";

  /** Its trials learn for long enough. Of a property that is given twice the last value counts. */
  private static final String COMPILED_WELL = "-Drecsim.argLine=-XX:TieredStopAtLevel=4";

  private static final String SOURCES = "src/main/java/com/example/podcasts/";

  private static final Pattern SCORE =
      Pattern.compile("\"status\": \"[a-z]+\",\\s*\"score\": ([\\d.]+)");

  private static final Pattern UNDECIDED = Pattern.compile("UNDECIDED in ([\\d.]+) % of builds");

  private final Set<String> steps = new LinkedHashSet<>();
  private final StringBuilder output = new StringBuilder();

  @Test
  void projectIsWrittenTestedRunAndHeld() throws Exception {
    takeSteps(5);
  }

  @Tag("nightly")
  @Test
  void pagesShowWhatTheStepsPrint() throws Exception {
    List<Double> undecided = takeSteps(20);
    assertThat(undecided).hasSize(3).allMatch(it -> it <= 1);
    for (Path page : TutorialTest.PAGES) {
      assertThat(TutorialTest.blocks(page, "text")).isNotEmpty();
      assertThat(TutorialTest.blocks(page, "text").stream().flatMap(String::lines))
          .allSatisfy(line -> assertThat(output).contains(line.strip()));
    }
  }

  /**
   * Real builds of one project, as its owner would run them one after the other.
   *
   * @param seeds of the experiment; the project has 20
   * @return in how many percent of builds the verdicts stay undecided
   */
  private List<Double> takeSteps(int seeds) throws Exception {
    Project project = Project.empty("init");
    Files.delete(project.path(".mvn/jvm.config"));

    Build init = step(project, TutorialSteps.INIT);
    assertThat(init.output())
        .contains("wrote pom.xml", "wrote .gitignore", "wrote " + EXPERIMENT, "mvn verify");
    assertThat(init.output()).contains("wrote .mvn/jvm.config");
    assertThat(init.count("wrote ")).isEqualTo(Template.FILES.size() + 1);
    assertThat(project.read("pom.xml")).contains("<artifactId>init</artifactId>");

    project.edit(EXPERIMENT, "seeds: 0..19", "seeds: 0.." + (seeds - 1));
    Build verify = step(project, TutorialSteps.VERIFY);
    assertThat(verify.output())
        .containsSubsequence(
            ":validate",
            "Running com.example.podcasts.CommuteTest",
            ":run",
            "document_q",
            ":report",
            ":check",
            "commute: no baseline; 2 claims hold",
            "six-states: no baseline; 1 claim holds")
        .contains("LockScreenTest", "TopicMinutesTest", "DocumentQTest", "ExperimentsTest")
        .doesNotContain("[WARNING] The project's own classes");
    tablesAndReportsAreThere(project, verify);
    assertThat(project.read("reports/commute/index.html"))
        .contains("topic_minutes", "Finished", "Trust");
    assertThat(project.read("reports/commute/results.json"))
        .contains("\"name\": \"finished\"", "\"name\": \"trust\"", "\"type\": \"topic_minutes\"");

    learnerBeatsRandomOnEverySeed(project, seeds);
    assertThat(verify.count("topic_minutes  ")).as("tables").isEqualTo(1);
    assertThat(project.read("reports/commute/index.html")).contains("Diagnostics", "loss");

    Build baseline = step(project, TutorialSteps.SCHEMA, TutorialSteps.BASELINE, HELP);
    assertThat(TutorialSteps.BASELINE).startsWith(TutorialSteps.RUN);
    steps.add(TutorialSteps.RUN);
    assertThat(baseline.output()).contains("report: ").doesNotContain("[ 1/");
    assertThat(baseline.lines())
        .contains("recsim:run", "recsim:report", "recsim:validate", "recsim:schema")
        .contains("recsim:export", "recsim:help");

    schemaKnowsWhatIsOwn(project);
    misspeltOptionsAreToldAtTheirPlaces(project);
    brokenAgentFailsItsContract(project);
    steps.remove(HELP);
    assertThat(steps).containsExactlyInAnyOrderElementsOf(TutorialSteps.ALL);
    return UNDECIDED
        .matcher(baseline.output())
        .results()
        .map(it -> Double.valueOf(it.group(1)))
        .toList();
  }

  private static void tablesAndReportsAreThere(Project project, Build verify) throws Exception {
    assertThat(verify.output())
        .containsPattern("random +\\d+\\.\\d+")
        .containsPattern("optimal +\\d+\\.\\d+")
        .contains("report: ")
        .doesNotContain("Nothing to do", "[ERROR]");
    assertThat(project.path("reports/index.html")).isNotEmptyFile();
    assertThat(project.path("reports/six-states/index.html")).isNotEmptyFile();
    assertThat(project.read("reports/six-states/run.json"))
        .contains(System.getProperty("recsim.version"));
    assertThat(project.trials("six-states")).as("3 agents, and weights of one").hasSize(4 * 10);
  }

  private static void learnerBeatsRandomOnEverySeed(Project project, int seeds) throws Exception {
    List<Double> scores =
        SCORE
            .matcher(project.read("reports/commute/results.json"))
            .results()
            .map(it -> Double.valueOf(it.group(1)))
            .toList();
    assertThat(scores).as("of random, topic_minutes and document_q").hasSize(3 * seeds);
    for (int seed = 0; seed < seeds; seed++) {
      assertThat(scores.get(2 * seeds + seed)).isGreaterThan(scores.get(seed));
    }
  }

  /** Commands of the tutorial, given to one Maven, which succeeds. */
  private Build step(Project project, String... commands) throws Exception {
    Build build =
        project.mvn(
            Stream.concat(
                    Stream.of(commands)
                        .flatMap(command -> Stream.of(TutorialSteps.arguments(command))),
                    Stream.of(COMPILED_WELL))
                .toArray(String[]::new));
    assertThat(build.exitCode()).as(build.output()).isZero();
    steps.addAll(List.of(commands));
    output.append(build.output());
    return build;
  }

  /** {@code TemplateTest} in a real build. */
  @Tag("nightly")
  @Test
  void projectThatIsThereIsKept() throws Exception {
    Project project = Project.empty("init again");
    Build init = project.mvn(INIT);
    assertThat(init.exitCode()).as(init.output()).isZero();
    List<Path> before = Project.files(project.path("src"));
    Files.delete(project.path("README.md"));

    Build again = project.mvn(INIT);

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.output())
        .contains("Nothing was written, because these files are there already: .gitignore, ")
        .contains(
            EXPERIMENT
                + ", experiments/six-states.yaml, pom.xml, "
                + SOURCES
                + "CommuteProvider.java, ")
        .doesNotContain("already: README.md", ", README.md", "\tat ");
    assertThat(project.path("README.md")).doesNotExist();
    assertThat(Project.files(project.path("src"))).isEqualTo(before);
  }

  private static void schemaKnowsWhatIsOwn(Project project) throws Exception {
    assertThat(project.read("experiments/recsim-experiment.schema.json"))
        .contains("\"commute\"", "\"commuters\"", "\"shortest_trip\"")
        .contains("\"episodes\"", "\"longest\"")
        .contains("\"lock_screen\"", "\"visible\"")
        .contains("\"topic_minutes\"", "\"exploration\"")
        .contains("Probability of a random slate while the agent learns.")
        .contains("\"finished_plays\"", "\"share\"")
        .contains("\"transition_matrix\"");
    assertThat(project.read("experiments/recsim-fit.schema.json")).contains("markov_chain");
  }

  private void misspeltOptionsAreToldAtTheirPlaces(Project project) throws Exception {
    String experiment = project.read(EXPERIMENT);
    project.edit(EXPERIMENT, "exploration:", "explorashun:");
    project.edit(EXPERIMENT, "visible:", "visable:");
    project.edit(EXPERIMENT, "share: 0.9", "share: 1.5");

    Build build = project.mvn("recsim:run");

    output.append(build.output().replace(project.path("") + "/", ""));
    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains(EXPERIMENT + ":6:12: unknown key \"visable\", did you mean \"visible\"?")
        .contains(EXPERIMENT + ":8:43: share must be above 0 and 1 or less, but is 1.5")
        .contains(EXPERIMENT + ":11:40: unknown key \"explorashun\", did you mean \"exploration\"?")
        .doesNotContain("\tat ");
    Files.writeString(project.path(EXPERIMENT), experiment);
  }

  /** Its greedy policy learns from what it is asked. */
  private void brokenAgentFailsItsContract(Project project) throws Exception {
    project.edit(
        SOURCES + "TopicMinutes.java",
        "  private Slate best(Observation seen) {\n",
        "  private Slate best(Observation seen) {\n    shown[cell(seen, 0)]++;\n");

    Build build = project.mvn("verify", "-Dtest=TopicMinutesTest", "-Drecsim.skip");

    output.append(build.output());
    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains("TopicMinutesTest")
        .contains("greedyPolicyNeverChangesTheAgent")
        .contains("TopicMinutes breaks a contract: greedy() only reads, or evaluating an agent")
        .doesNotContain(":run (experiments)");
  }

  @Tag("nightly")
  @Test
  void projectHasTheIdsThatAreAskedFor() throws Exception {
    Project project = Project.empty("init ids");

    Build init = project.mvn(INIT, "-Drecsim.groupId=org.acme.radio", "-Drecsim.artifactId=way");
    assertThat(init.exitCode()).as(init.output()).isZero();
    assertThat(project.read("pom.xml"))
        .contains("<groupId>org.acme.radio</groupId>", "<artifactId>way</artifactId>");
    for (Path file : Project.files(project.path("src"))) {
      assertThat(Files.readString(file)).as(file.toString()).doesNotContain("com.example");
    }

    Build early = project.mvn("recsim:run");
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.output())
        .contains("own classes are not compiled", "Run: mvn compile recsim:run")
        .contains("unknown environment type \"commute\"");

    Build run = project.mvn("compile", "recsim:run", "-Drecsim.set=trials.seeds=0");
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  @Tag("nightly")
  @Test
  void idsThatCannotBeAreRefused() throws Exception {
    Project project = Project.empty("init-refused");

    Build init = project.mvn(INIT, "-Drecsim.groupId=my-shop");

    assertThat(init.exitCode()).isEqualTo(1);
    assertThat(init.output())
        .contains("recsim.groupId must be the name of a Java package", "is \"my-shop\"")
        .doesNotContain("\tat ");
    assertThat(project.path("pom.xml")).doesNotExist();
  }
}
