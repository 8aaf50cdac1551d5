package dev.recsim.vectors;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time of a query of the exact search for nearest documents, in batches of 64, on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NearestScanBenchmark {
  private static final int BATCH = 64;

  /** Number of documents. */
  @Param({"10", "1000", "100000", "1000000"})
  public int documents;

  /** Length of an embedding. */
  @Param({"16"})
  public int dimension;

  /** How many nearest documents to find. */
  @Param({"10"})
  public int k;

  private NearestScan scan;
  private float[] units;
  private float[] queries;
  private int[] found;

  /** Draws directions uniformly. */
  @Setup
  public void draw() {
    units = directions(documents, dimension, RandomKey.root(1));
    queries = directions(BATCH, dimension, RandomKey.root(2));
    found = new int[BATCH * k];
    scan = new NearestScan(dimension, false);
  }

  public static float[] directions(int count, int size, RandomKey key) {
    float[] vectors = Tensor.of(key::gaussian, count, size).data();
    UnitVectors.normalize(vectors, 0, count, size, vectors, new float[count]);
    return vectors;
  }

  /** A batch of queries. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int[] exact() {
    scan.find(units, documents, queries, 0, BATCH, k, found, 0, k);
    return found;
  }
}
