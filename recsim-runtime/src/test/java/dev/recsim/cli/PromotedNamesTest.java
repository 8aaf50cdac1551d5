package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.policy.Manifest;
import dev.recsim.policy.PromotedPolicy;
import dev.recsim.serve.RankRefused;
import dev.recsim.serve.RankRequest;
import dev.recsim.serve.Ranker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a log with names to a served policy: documents and states keep their names. */
@Tag("slow")
class PromotedNamesTest {
  /** Not in alphabetical order. */
  private static final List<String> PAGES = List.of("pan", "atlas", "lamp");

  @TempDir Path folder;

  /** Users at a page accept only the next one. */
  private static String log() {
    StringBuilder log = new StringBuilder("visit,at,shown,accepted,end\n");
    for (int visit = 0; visit < 900; visit++) {
      int at = visit % 3;
      int shown = visit / 3 % 3;
      int accepted = shown == (at + 1) % 3 ? 1 : 0;
      log.append(
          "v%s,%s,%s,%s,ended%n".formatted(visit, PAGES.get(at), PAGES.get(shown), accepted));
    }
    return log.toString();
  }

  @Test
  void aRankerTakesStatesByNameAndAnswersWithNames() throws Exception {
    Path promoted = promoted();
    Manifest manifest = PromotedPolicy.read(promoted).manifest();
    assertThat(manifest.vocabulary().documents()).containsExactlyInAnyOrderElementsOf(PAGES);
    assertThat(manifest.vocabulary().states()).isEqualTo(manifest.vocabulary().documents());
    assertThat(manifest.fallback()).hasSize(1).isSubsetOf(PAGES);
    try (Ranker ranker = Ranker.load(promoted)) {
      for (int page = 0; page < 3; page++) {
        assertThat(ranker.rank(at(PAGES.get(page))).documents())
            .containsExactly(PAGES.get((page + 1) % 3));
      }
      assertThatThrownBy(() -> ranker.rank(at("shoe")))
          .isInstanceOf(RankRefused.class)
          .hasMessageContaining(
              "there is no state shoe; states are " + manifest.vocabulary().states());
    }
  }

  private static RankRequest at(String state) {
    return new RankRequest("u1", null, state, Map.of(), List.of(), null);
  }

  private Path promoted() throws Exception {
    Path experiments = Files.createDirectories(folder.resolve("experiments/environments"));
    Files.writeString(folder.resolve("visits.csv"), log());
    Files.writeString(
        experiments.resolve("shop.yaml"),
        """
        logs:
          file: ../../visits.csv
          columns: {session: visit, state: [at], action: shown, reward: accepted, status: end}
        model: {type: responses}
        """);
    PromotedShop.write(
        folder,
        """
        environment: {type: fitted, file: environments/shop.json}
        agents: {learner: {type: tabular_q}}
        training: {warmup_sessions: 300, epochs: 5, updates_per_epoch: 20}
        evaluation: {sessions: 20}
        trials: {seeds: 0..4}
        """);
    Files.writeString(folder.resolve(".gitignore"), "reports\n");
    for (String verb : List.of("fit", "run", "baseline")) {
      PromotedShop.assertFine(Printed.by(folder, verb));
    }
    PromotedShop.git(folder, "init", "-q");
    PromotedShop.commit(folder);
    PromotedShop.assertFine(
        Printed.by(
            folder,
            "promote",
            "--experiment=shop",
            "--agent=learner",
            "--output=" + folder.resolve("promoted")));
    return folder.resolve("promoted/shop/learner");
  }
}
