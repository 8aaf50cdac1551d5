package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.random.RandomKey;
import java.util.List;

/** Draws the documents of an environment. Immutable and shared between threads. */
public interface DocumentSampler {

  /** {@return the type of its documents} */
  Class<? extends Document> documents();

  /** {@return the names of the observable features} */
  List<String> features();

  /** {@return the number of topics; 0 if documents have no topic} */
  int topics();

  /**
   * Draws a document.
   *
   * @param id number that identifies it
   * @param key all of its randomness; latent features may be drawn from it later, when they are
   *     first read
   * @return a document of the type {@link #documents()}
   */
  Document sample(long id, RandomKey key);

  /**
   * {@return the document after a step in which it was a candidate; by default it does not change}
   * Called only if candidates are not drawn again at each step.
   *
   * @param document the document during the step
   * @param shown whether it was on the slate
   * @param clicked whether it was clicked
   * @param key all randomness of the change
   */
  default Document next(Document document, boolean shown, boolean clicked, RandomKey key) {
    return document;
  }
}
