package dev.recsim.fit.factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.fit.log.FitWork;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class KeptFactorsTest {
  private static final int SWEEPS = 3;
  private static final RandomKey KEY = RandomKey.root(5);
  private static final FactorFit.Shape SHAPE = new FactorFit.Shape(2, 1);

  @TempDir Path folder;
  private final SlateRuns rows = rows(0);

  /** Enough slates to be kept, of users who like even or odd documents. */
  private static SlateRuns rows(long seed) {
    SlateRuns.Builder rows = new SlateRuns.Builder(2);
    for (int i = 0; i < KeptFactors.LEAST_SLATES; i++) {
      RandomKey key = RandomKey.root(seed).child(i);
      int user = i / 50;
      int first = key.below(0, 10);
      int second = (first + 1 + key.below(1, 9)) % 10;
      double uniform = key.uniform(2);
      int clicked = uniform < (first % 2 == user % 2 ? 0.4 : 0.1) ? 0 : uniform > 0.8 ? 1 : -1;
      rows.add(user, new int[] {first, second}, clicked, i % 5 == 0 ? SlateRuns.START : 0);
    }
    int users = KeptFactors.LEAST_SLATES / 50;
    return rows.build(10, IntStream.range(0, 10).toArray(), IntStream.range(0, users).toArray());
  }

  private record Killed(int after, Path file) implements FitWork {
    @Override
    public void step(String what, int done, int all) {
      if (done == after) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public Optional<Path> unfinished() {
      return Optional.of(file);
    }
  }

  private static Factors fit(SlateRuns rows, FitWork work) {
    return new FactorFit(SWEEPS, KEY, work).fit(rows, SHAPE, rows.users());
  }

  @Tag("nightly")
  @Test
  void aFitThatWasKilledGoesOnWithTheSameBits() {
    Path file = folder.resolve("ids.unfinished");
    assertThatThrownBy(() -> fit(rows, new Killed(2, file))).hasMessage("killed");
    int[] steps = new int[1];
    Factors goneOn =
        fit(
            rows,
            new FitWork() {
              @Override
              public void step(String what, int done, int all) {
                steps[0]++;
              }

              @Override
              public Optional<Path> unfinished() {
                return Optional.of(file);
              }
            });
    assertThat(steps[0]).isEqualTo(1);
    Factors whole = fit(rows, FitWork.NONE);
    assertThat(goneOn.theta).isEqualTo(whole.theta);
    assertThat(goneOn.e).isEqualTo(whole.e);
    assertThat(new double[] {goneOn.c0, goneOn.eta, goneOn.delta})
        .containsExactly(whole.c0, whole.eta, whole.delta);
  }

  @Test
  void anotherFitStartsAnew() throws Exception {
    Path file = folder.resolve("ids.unfinished");
    KeptFactors.of(new Killed(9, file), rows, SHAPE, KEY)
        .write(Factors.start(2, new double[20], 10, rows.users()), 2);
    Factors read = Factors.start(2, new double[20], 10, rows.users());
    assertThat(KeptFactors.of(new Killed(9, file), rows, SHAPE, KEY).read(read)).isEqualTo(2);
    assertThat(KeptFactors.of(new Killed(9, file), rows(1), SHAPE, KEY).read(read)).isZero();
    assertThat(KeptFactors.of(new Killed(9, file), rows, new FactorFit.Shape(2, 2), KEY).read(read))
        .isZero();
    Files.write(file, new byte[9]);
    assertThatThrownBy(() -> KeptFactors.of(new Killed(9, file), rows, SHAPE, KEY).read(read))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("delete it");
  }
}
