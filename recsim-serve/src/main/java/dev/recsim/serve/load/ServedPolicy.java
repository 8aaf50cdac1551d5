package dev.recsim.serve.load;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.catalogue.ServedDocument;
import dev.recsim.serve.explore.Drawn;
import dev.recsim.serve.explore.Exploration;
import dev.recsim.serve.feature.KnownFeature;
import java.util.ArrayList;
import java.util.List;

/**
 * A version of a policy that is served. Thread-safe: each thread takes members of its own. Those
 * that encode a catalogue need much memory, so there are as many as processors.
 *
 * @param name of the policy
 * @param loaded what is served
 * @param pool members for threads
 */
public record ServedPolicy(String name, LoadedPolicy loaded, Pool<Members> pool) {

  /**
   * {@return a policy that nobody has used yet}
   *
   * @param name of the policy
   * @param loaded what is served
   */
  public static ServedPolicy of(String name, LoadedPolicy loaded) {
    boolean encodes = loaded.schema().kind() == Schema.Kind.CATALOGUE;
    int most = encodes ? Runtime.getRuntime().availableProcessors() : Integer.MAX_VALUE;
    return new ServedPolicy(name, loaded, new Pool<>(() -> new Members(loaded), most));
  }

  /**
   * Lets it rank something once, so that what is broken shows before anybody asks, and the first
   * request is fast.
   *
   * @param catalogue documents that can be ranked; empty for none
   * @throws IllegalArgumentException if it cannot rank; says why
   */
  public void tryOut(List<Document> catalogue) {
    try {
      pool.use(members -> members.draw(anything(catalogue), null, RandomKey.root(0)));
    } catch (RuntimeException e) {
      boolean listed = loaded.schema().kind() == Schema.Kind.FIXED && catalogue.isEmpty();
      throw new IllegalArgumentException(
          "policy %s cannot rank: %s%s"
              .formatted(
                  name,
                  e.getMessage(),
                  listed ? "; give the ranker a catalogue of the documents of its training" : ""),
          e);
    }
  }

  /**
   * Checks that it can explore.
   *
   * @param exploration null for none
   * @param other policy to interleave with; null for none
   * @param catalogue documents that can be ranked; empty for none
   * @throws IllegalArgumentException if it cannot; says what to do
   */
  public void check(Exploration exploration, ServedPolicy other, List<Document> catalogue) {
    Observation seen = anything(catalogue);
    try {
      draw(exploration, other, seen, RandomKey.root(0));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("policy " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * {@return a slate}
   *
   * @param exploration null for none
   * @param other policy to interleave with; null for none
   * @param seen must not change
   * @param key randomness of the decision
   */
  public Drawn draw(Exploration exploration, ServedPolicy other, Observation seen, RandomKey key) {
    if (other == null) {
      return pool.use(members -> members.draw(seen, exploration, key));
    }
    // The order of names keeps two threads from waiting for each other.
    return name.compareTo(other.name) < 0
        ? pool.use(one -> other.pool.use(two -> one.interleave(two, seen, key)))
        : other.pool.use(two -> pool.use(one -> one.interleave(two, seen, key)));
  }

  /** An observation in the middle of what was seen in training. */
  private Observation anything(List<Document> catalogue) {
    Schema schema = loaded.schema();
    double[] user = middle(schema.user());
    if (schema.kind() != Schema.Kind.CANDIDATES) {
      return new Observation(0, user, catalogue);
    }
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < schema.space().documents(); i++) {
      int topic = schema.space().topics() == 0 ? -1 : i % schema.space().topics();
      documents.add(new ServedDocument(i, middle(schema.document()), topic));
    }
    return new Observation(0, user, documents);
  }

  private static double[] middle(List<KnownFeature> features) {
    return features.stream().mapToDouble(it -> (it.min() + it.max()) / 2).toArray();
  }
}
