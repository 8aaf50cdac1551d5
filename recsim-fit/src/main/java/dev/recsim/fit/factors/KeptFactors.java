package dev.recsim.fit.factors;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.fit.file.Tensors;
import dev.recsim.fit.log.FitWork;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.Digest;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the parameters of a long fit after each sweep, so that a fit that was killed goes on from
 * there. A fit that goes on gives the same bytes.
 *
 * @param file empty to keep nothing
 * @param fit identifies the slates and the model
 */
record KeptFactors(Optional<Path> file, String fit) {
  /** A shorter log is fitted again as fast. */
  static final int LEAST_SLATES = 500_000;

  private static final String FIT = "fit";
  private static final String SCALARS = "scalars";
  private static final String E = "e";
  private static final String B = "b";
  private static final String THETA = "theta";

  static KeptFactors of(FitWork work, SlateRuns rows, FactorFit.Shape shape, RandomKey key) {
    return rows.slates() < LEAST_SLATES || work.unfinished().isEmpty()
        ? new KeptFactors(Optional.empty(), "")
        : new KeptFactors(work.unfinished(), digest(rows, shape, key));
  }

  private static String digest(SlateRuns rows, FactorFit.Shape shape, RandomKey key) {
    Digest.OfNumbers digest = new Digest.OfNumbers();
    digest.add(shape.dimension());
    digest.add(shape.variance());
    digest.add(key.bits());
    for (int i = 0; i < rows.slates(); i++) {
      int hash = rows.clicked()[i] << 8 | rows.marks()[i];
      for (int k = 0; k < rows.size(); k++) {
        hash = 31 * hash + rows.shown()[i * rows.size() + k];
      }
      digest.add(hash);
    }
    for (int each : rows.first()) {
      digest.add(each);
    }
    return digest.hex();
  }

  /**
   * Reads what is kept of the same fit.
   *
   * @return number of sweeps that are done; 0 if nothing is kept
   */
  int read(Factors factors) {
    if (file.isEmpty() || !Files.exists(file.get())) {
      return 0;
    }
    try {
      Tensors kept = Tensors.read(file.get());
      if (!kept.texts(FIT).equals(List.of(fit))) {
        return 0;
      }
      copy(kept, E, factors.e);
      copy(kept, B, factors.b);
      copy(kept, THETA, factors.theta);
      double[] scalars = kept.exact(SCALARS);
      factors.c0 = scalars[0];
      factors.eta = scalars[1];
      factors.delta = scalars[2];
      return (int) scalars[3];
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidFile(
          file.get(), 0, 0, "is no longer readable; delete it, and fit from the start");
    }
  }

  private static void copy(Tensors kept, String name, double[] into) {
    System.arraycopy(kept.exact(name), 0, into, 0, into.length);
  }

  /** Keeps the parameters after a sweep. */
  void write(Factors factors, int sweeps) {
    if (file.isEmpty()) {
      return;
    }
    Tensors kept =
        new Tensors.Builder()
            .put(FIT, List.of(fit))
            .putExact(E, factors.e)
            .putExact(B, factors.b)
            .putExact(THETA, factors.theta)
            .putExact(SCALARS, factors.c0, factors.eta, factors.delta, sweeps)
            .build();
    try {
      AtomicFile.write(file.get(), kept::write);
    } catch (IOException e) {
      throw new InvalidFile(file.get(), 0, 0, "cannot be written: " + e.getMessage());
    }
  }
}
