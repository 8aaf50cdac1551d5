package dev.recsim.learn.actorcritic;

import dev.recsim.api.Environment;
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Features;
import dev.recsim.env.TransitionMatrixOptions.Similarity;
import dev.recsim.env.TransitionMatrixProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Worlds for the tests of agents that learn. */
public final class Worlds {
  private static final TransitionMatrixProvider PROVIDER = new TransitionMatrixProvider();

  private Worlds() {}

  /** The default matrix of ten documents. */
  static Environment generated() {
    return PROVIDER.create(PROVIDER.defaults(), Path.of("."));
  }

  /** A matrix of similarities whose documents have features. */
  public static Environment featured(int documents, long seed) {
    return featured(documents, seed, .05);
  }

  /** As above, with this noise in the features. */
  static Environment featured(int documents, long seed, double noise) {
    Similarity similarity = new Similarity(seed, 3, 8, new Features(16, noise));
    Acceptance acceptance = new Acceptance(null, null, null, similarity);
    TransitionMatrixOptions options =
        new TransitionMatrixOptions(documents, 16, .1, .2, acceptance, 1_000);
    return PROVIDER.create(options, Path.of("."));
  }

  /** Users always accept the document after their own, and no other. */
  static Environment circle(int documents) {
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < documents; i++) {
      List<Double> row = new ArrayList<>(Collections.nCopies(documents, 0.0));
      row.set((i + 1) % documents, 1.0);
      rows.add(row);
    }
    TransitionMatrixOptions options =
        new TransitionMatrixOptions(null, 4, .1, .2, new Acceptance(null, rows, null, null), 1_000);
    return PROVIDER.create(options, Path.of("."));
  }
}
