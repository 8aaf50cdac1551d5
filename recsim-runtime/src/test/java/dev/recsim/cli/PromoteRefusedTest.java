package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.policy.PromotedPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The verb promote writes nothing if it refuses. */
@Tag("slow")
class PromoteRefusedTest extends PromotedShop {
  @Test
  void unknownAgentsAndOracles() throws Exception {
    assertRefused(promote("lerner"), "there is no agent \"lerner\", did you mean \"learner\"?");
    assertRefused(promote("best"), "best is not promoted: it is an oracle", "promote an agent");
    assertRefused(
        Printed.by(folder, "promote", "--experiment=shop", "--output=x"),
        "recsim.agent is missing; write -Drecsim.agent=<agent>");
    assertRefused(
        Printed.by(folder, "promote", "--agent=learner", "--output=x"),
        "recsim.experiment is missing; write -Drecsim.experiment=<experiment>");
  }

  @Test
  void agentsOutsideOfTheJvm() throws Exception {
    String more = "  elsewhere: {type: http, url: \"http://localhost:1/\"}\n  best:";
    write(folder, SHOP.replace("  best:", more));
    commit(folder);
    assertRefused(promote("elsewhere"), "it decides outside of this JVM; deploy its process");
  }

  @Test
  void changedFilesInTheWorkTree() throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "x");
    assertRefused(
        promote("learner"),
        "the work tree differs from commit",
        ": notes.txt; commit or ignore these files, or accept it with -Drecsim.allowDirty");
    assertFine(promote("learner", "--allow-dirty"));
    assertThat(PromotedPolicy.read(artifact("learner")).manifest().provenance().dirty()).isTrue();
  }

  @Test
  void withoutACommit() throws Exception {
    delete(folder.resolve(".git"));
    assertRefused(promote("learner"), "is in no commit of a git repository", "-Drecsim.allowDirty");
    assertFine(promote("learner", "--allow-dirty"));
    assertThat(PromotedPolicy.read(artifact("learner")).manifest().provenance().commit()).isNull();
  }

  @Test
  void missingAndStaleTrials() throws Exception {
    Files.delete(folder.resolve("reports/shop/trials/learner-seed-3.json"));
    assertRefused(
        promote("learner"),
        "shop has no finished trial learner-seed-3 in ",
        "(one of other options or code does not count); run mvn recsim:run",
        "run mvn recsim:run -Drecsim.experiment=shop first");
    write(folder, SHOP.replace("hidden: [8]", "hidden: [9]"));
    commit(folder);
    assertRefused(promote("learner"), "shop has no finished trial learner-seed-0");
  }

  @Test
  void failedTrials() throws Exception {
    write(folder, SHOP.replace("epochs: 2", "epochs: 100000").replace("0..4", "0"));
    commit(folder);
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Printed.by(folder, "run", "--trial-timeout=1s");
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("recsim-trial") && !before.contains(thread)) {
        thread.join(60_000);
        assertThat(thread.isAlive()).as("what was given up ends at its next checkpoint").isFalse();
      }
    }
    assertRefused(
        promote("learner"),
        "trial learner-seed-0 of shop failed (",
        "fix it, then mvn recsim:run -Drecsim.experiment=shop");
  }

  @Test
  void experimentsWithoutABaseline() throws Exception {
    delete(folder.resolve("experiments/baselines"));
    commit(folder);
    assertRefused(
        promote("learner"),
        "learner is not promoted: the check of shop does not pass",
        "mvn recsim:check -Drecsim.experiment=shop",
        "no baseline");
  }

  @Test
  void agentsThatTheBaselineLacks() throws Exception {
    write(folder, SHOP.replace("  best:", "  other: {type: random}\n  best:"));
    commit(folder);
    assertFine(Printed.by(folder, "run"));
    assertRefused(promote("other"), "the baseline of shop lacks it", "mvn recsim:baseline");
    assertFine(promote("learner"));
  }

  @Test
  void regressedAgentsAndEarlierArtifacts() throws Exception {
    assertFine(promote("learner"));
    Map<String, byte[]> before = files("learner");
    Path baseline = folder.resolve("experiments/baselines/shop.json");
    BaselineEdits.rewrite(baseline, "learner", (seed, score) -> score + 3);
    commit(folder);

    Printed printed = promote("learner");

    assertThat(printed.code()).isNotEqualTo(ExitCode.FINE);
    assertThat(printed.errors()).contains("the check of shop does not pass", "REGRESSED");
    Map<String, byte[]> after = files("learner");
    assertThat(after).containsOnlyKeys(before.keySet());
    after.forEach((name, bytes) -> assertThat(bytes).isEqualTo(before.get(name)));
  }

  @Test
  void undecidedAgents() throws Exception {
    Path baseline = folder.resolve("experiments/baselines/shop.json");
    BaselineEdits.rewrite(baseline, "learner", (seed, score) -> score + (seed % 2 == 0 ? 1 : -1));
    commit(folder);
    assertRefused(promote("learner"), "the check of shop does not pass", "UNDECIDED");
  }

  @Test
  void brokenClaims() throws Exception {
    write(folder, SHOP + "claims:\n  - learner: {mean_reward: \">= 100\"}\n");
    commit(folder);
    assertRefused(promote("learner"), "the check of shop does not pass", "BROKEN");
  }

  /** More clicks, but the slates are less varied; see docs/baselines.md. */
  @Test
  void brokenGuards() throws Exception {
    String feed =
        """
        environment: {type: interest_evolution}
        agents: {feed: {type: %s}}
        baseline: {guard: {slate_diversity: {absolute: 0.02}}}
        evaluation: {sessions: 100}
        trials: {seeds: 0..4}
        """;
    delete(folder.resolve("experiments/baselines"));
    write(folder, feed.formatted("random"));
    assertFine(Printed.by(folder, "run"));
    assertFine(Printed.by(folder, "baseline"));
    commit(folder);
    assertFine(promote("feed"));
    delete(folder.resolve("promoted"));
    write(folder, feed.formatted("greedy"));
    commit(folder);
    assertFine(Printed.by(folder, "run"));
    assertRefused(
        promote("feed"), "the check of shop does not pass", "feed:slate_diversity REGRESSED");
  }
}
