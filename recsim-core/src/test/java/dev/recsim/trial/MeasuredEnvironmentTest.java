package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.env.metric.HomogenizationProvider;
import dev.recsim.env.metric.Over;
import dev.recsim.io.Digest;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A measured environment is an environment, the same but for what it counts. */
@Tag("slow")
class MeasuredEnvironmentTest extends EnvironmentContract {
  private static final RandomKey KEY = RandomKey.root(7);

  @Override
  protected Environment environment() {
    return new MeasuredEnvironment(plain(), new TreeMap<>(Map.of("first_shown", new FirstShown())));
  }

  private static Environment plain() {
    InterestEvolutionEnvironmentProvider environments = new InterestEvolutionEnvironmentProvider();
    return environments.create(environments.defaults(), Path.of("."));
  }

  /** The index of the document shown first, the mean over steps. */
  private static final class FirstShown implements Measure {
    @Override
    public String description() {
      return "Index of the candidate shown first.";
    }

    @Override
    public Metric.Better better() {
      return Metric.Better.LOWER;
    }

    @Override
    public Count open() {
      return new Quotient() {
        private Observation last;
        private double sum;
        private int steps;

        @Override
        public void add(Observation seen, Slate slate, Step step) {
          assertThat(last == null || seen == last).as("seen is what the last step showed").isTrue();
          last = step.next();
          sum += slate.document(0);
          steps++;
        }

        @Override
        public double of() {
          return sum;
        }

        @Override
        public double per() {
          return steps;
        }
      };
    }
  }

  @Test
  void measuresAreCountedBehindTheEnvironmentsOwnCounters() {
    Sessions measured = play(environment());
    Sessions plain = play(plain());

    assertThat(measured.rewards()).isEqualTo(plain.rewards());
    double[] totals = measured.totals();
    assertThat(totals).startsWith(plain.totals()).hasSize(plain.totals().length + 2);
    List<Metric> metrics = environment().metrics();
    assertThat(metrics).startsWith(plain().metrics().toArray(Metric[]::new));
    Metric own = metrics.get(metrics.size() - 1);
    assertThat(own.name()).isEqualTo("first_shown");
    assertThat(own.better()).isEqualTo(Metric.Better.LOWER);
    assertThat(own.value(totals, 100)).isEqualTo(3);
  }

  @Test
  void quotientOfAMeasureIsDigestedBySession() {
    double[] values = new double[100];
    Arrays.fill(values, 3);
    Sessions played =
        new Loop(environment(), KEY.child("world"), KEY.child("policy"))
            .playDigested((seen, key) -> Slate.of(3, 4), 100);
    assertThat(played.metricDigests())
        .containsEntry("first_shown", Digest.of(values).substring(0, 16));
  }

  /** Unit vectors are fractions, so another order of the sessions would give another sum. */
  @Test
  void sumsHaveTheSameBitsForAnyNumberOfSessionsInLockStep() {
    HomogenizationProvider similarity = new HomogenizationProvider();
    Measure measure =
        similarity.create(new HomogenizationProvider.Homogenization(Over.TOPICS), plain());
    Environment environment =
        new MeasuredEnvironment(plain(), new TreeMap<>(Map.of("alike", measure)));
    int documents = environment.space().documents();
    int slateSize = environment.space().slateSize();
    Loop loop = new Loop(environment, KEY.child("world"), KEY.child("policy"));
    double[] one =
        loop.play((seen, key) -> Slate.random(documents, slateSize, key), 100, 1).totals();
    for (int width : new int[] {3, 64, 100}) {
      assertThat(
              loop.play((seen, key) -> Slate.random(documents, slateSize, key), 100, width)
                  .totals())
          .as("%d in lock step", width)
          .containsExactly(one);
    }
  }

  private static Sessions play(Environment environment) {
    int slateSize = environment.space().slateSize();
    int[] slate = new int[slateSize];
    for (int i = 0; i < slateSize; i++) {
      slate[i] = 3 + i;
    }
    return new Loop(environment, KEY.child("world"), KEY.child("policy"))
        .play((seen, key) -> Slate.of(slate), 100);
  }
}
