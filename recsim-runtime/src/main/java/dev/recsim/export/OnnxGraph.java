package dev.recsim.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Builds a graph of ONNX (operator set 13, file version 8). Nodes are written in the order in which
 * they are added, with generated names, so the same calls give the same bytes. The field numbers
 * are those of {@code onnx.proto3}.
 */
public final class OnnxGraph {
  private static final int FILE_VERSION = 8;
  private static final int OPERATORS = 13;

  /** A file of Protocol Buffers is smaller than 2 GB; its parts are copied while it is written. */
  private static final long MOST_BYTES = 1L << 30;

  private static final int INT_ATTRIBUTE = 2;

  /** Types of elements. */
  public enum Type {
    /** 32 bits. */
    FLOAT(1),
    /** 64 bits. */
    LONG(7),
    /** 64 bits. */
    DOUBLE(11);

    private final int code;

    Type(int code) {
      this.code = code;
    }
  }

  /** A tensor of the graph: an input, a constant, or an output of a node. */
  public record Edge(String name) {}

  private final List<Message> nodes = new ArrayList<>();
  private final List<Message> constants = new ArrayList<>();
  private final List<Message> inputs = new ArrayList<>();
  private final List<Message> outputs = new ArrayList<>();
  private int edges;
  private long bytes;

  /**
   * Adds an input.
   *
   * @param shape a whole number for each fixed axis, a name for each free one
   */
  public Edge input(String name, Type type, Object... shape) {
    inputs.add(port(name, type, shape));
    return new Edge(name);
  }

  /**
   * Adds an output.
   *
   * @param shape a whole number for each fixed axis, a name for each free one
   */
  public void output(String name, Edge of, Type type, Object... shape) {
    add("Identity", Map.of(), List.of(new Edge(name)), of);
    outputs.add(port(name, type, shape));
  }

  private static Message port(String name, Type type, Object... shape) {
    Message dimensions = new Message();
    for (Object axis : shape) {
      Message dimension = new Message();
      dimensions.message(
          1,
          axis instanceof Number size
              ? dimension.number(1, size.longValue())
              : dimension.text(2, (String) axis));
    }
    Message tensor = new Message().number(1, type.code).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** Adds a constant of floats, row by row. */
  public Edge floats(float[] values, int... shape) {
    ByteBuffer raw = buffer(values.length, Float.BYTES);
    raw.asFloatBuffer().put(values);
    return constant(Type.FLOAT, raw, shape);
  }

  /** Adds a constant of doubles, row by row. */
  public Edge doubles(double[] values, int... shape) {
    ByteBuffer raw = buffer(values.length, Double.BYTES);
    raw.asDoubleBuffer().put(values);
    return constant(Type.DOUBLE, raw, shape);
  }

  /** Adds a constant of whole numbers, row by row. */
  public Edge longs(long[] values, int... shape) {
    ByteBuffer raw = buffer(values.length, Long.BYTES);
    raw.asLongBuffer().put(values);
    return constant(Type.LONG, raw, shape);
  }

  private ByteBuffer buffer(int values, int size) {
    bytes += (long) values * size;
    if (bytes > MOST_BYTES) {
      throw new UnsupportedOperationException("its tensors have more than 1 GB");
    }
    return ByteBuffer.allocate(values * size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Edge constant(Type type, ByteBuffer raw, int... shape) {
    Edge edge = next();
    Message tensor = new Message();
    for (int axis : shape) {
      tensor.number(1, axis);
    }
    constants.add(tensor.number(2, type.code).text(8, edge.name()).bytes(9, raw.array()));
    return edge;
  }

  private Edge next() {
    return new Edge("t" + edges++);
  }

  /** Adds a node without attributes; returns its only output. */
  public Edge node(String operator, Edge... from) {
    return node(operator, Map.of(), from);
  }

  /**
   * Adds a node with one output.
   *
   * @param attributes the operator's whole numbers; at most one, because maps have no order
   */
  public Edge node(String operator, Map<String, Integer> attributes, Edge... from) {
    Edge edge = next();
    add(operator, attributes, List.of(edge), from);
    return edge;
  }

  private void add(String operator, Map<String, Integer> attributes, List<Edge> to, Edge... from) {
    Message node = new Message();
    Stream.of(from).forEach(edge -> node.text(1, edge.name()));
    to.forEach(edge -> node.text(2, edge.name()));
    node.text(4, operator);
    attributes.forEach(
        (name, value) ->
            node.message(
                5, new Message().text(1, name).number(3, value).number(20, INT_ATTRIBUTE)));
    nodes.add(node);
  }

  /** The sum of tensors, of which each axis is repeated as necessary. */
  public Edge sum(Edge... terms) {
    Edge sum = terms[0];
    for (int i = 1; i < terms.length; i++) {
      sum = node("Add", sum, terms[i]);
    }
    return sum;
  }

  /** Converts elements. */
  public Edge cast(Edge x, Type type) {
    return node("Cast", Map.of("to", type.code), x);
  }

  /** Selects by index along an axis; the indices' axes replace it. */
  public Edge gather(Edge x, Edge indices, int axis) {
    return node("Gather", Map.of("axis", axis), x, indices);
  }

  /** Inserts an axis of length 1. */
  public Edge unsqueeze(Edge x, int axis) {
    return node("Unsqueeze", x, longs(new long[] {axis}, 1));
  }

  /** Removes an axis of length 1. */
  public Edge squeeze(Edge x, int axis) {
    return node("Squeeze", x, longs(new long[] {axis}, 1));
  }

  /** The sum along an axis, which remains with length 1. */
  public Edge total(Edge x, int axis) {
    return node("ReduceSum", x, longs(new long[] {axis}, 1));
  }

  /** Joins tensors along an axis. */
  public Edge concat(int axis, Edge... parts) {
    return parts.length == 1 ? parts[0] : node("Concat", Map.of("axis", axis), parts);
  }

  /** The length of an axis, [1]. */
  public Edge length(Edge x, int axis) {
    return gather(node("Shape", x), longs(new long[] {axis}, 1), 0);
  }

  /**
   * The indices of the largest elements along the last axis, largest first, of equal ones the
   * lowest index first.
   *
   * @param count [1], how many
   */
  public Edge largest(Edge x, Edge count) {
    Edge values = next();
    Edge indices = next();
    add("TopK", Map.of("axis", -1), List.of(values, indices), x, count);
    return indices;
  }

  /** Selects by index along axis 1, for each row other ones. */
  public Edge pick(Edge x, Edge indices) {
    return node("GatherElements", Map.of("axis", 1), x, indices);
  }

  /** The file. */
  public byte[] encode() {
    Message graph = new Message();
    nodes.forEach(node -> graph.message(1, node));
    graph.text(2, "policy");
    constants.forEach(constant -> graph.message(5, constant));
    inputs.forEach(input -> graph.message(11, input));
    outputs.forEach(output -> graph.message(12, output));
    return new Message()
        .number(1, FILE_VERSION)
        .text(2, "recsim")
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, OPERATORS))
        .encode();
  }
}
