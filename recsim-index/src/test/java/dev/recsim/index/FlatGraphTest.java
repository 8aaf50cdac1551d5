package dev.recsim.index;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.junit.jupiter.api.Test;

class FlatGraphTest {
  /** By level and node; null where the node is not on the level. */
  private static final int[][][] EDGES = {
    {{}, {4, 3, 0, 2}, {1}, {4, 1}, {1, 3}}, {null, {4}, {}, null, {2, 1}}, {null, {}}
  };

  /** Nodes without edges, with some, and with as many as there may be. */
  @Test
  void hasTheNodesAndEdgesOfWhatItCopies() throws IOException {
    FlatGraph flat = new FlatGraph(new Written(), 2, new float[15], 3);
    assertThat(flat.size()).isEqualTo(5);
    assertThat(flat.entryNode()).isEqualTo(1);
    assertThat(flat.numLevels()).isEqualTo(EDGES.length);
    for (int level = 0; level < EDGES.length; level++) {
      assertThat(nodes(flat, level)).containsExactly(nodes(new Written(), level));
      for (int node : nodes(flat, level)) {
        flat.seek(level, node);
        for (int edge : EDGES[level][node]) {
          assertThat(flat.nextNeighbor()).isEqualTo(edge);
        }
        assertThat(flat.nextNeighbor()).isEqualTo(NO_MORE_DOCS);
      }
    }
  }

  private static int[] nodes(HnswGraph graph, int level) throws IOException {
    HnswGraph.NodesIterator all = graph.getNodesOnLevel(level);
    return IntStream.generate(all::nextInt).limit(all.size()).toArray();
  }

  private static final class Written extends HnswGraph {
    private int[] edges;
    private int next;

    @Override
    public void seek(int level, int node) {
      edges = EDGES[level][node];
      next = 0;
    }

    @Override
    public int nextNeighbor() {
      return next < edges.length ? edges[next++] : NO_MORE_DOCS;
    }

    @Override
    public int size() {
      return EDGES[0].length;
    }

    @Override
    public int numLevels() {
      return EDGES.length;
    }

    @Override
    public int entryNode() {
      return 1;
    }

    @Override
    public NodesIterator getNodesOnLevel(int level) {
      int[] nodes =
          IntStream.range(0, EDGES[level].length).filter(i -> EDGES[level][i] != null).toArray();
      return new ArrayNodesIterator(nodes, nodes.length);
    }
  }
}
