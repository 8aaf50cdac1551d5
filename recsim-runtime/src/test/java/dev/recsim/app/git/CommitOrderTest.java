package dev.recsim.app.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of predictions and outcomes in real repositories. */
@Tag("slow")
class CommitOrderTest {
  private static final String FOLDER = "shop/experiments/reality/shop";
  private static final String FIRST = FOLDER + "/w1.json";
  private static final String SECOND = FOLDER + "/w1.outcome.json";

  @TempDir Path folder;
  private Repository repository;

  @BeforeEach
  void createRepository() throws Exception {
    repository = Repository.create(folder.resolve("repository"));
    repository.write("readme.txt", "x");
    repository.commit("Start");
  }

  private String problem() {
    return CommitOrder.of(repository.path(FOLDER))
        .problem("w1.json", "w1.outcome.json")
        .orElse("proven");
  }

  private void add(String file, String text) throws Exception {
    repository.write(file, text);
    repository.commit("Add " + file);
  }

  @Test
  void predictionBeforeOutcomeIsProven() throws Exception {
    add(FIRST, "p");
    add("readme.txt", "y");
    add(SECOND, "o");
    CommitOrder order = CommitOrder.of(repository.path(FOLDER));

    assertThat(problem()).isEqualTo("proven");
    assertThat(order.isShallow()).isFalse();
    assertThat(order.position("w1.json")).isLessThan(order.position("w1.outcome.json"));
    assertThat(order.position("w2.json")).isNegative();
  }

  @Test
  void anotherFileUnderTheNameOfARenamedPredictionIsAChange() throws Exception {
    add(FIRST, "p");
    add(SECOND, "o");
    repository.git("config", "status.showUntrackedFiles", "no");
    repository.git("mv", FIRST, FOLDER + "/w0.json");
    repository.write(FIRST, "q");

    assertThat(problem()).isEqualTo("w1.json was changed after its commit");
  }

  @Test
  void nameOfTheFolderMayHaveASpace() throws Exception {
    add("base lines/quick.json", "b");
    repository.write("base lines/other.json", "c");

    FolderHistory history = FolderHistory.of(repository.path(""), "base lines", it -> true, 9);

    assertThat(history.commits())
        .extracting(it -> it.files())
        .containsExactly(List.of("quick.json"));
    assertThat(history.uncommitted()).containsExactly("?? base lines/other.json");
  }

  @Test
  void mergedBranchOfThePredictionIsProven() throws Exception {
    repository.git("checkout", "-q", "-b", "predict");
    add(FIRST, "p");
    repository.git("checkout", "-q", "-");
    add("readme.txt", "z");
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "predict");
    add(SECOND, "o");
    assertThat(problem()).isEqualTo("proven");
  }

  @Test
  void uncommittedFilesAreNotProven() throws Exception {
    add(FIRST, "p");
    repository.write(SECOND, "o");
    assertThat(problem()).isEqualTo("w1.outcome.json is not committed");
  }

  @Test
  void squashedCommitIsFound() throws Exception {
    repository.write(FIRST, "p");
    add(SECOND, "o");
    assertThat(problem()).contains("one commit added both");
  }

  @Test
  void laterEditIsFoundAlsoIfItWasUndone() throws Exception {
    add(FIRST, "p");
    add(SECOND, "o");
    add(FIRST, "q");
    add(FIRST, "p");
    assertThat(problem()).isEqualTo("3 commits changed w1.json, not one");
  }

  @Test
  void editInTheWorkTreeIsFound() throws Exception {
    add(FIRST, "p");
    add(SECOND, "o");
    repository.write(FIRST, "q");
    assertThat(problem()).isEqualTo("w1.json was changed after its commit");
  }

  @Test
  void editInsideAMergeIsFound() throws Exception {
    add(FIRST, "p");
    repository.git("checkout", "-q", "-b", "side");
    add("readme.txt", "side");
    repository.git("checkout", "-q", "-");
    add("other.txt", "main");
    repository.git("merge", "-q", "--no-ff", "--no-commit", "side");
    repository.write(FIRST, "q");
    repository.commit("Merge with an edit");
    add(SECOND, "o");
    assertThat(problem()).isEqualTo("2 commits changed w1.json, not one");
  }

  @Test
  void parallelBranchesProveNothing() throws Exception {
    repository.git("checkout", "-q", "-b", "outcome");
    add(SECOND, "o");
    repository.git("checkout", "-q", "-");
    add(FIRST, "p");
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "outcome");
    assertThat(problem()).contains("does not follow");
  }

  @Test
  void outcomeBeforePredictionIsFound() throws Exception {
    add(SECOND, "o");
    add(FIRST, "p");
    assertThat(problem()).contains("does not follow");
  }

  @Test
  void shallowCloneIsToldApart() throws Exception {
    add(FIRST, "p");
    add(SECOND, "o");
    Path clone = folder.resolve("shallow");
    repository.git(
        "clone", "-q", "--depth", "1", "file://" + repository.path("."), clone.toString());
    CommitOrder order = CommitOrder.of(clone.resolve(FOLDER));
    assertThat(order.isShallow()).isTrue();
    assertThat(order.problem("w1.json", "w1.outcome.json")).isPresent();
  }

  @Test
  void submoduleHasItsOwnHistory() throws Exception {
    add(FIRST, "p");
    add(SECOND, "o");
    Repository outer = Repository.create(folder.resolve("outer"));
    outer.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        repository.path(".").toString(),
        "inner");
    outer.commit("Add the submodule");
    assertThat(CommitOrder.of(outer.path("inner/" + FOLDER)).problem("w1.json", "w1.outcome.json"))
        .isEmpty();
  }

  @Test
  void withoutGitNothingIsProven() throws Exception {
    Path plain = Files.createDirectories(folder.resolve("plain"));
    Files.writeString(plain.resolve("w1.json"), "p");
    CommitOrder order = CommitOrder.of(plain);
    assertThat(order.problem("w1.json", "w1.outcome.json")).contains("there is no git repository");
    assertThat(CommitOrder.of(folder.resolve("missing/deeper")).position("x")).isNegative();
  }
}
