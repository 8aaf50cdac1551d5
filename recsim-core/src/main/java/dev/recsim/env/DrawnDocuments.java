package dev.recsim.env;

import dev.recsim.api.Document;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Documents that are drawn independently.
 *
 * @param documents their class
 * @param features names of their features
 * @param topics number of topics; 0 without topics
 * @param draw draws a document
 */
public record DrawnDocuments(
    Class<? extends Document> documents, List<String> features, int topics, Draw draw)
    implements DocumentSampler {

  /** Draws a document. */
  public interface Draw {
    /** Returns the document with this id; it is a function of the key. */
    Document document(long id, RandomKey key);
  }

  @Override
  public Document sample(long id, RandomKey key) {
    return draw.document(id, key);
  }

  /** Returns the names prefix_0, prefix_1, and so on. */
  public static List<String> numbered(String prefix, int size) {
    return IntStream.range(0, size).mapToObj(i -> prefix + "_" + i).toList();
  }
}
