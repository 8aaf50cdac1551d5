package dev.recsim.served;

import dev.recsim.io.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells catalogues apart.
 *
 * @param size number of documents
 * @param digest of ids, topics and features as the file has them, whatever the order of the
 *     documents; 16 hexadecimal digits
 */
public record CatalogueMark(int size, String digest) {
  private static final int DIGITS = 16;

  /** The mark of documents without topics and features. */
  public static CatalogueMark of(List<String> ids) {
    Sum sum = new Sum();
    ids.forEach(it -> sum.add(it, -1, Map.of()));
    return sum.mark();
  }

  /** Documents that are added one by one: the sum of their digests does not know their order. */
  public static final class Sum {
    private int size;
    private long sum;

    /**
     * Adds a document.
     *
     * @param topic -1 if it has none
     * @param features by name, also those that no policy knows
     */
    public void add(String id, int topic, Map<String, Double> features) {
      StringBuilder text = new StringBuilder(id).append('\n').append(topic);
      new TreeMap<>(features)
          .forEach((name, value) -> text.append('\n').append(name).append('=').append(value));
      size++;
      sum += Long.parseUnsignedLong(Digest.of(text.toString()).substring(0, DIGITS), 16);
    }

    /** The mark of the documents so far. */
    public CatalogueMark mark() {
      return new CatalogueMark(size, "%016x".formatted(sum));
    }
  }
}
