package dev.recsim.api.world;

import dev.recsim.api.Document;
import dev.recsim.random.RandomKey;
import java.util.List;

/** Where a world's documents come from. Immutable and shared between threads. */
public interface DocumentSampler {

  /** The type of its documents. */
  Class<? extends Document> documents();

  /** Names of the observable features. */
  List<String> features();

  /** Number of topics; 0 where documents have none. */
  int topics();

  /**
   * Draws a document.
   *
   * @param id names it
   * @param key all of its randomness; latent features may be drawn from it later, when they matter
   */
  Document sample(long id, RandomKey key);

  /**
   * As {@link #sample(long, RandomKey)}, but may write over a document.
   *
   * @param used one of this sampler that nobody looks at any more, or null
   */
  default Document sample(long id, RandomKey key, Document used) {
    return sample(id, key);
  }

  /**
   * The document after a step in which it was a candidate, for documents that change in worlds
   * whose candidates stay.
   *
   * @param shown whether it was on the slate
   * @param clicked whether it was clicked
   */
  default Document next(Document document, boolean shown, boolean clicked, RandomKey key) {
    return document;
  }
}
