package dev.recsim.agent.onnx;

import dev.recsim.api.InvalidOption;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the files in which a model of ONNX keeps tensors. Reads the fields of the protocol buffers
 * that lead to tensors and skips all others.
 */
final class ExternalData {
  private static final int MOST_LEVELS = 100;
  private static final int FIELD_SHIFT = 3;
  private static final int WIRE_TYPE = 7;
  private static final int LOW_BITS = 0x7f;

  /** A message, and the messages in its fields that may lead to tensors. */
  private enum Type {
    MODEL,
    TRAINING,
    GRAPH,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    SPARSE,
    TENSOR,
    ENTRY;

    private static final Map<Type, Map<Integer, Type>> INSIDE =
        Map.of(
            MODEL, Map.of(7, GRAPH, 20, TRAINING, 25, FUNCTION),
            TRAINING, Map.of(1, GRAPH, 2, GRAPH),
            GRAPH, Map.of(1, NODE, 5, TENSOR, 15, SPARSE),
            FUNCTION, Map.of(7, NODE, 11, ATTRIBUTE),
            NODE, Map.of(5, ATTRIBUTE),
            ATTRIBUTE, Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE, 23, SPARSE),
            SPARSE, Map.of(1, TENSOR, 2, TENSOR),
            TENSOR, Map.of(13, ENTRY),
            ENTRY, Map.of());

    /** The message in a field; null if it does not lead to tensors. */
    Type inside(int field) {
      return INSIDE.get(this).get(field);
    }
  }

  private final SortedSet<String> locations = new TreeSet<>();

  private ExternalData() {}

  /**
   * The files of a model's tensors that are not in the model, in order. A file that is no model has
   * none.
   *
   * @param model path of the model, relative to the folder or absolute
   * @return paths as the model's
   * @throws InvalidOption if one is not in the model's folder or below it, or is missing
   */
  static List<String> of(String model, Path folder) {
    List<String> files = new ArrayList<>();
    for (String location : locations(folder.resolve(model))) {
      String file = beside(model, location);
      InvalidOption.unless(
          Files.isRegularFile(folder.resolve(file)),
          "model",
          "keeps weights in the file \"%s\", which is missing; put it beside the model"
              .formatted(file));
      files.add(file);
    }
    return files;
  }

  private static String beside(String model, String location) {
    Path relative = null;
    try {
      relative = Path.of(location.replace('\\', '/')).normalize();
    } catch (InvalidPathException e) {
      // Told below.
    }
    InvalidOption.unless(
        relative != null
            && !relative.isAbsolute()
            && !location.matches("[A-Za-z]:.*")
            && !relative.startsWith("..")
            && !relative.toString().isEmpty(),
        "model",
        "keeps weights in \"%s\", which is outside of its folder; save it with the weights beside it"
            .formatted(location));
    Path own = Path.of(model).getParent();
    return (own == null ? relative : own.resolve(relative)).toString().replace('\\', '/');
  }

  private static SortedSet<String> locations(Path model) {
    ExternalData found = new ExternalData();
    try (FileChannel channel = FileChannel.open(model, StandardOpenOption.READ)) {
      long size = Math.min(channel.size(), Integer.MAX_VALUE);
      found.walk(channel.map(MapMode.READ_ONLY, 0, size), Type.MODEL, 0);
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      // It is no model, which its trials will say.
    }
    return found.locations;
  }

  private void walk(ByteBuffer message, Type type, int level) {
    String key = "";
    while (message.hasRemaining() && level < MOST_LEVELS) {
      long tag = number(message);
      int field = (int) (tag >>> FIELD_SHIFT);
      switch ((int) tag & WIRE_TYPE) {
        case 0 -> number(message);
        case 1 -> message.position(message.position() + Long.BYTES);
        case 2 -> {
          ByteBuffer value = take(message);
          if (type == Type.ENTRY) {
            String text = StandardCharsets.UTF_8.decode(value).toString();
            if (field == 1) {
              key = text;
            } else if (field == 2 && key.equals("location")) {
              locations.add(text);
            }
          } else if (type.inside(field) != null) {
            walk(value, type.inside(field), level + 1);
          }
        }
        case 5 -> message.position(message.position() + Integer.BYTES);
        default -> throw new IllegalArgumentException("no field of a protocol buffer");
      }
    }
  }

  /** Takes a field with a length. */
  private static ByteBuffer take(ByteBuffer message) {
    long length = number(message);
    if (length < 0 || length > message.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer value = message.slice(message.position(), (int) length);
    message.position(message.position() + (int) length);
    return value;
  }

  private static long number(ByteBuffer message) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = message.get();
      number |= (long) (next & LOW_BITS) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("no number of a protocol buffer");
  }
}
