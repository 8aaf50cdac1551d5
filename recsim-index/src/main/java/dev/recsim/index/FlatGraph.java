package dev.recsim.index;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.util.hnsw.HnswGraph;

/**
 * A graph that does not change any more, each level in one array. To come to the edges of a node
 * costs one wait for memory; in the graph that Lucene builds, of objects that refer to others, it
 * costs several, one after the other.
 */
final class FlatGraph extends HnswGraph {
  private final int size;
  private final int entry;
  private final float[] vectors;
  private final int vectorSize;

  /** Of each level, ascending. The lowest has all of them. */
  private final int[][] nodes;

  /** Of each level: the nodes that its nodes lead to, as many places for each of them. */
  private final int[][] edges;

  /** Of each level: places for the edges of a node. */
  private final int[] most;

  private int[] from;
  private int next;
  private int end;

  /** Written for the sake of what is read for it. */
  private float ahead;

  /**
   * Copies a graph.
   *
   * @param mostEdges of a node on the levels above the lowest, which has twice as many
   * @param vectors of the nodes, that a search will ask for
   */
  FlatGraph(HnswGraph graph, int mostEdges, float[] vectors, int vectorSize) throws IOException {
    this.vectors = vectors;
    this.vectorSize = vectorSize;
    size = graph.size();
    entry = graph.entryNode();
    int levels = graph.numLevels();
    nodes = new int[levels][];
    edges = new int[levels][];
    most = new int[levels];
    for (int level = 0; level < levels; level++) {
      NodesIterator all = graph.getNodesOnLevel(level);
      nodes[level] = new int[all.size()];
      most[level] = level == 0 ? 2 * mostEdges : mostEdges;
      edges[level] = new int[nodes[level].length * most[level]];
      Arrays.fill(edges[level], NO_MORE_DOCS);
      for (int row = 0; all.hasNext(); row++) {
        nodes[level][row] = all.nextInt();
        graph.seek(level, nodes[level][row]);
        int at = row * most[level];
        for (int to = graph.nextNeighbor(); to != NO_MORE_DOCS; to = graph.nextNeighbor()) {
          edges[level][at++] = to;
        }
      }
    }
  }

  @Override
  public void seek(int level, int node) {
    int row = level == 0 ? node : Arrays.binarySearch(nodes[level], node);
    from = edges[level];
    next = row * most[level];
    end = next + most[level];
    readAhead();
  }

  /**
   * Reads both ends of the vectors of all neighbours, so that they come into the cache at the same
   * time. The search looks at them one after the other and decides what to keep in between, and
   * would wait for each.
   */
  private void readAhead() {
    float sum = 0;
    for (int i = next; i < end && from[i] != NO_MORE_DOCS; i++) {
      int start = from[i] * vectorSize;
      sum += vectors[start] + vectors[start + vectorSize - 1];
    }
    ahead = sum;
  }

  @Override
  public int nextNeighbor() {
    return next < end ? from[next++] : NO_MORE_DOCS;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int numLevels() {
    return edges.length;
  }

  @Override
  public int entryNode() {
    return entry;
  }

  @Override
  public NodesIterator getNodesOnLevel(int level) {
    return new ArrayNodesIterator(nodes[level], nodes[level].length);
  }
}
