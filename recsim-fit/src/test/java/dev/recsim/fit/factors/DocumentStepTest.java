package dev.recsim.fit.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.fit.factors.FactorFit.Shape;
import dev.recsim.fit.log.FitWork;
import dev.recsim.random.RandomKey;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentStepTest {
  private static final int USERS = 500;
  private static final int DOCUMENTS = 50;
  private static final int KINDS = 5;
  private static final RandomKey KEY = RandomKey.root(8);

  private final SlateRuns rows = rows();

  /** Users of five kinds, who click documents of their kind alone. */
  private static SlateRuns rows() {
    SlateRuns.Builder rows = new SlateRuns.Builder(4);
    for (int i = 0; i < USERS * 12; i++) {
      RandomKey key = KEY.child(i);
      int user = i / 12;
      int[] slate = new int[4];
      int clicked = -1;
      for (int k = 0; k < slate.length; k++) {
        slate[k] = (key.below(0, DOCUMENTS) + k * (1 + key.below(1, 12))) % DOCUMENTS;
        boolean liked = slate[k] % KINDS == user % KINDS && key.uniform(2) < 0.6;
        clicked = clicked < 0 && liked ? k : clicked;
      }
      rows.add(user, slate, clicked, i % 4 == 0 ? SlateRuns.START : 0);
    }
    return rows.build(
        DOCUMENTS, IntStream.range(0, DOCUMENTS).toArray(), IntStream.range(0, USERS).toArray());
  }

  private double logLikelihood(Shape shape) {
    Factors factors = new FactorFit(10, KEY, FitWork.NONE).fit(rows, shape, USERS);
    return new LogLikelihood(factors, rows).sum() / rows.slates();
  }

  /** Without halvings, the vectors grow from sweep to sweep. */
  @Test
  void strongTastesAreLearned() {
    assertThat(logLikelihood(new Shape(8, 0.25)))
        .isGreaterThan(logLikelihood(new Shape(0, 1)) + 0.1);
  }
}
