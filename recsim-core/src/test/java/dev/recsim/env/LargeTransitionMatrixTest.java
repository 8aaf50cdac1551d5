package dev.recsim.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Generate;
import dev.recsim.env.TransitionMatrixOptions.Similarity;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Environments whose matrix is computed cell by cell. */
@Tag("slow")
class LargeTransitionMatrixTest {
  private static final TransitionMatrixProvider PROVIDER = new TransitionMatrixProvider();
  private static final Acceptance SIMILAR =
      new Acceptance(null, null, null, new Similarity(42, 3, 8));
  private static final Acceptance GENERATED = new Acceptance(null, null, new Generate(42), null);

  /** Directions do not depend on how many documents there are, so the stored cells are known. */
  @Test
  void similarityIsTheSameToTheBitAsInAStoredMatrix() {
    Environment large = environment(TransitionMatrixProvider.MOST_STORED + 1, SIMILAR);
    FiniteMdp stored = environment(50, SIMILAR).model().orElseThrow();
    for (int i = 0; i < 50; i++) {
      Session session = at(large, i);
      for (int j = 0; j < 50; j++) {
        double[] probabilities = session.clickProbabilities(Slate.of(j));
        assertThat(probabilities).containsExactly(stored.reward(i, j), 1 - stored.reward(i, j));
      }
    }
  }

  @Test
  void generatedMatrixHasOneGoodDocumentAStateHoweverLargeItIs() {
    int documents = TransitionMatrixProvider.MOST_STORED + 1;
    Session session = environment(documents, GENERATED).open(RandomKey.root(1));
    int good = 0;
    for (int j = 0; j < documents; j++) {
      double accept = session.clickProbabilities(Slate.of(j))[0];
      good += accept >= .9 ? 1 : 0;
      assertThat(accept >= .9 || accept < .2).isTrue();
    }
    assertThat(good).isEqualTo(1);
  }

  /** A dense matrix would take 8 TB. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMillionDocumentsArePlayed(boolean similar) {
    Environment environment = environment(1_000_000, similar ? SIMILAR : GENERATED);
    assertThat(environment.model()).isEmpty();
    assertThat(environment.space().states()).isEqualTo(1_000_000);
    for (int s = 0; s < 20; s++) {
      RandomKey key = RandomKey.root(7).child(s);
      Session session = environment.open(key);
      int at = session.start().state();
      Status status = Status.CONTINUES;
      for (int t = 0; status == Status.CONTINUES; t++) {
        int shown = key.child("shown").below(t, 1_000_000);
        Step step = session.recommend(Slate.of(shown));
        assertThat(step.next().state() == shown).isEqualTo(step.reward() == 1);
        assertThat(step.next().state()).isBetween(0, 999_999).isNotEqualTo(at);
        at = step.next().state();
        status = step.status();
      }
    }
  }

  /** Steps that are made beforehand and steps that are made when they are taken. */
  @Test
  void stepsAreTheSameWhetherTheyAreMadeBeforehandOrNot() {
    Acceptances few = new SimilarAcceptances(10_000, 3, 1, RandomKey.root(1));
    Acceptances many = new SimilarAcceptances(10_001, 3, 1, RandomKey.root(1));
    Environment beforehand = new TransitionMatrix(few, null, .1, .2, 1_000, 4);
    Environment taken = new TransitionMatrix(many, null, .1, .2, 1_000, 4);
    int equal = 0;
    for (int s = 0; s < 100; s++) {
      Session one = beforehand.open(RandomKey.root(3).child(s));
      Session other = taken.open(RandomKey.root(3).child(s));
      boolean same = one.start().state() == other.start().state();
      Status status = same ? Status.CONTINUES : Status.ENDED;
      for (int t = 0; status == Status.CONTINUES; t++) {
        Step step = one.recommend(Slate.of(17 * t));
        Step twin = other.recommend(Slate.of(17 * t));
        same = step.next().state() == twin.next().state();
        if (same) {
          assertThat(twin.response()).isEqualTo(step.response());
          assertThat(twin.reward()).isEqualTo(step.reward());
          assertThat(twin.status()).isEqualTo(step.status());
          equal++;
        }
        status = same ? step.status() : Status.ENDED;
      }
    }
    assertThat(equal).as("steps compared").isGreaterThan(100);
  }

  @Test
  void directionsThatDoNotFitTheMemoryAreRefusedBeforeTheyAreDrawn() {
    Acceptance wide = new Acceptance(null, null, null, new Similarity(42, 1_024, 8));
    InvalidOption invalid =
        catchThrowableOfType(InvalidOption.class, () -> environment(10_000_000, wide));
    assertThat(invalid.option()).isEqualTo("docNum");
    assertThat(invalid).hasMessageContaining("156250 MiB").hasMessageContaining("dimension");
  }

  private static Environment environment(int documents, Acceptance acceptance) {
    return PROVIDER.create(
        new TransitionMatrixOptions(documents, 4, .1, .2, acceptance, 1_000), Path.of("."));
  }

  /** A session that is at a document. */
  private static Session at(Environment environment, int document) {
    for (int i = 0; ; i++) {
      Session session = environment.open(RandomKey.root(i));
      if (session.start().state() == document) {
        return session;
      }
    }
  }
}
