package dev.recsim.policy;

import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Writes greedy policies of trained agents as graphs of ONNX. It is found by {@link
 * java.util.ServiceLoader}. Writes no files.
 */
public interface GraphFormat {

  /**
   * {@return the graph; the same for the same arguments; empty for options of other agents}
   *
   * @param options of the agent
   * @param space space of the environment it was trained in
   * @param weights its saved parameters
   * @throws UnsupportedOperationException if the graph would be too large; the message gives the
   *     reason
   * @throws IllegalArgumentException if the weights do not fit the options and the space
   */
  Optional<byte[]> encode(Record options, Space space, Weights weights);

  /**
   * {@return a graph with where it came from in its metadata; by default the graph as it is}
   *
   * @param graph what {@link #encode} returned
   * @param origin text by name, for example {@code recsim.agent}
   */
  default byte[] describe(byte[] graph, SortedMap<String, String> origin) {
    return graph;
  }
}
