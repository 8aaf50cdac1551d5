package dev.recsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.MemoryFolders;
import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.report.search.SearchOutcome;
import dev.recsim.rule.Margin;
import dev.recsim.stats.Interval;
import dev.recsim.trial.TrialResult;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that find nothing new keep the pages; any change makes them again. */
@Tag("slow")
class UnchangedReportTest {
  /** A page has another time as soon as it is written again. */
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  private static final String SEARCH =
      """
      environment: {type: transition_matrix, doc_num: 3}
      agents: {learner: {type: tabular_q}}
      training: {warmup_sessions: 1, epochs: 1}
      evaluation: {sessions: 20}
      trials: {seeds: 0..2}
      search: {agent: learner, over: {gamma: [0.1, 0.5]}, method: random, candidates: 2, seeds: 2}
      """;

  /** Explains the verdict on a page that has it. */
  private static final String IDENTICAL = "IDENTICAL: the same reward in every session";

  /** A search runs only if it is named. */
  private static final String ALL = "*,three";

  @TempDir(factory = MemoryFolders.class)
  Path folder;

  private SmallProject project;
  private Path page;

  /** Changes something that the page is made from. */
  private interface Edit {
    void make() throws Exception;
  }

  @BeforeEach
  void runOnce() throws Exception {
    project = new SmallProject(folder).write("one", SmallProject.EXPERIMENT);
    project.run("one");
    page = project.reports().resolve("one/index.html");
  }

  @Test
  void pagesOfWhatIsUnchangedAreKept() throws Exception {
    Path index = project.reports().resolve("index.html");
    age(page);
    age(index);
    assertThat(project.run("one").get(0).results().agents()).hasSize(2);
    new RunOperation(project.workspace()).report(project.select("one"));
    assertThat(isNew(page)).isFalse();
    assertThat(isNew(index)).isFalse();
    check();
    assertThat(isNew(page)).isFalse();
    assertThat(isNew(index)).isFalse();
  }

  @Test
  void verdictsAreShownAndThenKept() throws Exception {
    baseline(0);
    check();
    assertThat(Files.readString(page).contains(IDENTICAL)).isTrue();
    age(page);
    check();
    project.run("one");
    assertThat(isNew(page)).isFalse();
    baseline(1);
    check();
    assertThat(Files.readString(page).contains(IDENTICAL)).isFalse();
  }

  @Test
  void keptPagesAreThoseThatWouldBeWritten() throws Exception {
    project
        .write("two", SmallProject.EXPERIMENT + "sweep: {environment.doc_num: [3, 4]}\n")
        .write("three", SEARCH);
    baseline(0);
    project.run(ALL);
    check();
    List<Path> pages = pages();
    assertThat(pages).hasSize(6);
    Map<Path, String> before = new LinkedHashMap<>();
    for (Path each : pages) {
      before.put(each, Files.readString(each));
      age(each);
    }
    check();
    project.run(ALL);
    for (Path each : pages) {
      assertThat(isNew(each)).as("kept: " + each).isFalse();
    }
    for (Path each : pages) {
      Files.delete(each);
      check();
      assertThat(each).as("deleted").exists();
      if (!each.equals(project.reports().resolve("index.html"))) {
        assertThat(each).hasContent(before.get(each));
      }
      Files.writeString(each, Files.readString(each).replaceFirst("<title>.", "<title>?"));
      check();
      assertThat(each).as("edited").content().doesNotContain("<title>?");
    }
  }

  @Test
  void anyChangeIsShown() throws Exception {
    Path file = project.experiments().resolve("one.yaml");
    Path results = project.reports().resolve("one");
    Path trials = results.resolve("trials");
    Map<String, Edit> changes = new LinkedHashMap<>();
    changes.put(
        "text", () -> Files.writeString(file, SmallProject.EXPERIMENT + "description: New.\n"));
    changes.put("results", () -> append(results.resolve("results.json")));
    changes.put("no results", () -> Files.delete(results.resolve("results.json")));
    changes.put("when it ran", () -> Files.delete(results.resolve("run.json")));
    changes.put("sessions", () -> append(trials.resolve("replay.json")));
    changes.put(
        "a trial",
        () -> {
          // Pages name the second in which trials ran, which may be that of the run before.
          Path run = results.resolve("run.json");
          Files.writeString(
              run,
              Files.readString(run)
                  .replaceAll("\\d{4}(-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)", "2001$1"));
          project.run("one");
          Files.delete(trials.resolve("random-seed-1.json"));
        });
    changes.put("page", () -> Files.writeString(page, "<html>"));
    changes.put("baseline", () -> Files.writeString(baselines().resolve("one.json"), "{}"));
    for (Map.Entry<String, Edit> change : changes.entrySet()) {
      change.getValue().make();
      age(page);
      project.run("one");
      assertThat(isNew(page)).as(change.getKey()).isTrue();
    }
  }

  @Test
  void trialsThatRunAgainAreShown() throws Exception {
    age(page);
    try (TrialExecutor executor = SmallProject.executor()) {
      new RunOperation(project.workspace())
          .run(project.select("one"), new RunOptions(false, true, false, 1), executor);
    }
    assertThat(isNew(page)).isTrue();
  }

  @Test
  void indexShowsAnExperimentThatWasDeleted() throws Exception {
    project.write("two", SmallProject.EXPERIMENT);
    project.run("two");
    Files.delete(project.reports().resolve("two/results.json"));
    project.run("one");
    assertThat(project.reports().resolve("index.html"))
        .content()
        .contains("one/index.html")
        .doesNotContain("two/index.html");
  }

  private Path baselines() throws Exception {
    return Files.createDirectories(project.experiments().resolve("baselines"));
  }

  /** Records the scores of all experiments, all higher by this. */
  private void baseline(int more) throws Exception {
    new BaselineOperation(project.workspace(), Set.of()).record(project.select("one"));
    Path file = baselines().resolve("one.json");
    String json = Files.readString(file);
    Files.writeString(
        file,
        Pattern.compile("(\"score\": )([\\d.]+)")
            .matcher(json)
            .replaceAll(
                it -> it.group(1) + new BigDecimal(it.group(2)).add(BigDecimal.valueOf(more))));
  }

  private void check() throws Exception {
    BuildRules rules = new BuildRules(false, true, OnUndecided.WARN);
    try (TrialExecutor executor = SmallProject.executor()) {
      new CheckOperation(project.workspace(), false)
          .check(
              project.select(ALL), List.of(), List.of(), new Verdicts(rules, Map.of()), executor);
    }
  }

  private List<Path> pages() throws Exception {
    try (Stream<Path> files = Files.walk(project.reports())) {
      return files.filter(it -> it.endsWith("index.html")).sorted().toList();
    }
  }

  private static void age(Path file) throws Exception {
    if (Files.exists(file)) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }
  }

  private static boolean isNew(Path file) throws Exception {
    return !Files.getLastModifiedTime(file).equals(LONG_AGO);
  }

  private static void append(Path file) throws Exception {
    Files.writeString(file, Files.readString(file) + " ");
  }

  /** Each part of the record counts, because it is of records, collections, texts and numbers. */
  @Test
  void allPartsOfAPageCount() {
    Set<Type> seen = new HashSet<>();
    said(ExperimentResults.class, seen);
    assertThat(seen).contains(Interval.class, Margin.class, SearchOutcome.Rung.class);
  }

  private static void said(Type type, Set<Type> seen) {
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType of) {
      assertThat(of.getRawType()).isIn(List.class, Map.class, SortedMap.class, Optional.class);
      Stream.of(of.getActualTypeArguments()).forEach(it -> said(it, seen));
      return;
    }
    Class<?> its = (Class<?>) type;
    // A completed trial is its file.
    if (its == TrialResult.Completed.class || its == double[].class) {
      return;
    }
    if (its.isSealed()) {
      Stream.of(its.getPermittedSubclasses()).forEach(it -> said(it, seen));
    } else if (its.isRecord()) {
      Stream.of(its.getRecordComponents()).forEach(it -> said(it.getGenericType(), seen));
    } else {
      assertThat(its.isPrimitive() || its.isEnum() || its.getName().startsWith("java.lang."))
          .as(its.getName())
          .isTrue();
      assertThat(its).isNotEqualTo(Object.class);
    }
  }
}
