package dev.recsim.learn.slateq;

import dev.recsim.learn.slateq.SlateQ.Selection;
import dev.recsim.random.RandomKey;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time to compose a slate of valued candidates, by each way of composing it. Samples, because their
 * median says something on a busy machine too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SlateSearchBenchmark {
  private static final int MOMENTS = 256;

  /** Number of candidates. */
  @Param({"10", "100", "1000"})
  public int candidates;

  /** Number of positions. */
  @Param({"10"})
  public int slateSize;

  /** A component of {@code slate_q}'s option {@code selection}. */
  @Param({"TOP_K", "GREEDY", "OPTIMAL"})
  public String selection;

  private Selection how;
  private SlateSearch search;
  private float[][] weights;
  private float[] values;

  /** What was found at the moment before. */
  private int[] slate;

  private int moment;

  /** Draws weights uniform in [0, 2) and values normal around 10, anew for each of 256 moments. */
  @Setup
  public void draw() {
    how = Selection.valueOf(selection);
    search = new SlateSearch(slateSize);
    weights = new float[MOMENTS][candidates];
    values = new float[MOMENTS * candidates];
    slate = IntStream.range(0, slateSize).toArray();
    RandomKey key = RandomKey.root(42);
    for (int i = 0; i < values.length; i++) {
      weights[i / candidates][i % candidates] = (float) (2 * key.child("weight").uniform(i));
      values[i] = (float) (10 + 3 * key.child("value").gaussian(i));
    }
  }

  /** Composes one slate; returns its value. */
  @Benchmark
  public double find() {
    moment = (moment + 1) % MOMENTS;
    search.candidates(weights[moment], values, moment * candidates, 2, 8, slate);
    return search.find(how);
  }
}
