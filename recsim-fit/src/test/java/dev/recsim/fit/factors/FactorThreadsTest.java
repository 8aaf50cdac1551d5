package dev.recsim.fit.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.fit.factors.FactorFit.Shape;
import dev.recsim.fit.log.FitWork;
import dev.recsim.random.RandomKey;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bits of a fit do not depend on the number of threads. */
class FactorThreadsTest {
  private static final int USERS = 600;
  private static final int DOCUMENTS = 50;

  private final SlateRuns rows = rows();

  private static SlateRuns rows() {
    SlateRuns.Builder rows = new SlateRuns.Builder(3);
    for (int i = 0; i < USERS * 10; i++) {
      RandomKey key = RandomKey.root(4).child(i);
      int first = key.below(0, DOCUMENTS);
      int[] slate = {first, (first + 1) % DOCUMENTS, (first + 7) % DOCUMENTS};
      int mark = i % 5 == 0 ? SlateRuns.START : 0;
      rows.add(i / 10, slate, key.below(1, 4) - 1, mark);
    }
    return rows.build(
        DOCUMENTS, IntStream.range(0, DOCUMENTS).toArray(), IntStream.range(0, USERS).toArray());
  }

  private Factors fit(int threads) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(
              () ->
                  new FactorFit(3, RandomKey.root(5), FitWork.NONE)
                      .fit(rows, new Shape(4, 1), USERS))
          .get();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void threadsDoNotChangeTheBits() throws Exception {
    Factors one = fit(1);
    for (int threads : new int[] {2, 5}) {
      Factors several = fit(threads);
      assertThat(several.theta).isEqualTo(one.theta);
      assertThat(several.e).isEqualTo(one.e);
      assertThat(several.b).isEqualTo(one.b);
      assertThat(new double[] {several.c0, several.eta, several.delta})
          .containsExactly(one.c0, one.eta, one.delta);
    }
  }
}
