package dev.recsim.app.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.app.SmallProject;
import dev.recsim.app.project.UnjudgedBaselines.Orphan;
import dev.recsim.experimentfile.Contents;
import dev.recsim.experimentfile.variants.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiments cannot leave a check and leave their baseline behind. */
class UnjudgedBaselinesTest {
  private static final String SEARCH =
      SmallProject.EXPERIMENT.replace("optimal}}", "optimal}, q: {type: tabular_q}}")
          + "search: {agent: q, over: {learning_rate: [0.1, 0.2, 0.3, 0.4]}, candidates: 4}\n";

  private static final String LOG_ONLY =
      """
      logs:
        file: shop.csv
        columns: {session: visit, state: [page], action: item, reward: click, propensity: p}
      evaluate: {policies: {uniform: {type: random}}}
      """;

  @TempDir Path folder;
  private SmallProject project;

  @BeforeEach
  void writeExperiments() throws Exception {
    project = new SmallProject(folder);
    Files.createDirectories(project.experiments());
    Files.writeString(
        project.experiments().resolve("shop.csv"), "visit,page,item,click,p\n1,0,0,1,0.5\n");
    for (String name : List.of("q", "z", "papers/one")) {
      project.write(name, SmallProject.EXPERIMENT);
      baseline(name);
    }
  }

  private void baseline(String name) throws Exception {
    Path file = project.experiments().resolve("baselines/" + name + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}");
  }

  private UnjudgedBaselines unjudged(String globs) throws Exception {
    return unjudged(globs, List.of());
  }

  private UnjudgedBaselines unjudged(String globs, List<Setting> settings) throws Exception {
    return unjudged(Selection.of(globs), settings);
  }

  private UnjudgedBaselines unjudged(Selection selection, List<Setting> settings) throws Exception {
    Experiments experiments = new Experiments(project.experiments(), selection, settings);
    Contents contents = experiments.checked().contents();
    return experiments.unjudged(contents.experiments());
  }

  private void hasOrphan(String globs, String name, String why) throws Exception {
    assertThat(unjudged(globs).orphans())
        .filteredOn(it -> it.experiment().equals(name))
        .singleElement()
        .extracting(Orphan::problem)
        .asString()
        .contains(name + ".json is the baseline of an experiment that", why);
  }

  @Test
  void projectCannotLeaveExperimentsOut() throws Exception {
    UnjudgedBaselines byDefault = unjudged(Selection.configured("*", ""), List.of());
    assertThat(byDefault.elsewhere()).isEmpty();
    assertThat(byDefault.orphans())
        .singleElement()
        .extracting(Orphan::problem)
        .asString()
        .contains("one.json is the baseline of an experiment that is not judged")
        .contains("recsim.experiment=* leaves out " + project.experiments().resolve("papers/one"))
        .contains("check all with -Drecsim.experiment='**', or select by hand with");
    assertThat(unjudged(Selection.configured("q", ""), List.of()).orphans())
        .extracting(Orphan::experiment)
        .containsExactly("papers/one", "z");
    assertThat(unjudged(Selection.configured("q", "z,papers/*"), List.of()).orphans()).isEmpty();
    assertThat(unjudged(Selection.configured("**", ""), List.of()).orphans()).isEmpty();
  }

  @Test
  void experimentsOutsideOfASelectionByHandAreListed() throws Exception {
    UnjudgedBaselines byStar = unjudged("*");
    assertThat(byStar.orphans()).isEmpty();
    assertThat(byStar.elsewhere()).containsExactly("papers/one");
    assertThat(line(byStar, Selection.of("*")))
        .hasValue("not judged, because recsim.experiment=* leaves it out: papers/one");

    UnjudgedBaselines byName = unjudged("z");
    assertThat(byName.orphans()).isEmpty();
    assertThat(byName.elsewhere()).containsExactly("papers/one", "q");

    assertThat(unjudged("**")).isEqualTo(new UnjudgedBaselines(List.of(), List.of()));
    assertThat(line(unjudged("**"), Selection.of("**"))).isEmpty();
  }

  @Test
  void lineNamesAFew() {
    assertThat(line(new UnjudgedBaselines(List.of(), List.of("a", "b", "c", "d", "e")), all()))
        .hasValueSatisfying(it -> assertThat(it).endsWith(": a, b, c and 2 more"));
  }

  private Optional<String> line(UnjudgedBaselines unjudged, Selection selection) {
    return new Experiments(project.experiments(), selection, List.of()).notSelected(unjudged);
  }

  private static Selection all() {
    try {
      return Selection.of("*");
    } catch (UserError e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void experimentThatIsGoneLeavesAnOrphan() throws Exception {
    Files.delete(project.experiments().resolve("q.yaml"));
    hasOrphan("*", "q", "does not exist");
    hasOrphan("z", "q", "does not exist");
  }

  @Test
  void experimentThatMovedIntoAFolderLeavesAnOrphan() throws Exception {
    Files.move(
        project.experiments().resolve("q.yaml"), project.experiments().resolve("papers/q.yaml"));
    hasOrphan("*", "q", "does not exist");
    baseline("papers/q");
    Files.delete(project.experiments().resolve("baselines/q.json"));
    assertThat(unjudged("*").orphans()).isEmpty();
  }

  @Test
  void experimentThatGetsASearchLeavesAnOrphanUnlessItIsNamed() throws Exception {
    project.write("q", SEARCH);
    hasOrphan("*", "q", "q.yaml has a search");
    hasOrphan("[q-z]", "q", "q.yaml has a search");
    assertThat(unjudged("q").orphans()).isEmpty();
    assertThat(unjudged("z").elsewhere()).contains("q");
  }

  @Test
  void experimentThatOnlyEvaluatesLeavesAnOrphan() throws Exception {
    project.write("q", LOG_ONLY);
    hasOrphan("*", "q", "q.yaml only evaluates policies on a log");
    hasOrphan("q,z", "q", "q.yaml only evaluates policies on a log");
    assertThat(unjudged("z").elsewhere()).contains("q");
  }

  /** A module whose only experiment has left must not pass with nothing to check. */
  @ParameterizedTest
  @ValueSource(strings = {SEARCH_TEXT, LOG_TEXT, ""})
  void lastExperimentLeavesAnOrphanToo(String text) throws Exception {
    Files.delete(project.experiments().resolve("z.yaml"));
    Files.delete(project.experiments().resolve("baselines/z.json"));
    if (text.isEmpty()) {
      Files.delete(project.experiments().resolve("q.yaml"));
    } else {
      project.write("q", text.equals(LOG_TEXT) ? LOG_ONLY : SEARCH);
    }
    hasOrphan("*", "q", "");
    assertThatThrownBy(() -> unjudged("typo")).isInstanceOf(NothingSelected.class);
  }

  private static final String SEARCH_TEXT = "a search";
  private static final String LOG_TEXT = "a log";

  @Test
  void experimentsOfASweepAreSelectedByTheirNames() throws Exception {
    project.write("q", SmallProject.EXPERIMENT + "sweep: {environment.doc_num: [3, 4]}\n");
    hasOrphan("*", "q", "q.yaml defines other experiments, such as q/");
    Files.delete(project.experiments().resolve("baselines/q.json"));
    baseline("q/doc_num=3");
    baseline("q/doc_num=4");
    baseline("q/doc_num=5");
    hasOrphan("*", "q/doc_num=5", "q.yaml defines other experiments, such as q/doc_num=3");
    assertThat(unjudged("*").orphans()).hasSize(1);
    assertThat(unjudged("q/doc_num=3").elsewhere()).contains("q/doc_num=4");
    hasOrphan("q/doc_num=3", "q/doc_num=5", "defines other experiments");
  }

  @Test
  void experimentsMayHaveOtherNamesThanTheirFiles() throws Exception {
    project.write("file", "name: other\n" + SmallProject.EXPERIMENT);
    baseline("other");
    assertThat(unjudged("*").orphans()).isEmpty();
    assertThat(unjudged("z").elsewhere()).contains("other");
    project.write("file", "name: another\n" + SmallProject.EXPERIMENT);
    hasOrphan("*", "other", "does not exist");
  }

  @Test
  void settingsMakeOtherExperiments() throws Exception {
    assertThat(unjudged("q", List.of(new Setting("seed", "7"))).orphans())
        .singleElement()
        .extracting(Orphan::problem)
        .asString()
        .endsWith("q.yaml defines it without the values of recsim.set");
  }
}
