package dev.recsim.index;

import dev.recsim.vectors.VectorIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.HnswGraphBuilder.GraphBuilderKnnCollector;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.NeighborQueue;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;

/**
 * A hierarchical navigable small world graph (Malkov and Yashunin, arXiv 1603.09320) of Lucene,
 * built by one thread with a fixed seed: the same vectors give the same graph, and the same query
 * the same answer.
 *
 * <p>What it costs is to wait for memory: so it has a copy of the vectors in an order of its own,
 * and of the graph.
 */
final class HnswIndex implements VectorIndex {
  /** Most edges of a vector on each level above the lowest, which has twice as many. */
  private static final int EDGES = 16;

  /** Near vectors that are looked at to choose the edges of a new one. */
  private static final int BUILD_BEAM = 100;

  /** Near vectors that a search keeps in sight beyond those it is asked for. */
  private static final int SEARCH_BEAM = 40;

  private static final long SEED = 42;

  /** The document of each vector. */
  private final int[] documents;

  private final float[] units;
  private final int count;
  private final int size;
  private final HnswGraph graph;
  private final HnswGraphSearcher searcher;
  private final Closeness query;

  HnswIndex(float[] units, int count, int size) {
    this.documents = Neighbourhoods.order(units, count, size);
    this.units = new float[count * size];
    for (int i = 0; i < count; i++) {
      System.arraycopy(units, documents[i] * size, this.units, i * size, size);
    }
    this.count = count;
    this.size = size;
    this.query = new Closeness(this.units, 0);
    try {
      graph =
          new FlatGraph(
              HnswGraphBuilder.create(new Vectors(), EDGES, BUILD_BEAM, SEED, count).build(count),
              EDGES,
              this.units,
              size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    searcher = new HnswGraphSearcher(new NeighborQueue(1, true), new FixedBitSet(count));
  }

  @Override
  public void find(
      float[] queries, int firstQuery, int queryCount, int k, int[] found, int at, int stride) {
    for (int q = 0; q < queryCount; q++) {
      find(queries, (firstQuery + q) * size, k, found, at + q * stride);
    }
  }

  private void find(float[] queries, int start, int k, int[] found, int at) {
    query.from = queries;
    query.start = start;
    try {
      int beam = Math.min(count, k + SEARCH_BEAM);
      GraphBuilderKnnCollector nearest = searcher.searchLevel(query, beam, 0, entries(), graph);
      while (nearest.size() > k) {
        nearest.popNode();
      }
      int reached = nearest.size();
      for (int i = reached - 1; i >= 0; i--) {
        found[at + i] = documents[nearest.popNode()];
      }
      fillUp(found, at, reached, k);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Equal vectors can be without a path to others: the first of them all take what is left. */
  private static void fillUp(int[] found, int at, int reached, int k) {
    int number = 0;
    for (int i = reached; i < k; number++) {
      boolean isNew = true;
      for (int j = 0; isNew && j < i; j++) {
        isNew = found[at + j] != number;
      }
      if (isNew) {
        found[at + i++] = number;
      }
    }
  }

  /** Goes down the levels to where the search of the lowest one begins. */
  private int[] entries() throws IOException {
    int[] entries = {graph.entryNode()};
    for (int level = graph.numLevels() - 1; level > 0; level--) {
      entries[0] = searcher.searchLevel(query, 1, level, entries, graph).popNode();
    }
    return entries;
  }

  private final class Vectors implements RandomVectorScorerSupplier {
    @Override
    public RandomVectorScorer scorer(int vector) {
      return new Closeness(units, vector * size);
    }

    @Override
    public RandomVectorScorerSupplier copy() {
      return this;
    }
  }

  /** The inner product of one vector with others, made positive as Lucene asks for. */
  private final class Closeness implements RandomVectorScorer {
    private float[] from;
    private int start;

    Closeness(float[] from, int start) {
      this.from = from;
      this.start = start;
    }

    @Override
    public float score(int vector) {
      return (1 + dot(from, start, units, vector * size, size)) / 2;
    }

    @Override
    public int maxOrd() {
      return count;
    }
  }

  /** Summed in four interleaved chains. */
  private static float dot(float[] x, int startX, float[] y, int startY, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int k = 0;
    for (; k + 3 < n; k += 4) {
      s0 += x[startX + k] * y[startY + k];
      s1 += x[startX + k + 1] * y[startY + k + 1];
      s2 += x[startX + k + 2] * y[startY + k + 2];
      s3 += x[startX + k + 3] * y[startY + k + 3];
    }
    for (; k < n; k++) {
      s0 += x[startX + k] * y[startY + k];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
