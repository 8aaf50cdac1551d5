package dev.recsim.app.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.recsim.app.project.UserError;
import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.rule.Margin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class GitTest {
  private static final String BASELINE = "project/experiments/baselines/tiny.json";

  @TempDir Path folder;
  private Repository repository;

  @BeforeEach
  void createRepository() throws Exception {
    repository = Repository.create(folder.resolve("repository"));
  }

  @Test
  void historyIsNewestFirst() throws Exception {
    record("first", 1);
    record("second\twith a tab", 2);
    String last = record("third", 3);
    repository.write("other.txt", "x");
    repository.commit("Leave the baseline alone");
    List<Revision> history = Git.history(repository.path(BASELINE), 2);
    assertThat(history)
        .extracting(Revision::commit, Revision::date, Revision::subject, GitTest::score)
        .containsExactly(
            tuple(last.substring(0, 10), "2026-11-12", "third", 3.0),
            tuple(
                repository.git("rev-parse", "HEAD~2").substring(0, 10),
                "2026-11-11",
                "second\twith a tab",
                2.0));
  }

  @Test
  void versionsThatCannotBeReadAreLeftOut() throws Exception {
    record("first", 1);
    repository.write(BASELINE, baseline(2).replace("2", "3"));
    repository.commit("Edit by hand");
    Files.delete(repository.path(BASELINE));
    repository.commit("Delete");
    record("back", 4);
    assertThat(Git.history(repository.path(BASELINE), 9))
        .extracting(GitTest::score)
        .containsExactly(4.0, 1.0);
  }

  @Test
  void historyIsReadWhereTheFolderIsGone() throws Exception {
    record("first", 1);
    Files.delete(repository.path(BASELINE));
    Files.delete(repository.path(BASELINE).getParent());
    assertThat(Git.history(repository.path(BASELINE), 9)).hasSize(1);
    assertThat(read("HEAD")).containsExactly(Map.entry("tiny.json", baseline(1)));
  }

  @Test
  void settingsOfTheUserChangeNothing() throws Exception {
    record("first", 1);
    repository.git("mv", BASELINE, BASELINE.replace("tiny", "small"));
    repository.commit("Rename");
    for (String setting :
        List.of(
            "log.follow=true",
            "log.showSignature=true",
            "color.ui=always",
            "format.pretty=fuller",
            "log.date=unix",
            "core.abbrev=40",
            "log.decorate=full")) {
      String[] parts = setting.split("=");
      repository.git("config", parts[0], parts[1]);
    }
    List<Revision> history = Git.history(repository.path(BASELINE.replace("tiny", "small")), 9);
    assertThat(history)
        .extracting(Revision::date, Revision::subject)
        .containsExactly(tuple("2026-11-11", "Rename"));
    assertThat(history.get(0).commit()).hasSize(10);
  }

  @Test
  void nameOfPatternsIsAName() throws Exception {
    String star = BASELINE.replace("tiny", "t*");
    repository.write(star, baseline(1));
    repository.commit("star");
    record("tiny", 2);
    assertThat(Git.history(repository.path(star), 9))
        .extracting(Revision::subject)
        .containsExactly("star");
  }

  @Test
  void manyVersionsAreReadInOneGo() throws Exception {
    for (int i = 0; i < 15; i++) {
      record("version " + i, i);
    }
    assertThat(Git.history(repository.path(BASELINE), 100))
        .extracting(GitTest::score)
        .startsWith(14.0, 13.0)
        .hasSize(15);
  }

  @Test
  void outsideGitThereIsNoHistory() throws Exception {
    Path file = Files.writeString(folder.resolve("tiny.json"), baseline(1));
    assertThat(Git.history(file, 9)).isEmpty();
    assertThatThrownBy(() -> Git.folder(folder, "HEAD", name -> true))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("git says: fatal: not a git repository");
  }

  @Test
  void repositoryWithoutCommitsHasNoHistory() {
    assertThat(Git.history(repository.path(BASELINE), 9)).isEmpty();
    assertThatThrownBy(() -> read("HEAD"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("git has no revision HEAD here");
  }

  @Test
  void headSaysWhetherAllCommitsBeforeItAreHere() throws Exception {
    assertThat(Git.Head.of(folder)).as("outside").isEqualTo(Git.Head.NONE);
    assertThat(Git.Head.of(repository.path(BASELINE))).as("no commit").isEqualTo(Git.Head.NONE);
    record("first", 1);
    String last = record("second", 2);
    assertThat(Git.Head.of(repository.path(BASELINE))).isEqualTo(new Git.Head(last, true));
    Repository clone = repository.shallowClone(folder.resolve("clone"), 1);
    assertThat(Git.Head.of(clone.path(BASELINE))).isEqualTo(new Git.Head(last, false));
  }

  @Test
  void historiesOfSeveralFoldersAreThoseOfEach() throws Exception {
    record("first", 1);
    repository.write(BASELINE.replace("tiny", "papers/small"), baseline(5));
    repository.commit("Add a paper");
    Path one = repository.path(BASELINE);
    Path other = repository.path(BASELINE.replace("tiny", "papers/small"));
    assertThat(Git.histories(List.of(one, other), 9))
        .containsEntry(one, Git.history(one, 9))
        .containsEntry(other, Git.history(other, 9))
        .allSatisfy((file, history) -> assertThat(history).hasSize(1));
  }

  @Test
  void shallowCloneGivesWhatItHoldsAndSaysHowToFetchTheRest() throws Exception {
    String first = record("first", 1);
    record("second", 2);
    record("third", 3);
    Repository clone = repository.shallowClone(folder.resolve("clone"), 2);
    assertThat(Git.history(clone.path(BASELINE), 9))
        .extracting(GitTest::score)
        .containsExactly(3.0, 2.0);
    for (String gone : List.of("HEAD~2", first)) {
      assertThatThrownBy(() -> Git.folder(clone.path(BASELINE).getParent(), gone, name -> true))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(gone)
          .hasMessageContaining("git fetch --unshallow")
          .hasMessageContaining("fetch-depth: 0");
    }
  }

  @Test
  void everyWayToNameACommitWorks() throws Exception {
    String first = record("first", 1);
    repository.git("tag", "--annotate", "v1", "--message=one");
    record("second", 2);
    for (String revision : List.of(first, first.substring(0, 8), "v1", "main~", ":/first")) {
      Git.Committed committed =
          Git.folder(repository.path(BASELINE).getParent(), revision, name -> true);
      assertThat(committed.commit()).as(revision).isEqualTo(first);
      assertThat(committed.shortly()).isEqualTo(first.substring(0, 10));
      assertThat(committed.files()).containsExactly(Map.entry("tiny.json", baseline(1)));
    }
    assertThat(read("HEAD")).containsExactly(Map.entry("tiny.json", baseline(2)));
  }

  @Test
  void wantedFilesOfAFolderAreRead() throws Exception {
    record("first", 1);
    repository.write(BASELINE.replace("tiny", "large one"), "x");
    repository.write(BASELINE.replace("tiny.json", "readme.md"), "x");
    repository.write(BASELINE.replace("tiny", "below/small"), "x");
    repository.commit("second");
    Path baselines = repository.path(BASELINE).getParent();
    assertThat(Git.folder(baselines, "HEAD", name -> !name.endsWith(".md")).files())
        .containsOnlyKeys("below/small.json", "large one.json", "tiny.json");
    assertThat(read("HEAD~")).containsOnlyKeys("tiny.json");
    assertThat(Git.folder(baselines.resolve("none"), "HEAD", name -> true).files()).isEmpty();
    assertThat(Git.folder(repository.path(BASELINE), "HEAD", name -> true).files()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nowhere",
        "--output=x",
        "--help",
        "-p",
        "",
        " ",
        "HEAD\nHEAD",
        "HEAD..HEAD",
        "HEAD:" + BASELINE,
        "$(touch x)",
        "HEAD HEAD"
      })
  void whatNamesNoCommitIsAnErrorAndNothingElse(String revision) throws Exception {
    record("first", 1);
    assertThatThrownBy(() -> read(revision))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("git has no revision " + revision);
    assertThat(repository.git("status", "--porcelain")).isEmpty();
  }

  private Map<String, String> read(String revision) throws UserError {
    return Git.folder(repository.path(BASELINE).getParent(), revision, name -> true).files();
  }

  private String record(String message, double score) throws Exception {
    repository.write(BASELINE, baseline(score));
    return repository.commit(message);
  }

  private static double score(Revision revision) {
    // The second seed has one more.
    return revision.means().values().iterator().next().mean() - 0.5;
  }

  private static String baseline(double score) {
    AgentScores agent =
        new AgentScores(
            "random",
            "random",
            false,
            null,
            List.of(
                new SeedScore(0, score, "d", Map.of()), new SeedScore(1, score + 1, "e", Map.of())),
            new TreeMap<>(),
            List.of());
    Snapshot snapshot =
        new Snapshot("tiny", "f", "seed: 1\n", new TreeMap<>(), null, List.of(agent), List.of());
    return BaselineFile.render(snapshot, Margin.DEFAULTS);
  }
}
