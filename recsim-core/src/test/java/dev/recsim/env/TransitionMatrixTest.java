package dev.recsim.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Environment;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session does, step by step. */
class TransitionMatrixTest {
  private static final RandomKey KEY = RandomKey.root(42).child("transition_matrix");
  private static final double ODDS = 1e-4;

  @Test
  void spaceIsThatOfTheMatrix() {
    assertThat(environment(.5, .1, .2, 9).space()).isEqualTo(new Space(10, 1, 10));
  }

  @Test
  void acceptanceMovesToTheDocumentAndPaysOne() {
    Session session = environment(1, 0, 1, 1_000).open(KEY);
    for (int document = 9; document >= 0; document--) {
      Step step = session.recommend(Slate.of(document));
      assertThat(step.response()).isEqualTo(new Response(0));
      assertThat(step.reward()).isEqualTo(1);
      assertThat(step.next().state()).isEqualTo(document);
      assertThat(step.status()).isEqualTo(Status.CONTINUES);
    }
  }

  /**
   * Chi-square over the next document by current document, 10 x 9 degrees of freedom: whatever was
   * shown, all documents are equally likely, the current and the shown one included. Fails for one
   * key in 10,000; the key is fixed.
   */
  @Test
  void refusalMovesUniformlyAndPaysNothing() {
    Session session = environment(0, 1, 0, 100_000).open(KEY);
    double[][] counts = new double[10][10];
    int current = session.start().state();
    for (int t = 0; t < 100_000; t++) {
      Step step = session.recommend(Slate.of(3));
      assertThat(step.response()).isEqualTo(new Response(-1));
      assertThat(step.reward()).isZero();
      counts[current][step.next().state()]++;
      current = step.next().state();
    }
    double chiSquare = 0;
    for (double[] row : counts) {
      chiSquare += chiSquare(row);
    }
    assertThat(chiSquare).isLessThan(critical(90));
  }

  /** Chi-square, 9 degrees of freedom: fails for one key in 10,000; the key is fixed. */
  @Test
  void startIsUniform() {
    Environment environment = environment(.5, .1, .2, 9);
    double[] counts = new double[10];
    for (int i = 0; i < 100_000; i++) {
      counts[environment.open(KEY.child(i)).start().state()]++;
    }
    assertThat(chiSquare(counts)).isLessThan(critical(9));
  }

  /**
   * Of 100,000 first steps, the share that accepts and the shares that leave after either answer
   * are within 4 standard errors; each fails for one key in 15,000; the key is fixed.
   */
  @Test
  void usersAcceptAndLeaveAsOftenAsTheyShould() {
    Environment environment = environment(.3, .1, .6, 9);
    int accepted = 0;
    int leftAccepted = 0;
    int leftRefused = 0;
    int n = 100_000;
    for (int i = 0; i < n; i++) {
      Step step = environment.open(KEY.child(i)).recommend(Slate.of(i % 10));
      boolean left = step.ended();
      if (step.reward() == 1) {
        accepted++;
        leftAccepted += left ? 1 : 0;
      } else {
        leftRefused += left ? 1 : 0;
      }
    }
    assertShare(accepted, n, .3);
    assertShare(leftAccepted, accepted, .1);
    assertShare(leftRefused, n - accepted, .6);
  }

  @Test
  void acceptanceIsReadByCurrentRowAndShownColumn() {
    double[][] rows = {{0, 1}, {0, 0}};
    Environment environment = new TransitionMatrix(new AcceptanceMatrix(rows), null, 0, 0, 100, 4);
    Session session = openAt(environment, 0);
    assertThat(session.recommend(Slate.of(1)).reward()).isEqualTo(1);
    assertThat(session.recommend(Slate.of(0)).reward()).isEqualTo(0);
  }

  @Test
  void userWhoStaysIsCutOffAtTheMaximalLength() {
    Session session = environment(1, 0, 0, 3).open(KEY);
    assertThat(session.recommend(Slate.of(1)).status()).isEqualTo(Status.CONTINUES);
    assertThat(session.recommend(Slate.of(2)).status()).isEqualTo(Status.CONTINUES);
    Step last = session.recommend(Slate.of(5));
    assertThat(last.status()).isEqualTo(Status.CUT_OFF);
    assertThat(last.next().state()).as("a learner bootstraps from it").isEqualTo(5);
  }

  @Test
  void userWhoLeavesAtTheMaximalLengthHasEndedAndIsNotCutOff() {
    assertThat(environment(1, 1, 0, 1).open(KEY).recommend(Slate.of(0)).status())
        .isEqualTo(Status.ENDED);
    assertThat(environment(0, 0, 1, 1).open(KEY).recommend(Slate.of(0)).status())
        .isEqualTo(Status.ENDED);
  }

  @ParameterizedTest(name = "after {0} a step is an error")
  @CsvSource({"ENDED, 1, 5", "CUT_OFF, 0, 1"})
  void stepAfterTheEndIsAnError(Status status, double pExit, int maxSessionLength) {
    Session session = environment(1, pExit, pExit, maxSessionLength).open(KEY);
    assertThat(session.recommend(Slate.of(0)).status()).isEqualTo(status);
    assertThatThrownBy(() -> session.recommend(Slate.of(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("over");
  }

  @Test
  void slateMustHoldOneDocumentOfTheEnvironment() {
    Session session = environment(1, 0, 0, 5).open(KEY);
    assertThatThrownBy(() -> session.recommend(Slate.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 2]");
    assertThatThrownBy(() -> session.recommend(Slate.of(10)))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> session.recommend(Slate.of(-1)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Luck belongs to the step: who is shown what does not change later draws. */
  @Test
  void usersLuckDoesNotDependOnWhatIsShown() {
    Environment environment = environment(0, 0, .2, 1_000);
    Session one = environment.open(KEY);
    Session other = environment.open(KEY);
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      Step step = one.recommend(Slate.of(t % 10));
      assertThat(other.recommend(Slate.of(7))).isEqualTo(step);
      status = step.status();
    }
  }

  /** An environment of ten documents, all accepted with the same probability from everywhere. */
  private static Environment environment(
      double accept, double pExitAccepted, double pExitNotAccepted, int maxSessionLength) {
    double[][] rows = new double[10][10];
    for (double[] row : rows) {
      java.util.Arrays.fill(row, accept);
    }
    return new TransitionMatrix(
        new AcceptanceMatrix(rows), null, pExitAccepted, pExitNotAccepted, maxSessionLength, 4);
  }

  private static Session openAt(Environment environment, int state) {
    long i = 0;
    Session session = environment.open(KEY.child(i));
    while (session.start().state() != state) {
      session = environment.open(KEY.child(++i));
    }
    return session;
  }

  private static void assertShare(int count, int n, double expected) {
    double standardError = Math.sqrt(expected * (1 - expected) / n);
    assertThat(Math.abs((double) count / n - expected)).isLessThan(4 * standardError);
  }

  /** Pearson's statistic of counts that should be equal. */
  private static double chiSquare(double[] counts) {
    double expected = java.util.Arrays.stream(counts).sum() / counts.length;
    double sum = 0;
    for (double count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  private static double critical(int degreesOfFreedom) {
    return ChiSquaredDistribution.of(degreesOfFreedom).inverseSurvivalProbability(ODDS);
  }
}
