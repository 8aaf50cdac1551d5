package dev.recsim.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.contract.PromotedAgents;
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Features;
import dev.recsim.env.TransitionMatrixOptions.Similarity;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.policy.Manifest.Documents;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents that encode documents from their features pick from the whole of any catalogue. */
@Tag("slow")
class PromotedCatalogueTest {
  private static final int MANY = 10_100;

  @TempDir Path folder;

  static List<AgentProvider<?>> agents() {
    return List.of(new ActorCritic(), new Ppo());
  }

  private static Part<EnvironmentProvider<?>> world(int documents) {
    Similarity similarity = new Similarity(1, 3, 8, new Features(16, .05));
    Acceptance acceptance = new Acceptance(null, null, null, similarity);
    return new Part<>(
        new TransitionMatrixProvider(),
        new TransitionMatrixOptions(documents, 16, .1, .2, acceptance, 20));
  }

  private PromotedPolicy promoted(AgentProvider<?> provider, int documents) throws IOException {
    new PromotedAgents(Part.of(provider), world(documents), 1, 2).write(folder.resolve("agent"));
    return PromotedPolicy.read(folder.resolve("agent"));
  }

  @Test
  void cataloguesHaveAnySize() throws IOException {
    assertAnySize(new ActorCritic());
  }

  @Tag("nightly")
  @Test
  void cataloguesOfPpoHaveAnySize() throws IOException {
    assertAnySize(new Ppo());
  }

  private void assertAnySize(AgentProvider<?> provider) throws IOException {
    PromotedPolicy read = promoted(provider, MANY);
    assertThat(read.manifest().documents()).isEqualTo(Documents.CATALOGUE);
    for (int documents : new int[] {MANY + 500, 9_000, 50}) {
      Environment other = new PromotedAgents(Part.of(provider), world(documents), 1, 2).world();
      Set<Integer> shown = new TreeSet<>();
      for (int i = 0; i < 20; i++) {
        Observation seen = other.open(RandomKey.root(i)).start();
        shown.add(
            read.policy(0, documents)
                .recommend(new Observation(0, seen.user(), seen.candidates()), RandomKey.root(i))
                .document(0));
      }
      assertThat(shown).as("%s documents", documents).hasSizeGreaterThan(1);
      assertThat(shown).allMatch(it -> it < documents);
    }
  }

  /** Up to 10,000 documents have residuals of their own. */
  @ParameterizedTest
  @MethodSource("agents")
  void fewDocumentsAreFixed(AgentProvider<?> provider) throws IOException {
    PromotedPolicy read = promoted(provider, 100);
    assertThat(read.manifest().documents()).isEqualTo(Documents.FIXED);
    assertThatThrownBy(() -> read.policy(0, MANY + 1))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("has weights for each of the 100 documents of its training");
  }
}
