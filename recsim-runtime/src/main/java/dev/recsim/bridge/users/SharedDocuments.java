package dev.recsim.bridge.users;

import dev.recsim.api.Document;
import dev.recsim.api.Space;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Documents that all sessions share, as a program has described them. */
final class SharedDocuments {
  /** A document of a program. */
  record Described(long id, double[] features, int topic) implements Document {
    @Override
    public boolean equals(Object other) {
      return other instanceof Described it
          && id == it.id
          && topic == it.topic
          && java.util.Arrays.equals(features, it.features);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(id);
    }
  }

  private SharedDocuments() {}

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if they do not fit the space; the message says why
   */
  static List<Document> read(EnvironmentIntroduction.Catalogue catalogue, Space space) {
    int documents = catalogue.documents();
    int features = space.documentFeatures().size();
    if (documents < space.documents()) {
      throw new IllegalArgumentException(
          "has a catalogue of %s documents, but sessions with %s"
              .formatted(documents, space.documents()));
    }
    ByteBuffer values = bytes("features", catalogue.features(), (long) documents * features * 8);
    ByteBuffer topics =
        space.topics() == 0 ? null : bytes("topics", catalogue.topics(), (long) documents * 4);
    List<Document> all = new ArrayList<>(documents);
    for (int d = 0; d < documents; d++) {
      double[] own = new double[features];
      for (int f = 0; f < features; f++) {
        own[f] = values.getDouble();
        if (!Double.isFinite(own[f])) {
          throw new IllegalArgumentException(
              "has the feature %s of document %s".formatted(own[f], d));
        }
      }
      int topic = topics == null ? -1 : topics.getInt();
      if (topics != null && (topic < 0 || topic >= space.topics())) {
        throw new IllegalArgumentException(
            "has the topic %s of document %s; topics are 0 to %s"
                .formatted(topic, d, space.topics() - 1));
      }
      all.add(new Described(d, own, topic));
    }
    return List.copyOf(all);
  }

  private static ByteBuffer bytes(String what, String text, long size) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text == null ? "" : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has %s that are not base64".formatted(what), e);
    }
    if (bytes.length != size) {
      throw new IllegalArgumentException(
          "has %s bytes of %s of its catalogue, not %s".formatted(bytes.length, what, size));
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
