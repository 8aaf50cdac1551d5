package dev.recsim.fit.ids;

import dev.recsim.random.RandomKey;
import java.util.function.IntConsumer;

/** Sums over all documents that users opened. They can be computed by a cluster. */
public interface EventStatistics {
  /** Computes in this JVM. */
  EventStatistics HERE =
      new EventStatistics() {
        @Override
        public DecayedCounts counts(Histories users, int most) {
          return DecayedCounts.of(users, most);
        }

        @Override
        public double[] factors(
            ImplicitFactors factors,
            Histories users,
            int iterations,
            RandomKey key,
            IntConsumer done) {
          Ratings ratings = Ratings.of(users.documents(), users.first(), users.events());
          return factors.columns(ratings, iterations, key, done);
        }
      };

  /**
   * Counts pairs of documents.
   *
   * @param most number of entries of a row that are kept, the largest; of equal ones, those of the
   *     first documents
   */
  DecayedCounts counts(Histories users, int most);

  /**
   * Fits factors of the documents by alternating least squares, from a random start.
   *
   * @param done is called with the number of iterations that are done
   * @return [documents x rank]; 0 for documents that nobody opened
   */
  double[] factors(
      ImplicitFactors factors, Histories users, int iterations, RandomKey key, IntConsumer done);
}
