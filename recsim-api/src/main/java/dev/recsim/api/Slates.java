package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/**
 * Iterates over all slates of a set of documents in lexicographic order, without allocation.
 * Mutable, confined to one thread.
 *
 * <pre>{@code
 * slates.start(observation.documents(space));
 * while (slates.next()) {
 *   ... slates.document(position) ...
 * }
 * }</pre>
 */
public final class Slates {
  /** Draws slates uniformly, without repeated documents. */
  record Uniform(Space space) implements Policy, Recycling.Borrower {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      return Slate.random(observation.documents(space), space.slateSize(), key);
    }

    @Override
    public boolean keepsNothing() {
      return true;
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      double[] probabilities = new double[documents];
      Arrays.fill(probabilities, 1.0 / documents);
      return Optional.of(probabilities);
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate, int position) {
      for (int p = 0; p < position; p++) {
        if (slate.document(p) == slate.document(position)) {
          return OptionalDouble.of(0);
        }
      }
      return OptionalDouble.of(1.0 / (observation.documents(space) - position));
    }
  }

  /** The probabilities of a uniform policy and a greedy one, see {@link Policy#epsilonGreedy}. */
  record EpsilonGreedy(Policy greedy, Policy uniform, DoubleSupplier epsilon, Policy draw)
      implements Policy {

    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      return draw.recommend(observation, key);
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      double random = epsilon.getAsDouble();
      return greedy
          .probabilities(observation, documents)
          .map(
              row -> {
                double[] mixed = new double[documents];
                Arrays.setAll(mixed, d -> (1 - random) * row[d] + random / documents);
                return mixed;
              });
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate) {
      double chosen = greedy.probability(observation, slate).orElse(Double.NaN);
      return known(mixed(chosen, uniform.probability(observation, slate).orElseThrow()));
    }

    /** The probability of the documents up to the position, divided by that of those above it. */
    @Override
    public OptionalDouble probability(Observation observation, Slate slate, int position) {
      double with = first(observation, slate, position + 1);
      return known(with == 0 ? 0 : with / first(observation, slate, position));
    }

    private static OptionalDouble known(double probability) {
      return Double.isNaN(probability) ? OptionalDouble.empty() : OptionalDouble.of(probability);
    }

    /** The probability of the first documents of a slate; NaN if unknown. */
    private double first(Observation observation, Slate slate, int count) {
      return mixed(
          first(greedy, observation, slate, count), first(uniform, observation, slate, count));
    }

    private static double first(Policy policy, Observation observation, Slate slate, int count) {
      double product = 1;
      for (int p = 0; p < count; p++) {
        product *= policy.probability(observation, slate, p).orElse(Double.NaN);
      }
      return product;
    }

    private double mixed(double chosen, double drawn) {
      double random = epsilon.getAsDouble();
      return (1 - random) * chosen + random * drawn;
    }
  }

  private final boolean ordered;
  private final int[] positions;
  private boolean[] used = {};
  private int documents;
  private boolean fresh;
  private boolean over;

  /**
   * Creates an iterator; call {@link #start} before {@link #next}.
   *
   * @param size number of positions
   * @param ordered true for permutations; false for combinations, with documents in ascending order
   */
  public Slates(int size, boolean ordered) {
    this.ordered = ordered;
    this.positions = new int[size];
  }

  /**
   * {@return the number of slates: n! / (n - k)! with order, n! / (k! (n - k)!) without; at most
   * Long.MAX_VALUE}
   *
   * @param documents n, at least k
   * @param size k
   * @param ordered whether slates that differ only in order count separately
   */
  public static long count(int documents, int size, boolean ordered) {
    long count = 1;
    for (int i = 0; i < size; i++) {
      if (count > Long.MAX_VALUE / (documents - i)) {
        return Long.MAX_VALUE;
      }
      count *= documents - i;
      count /= ordered ? 1 : i + 1;
    }
    return count;
  }

  /**
   * Restarts before the first slate of documents 0 .. documents - 1.
   *
   * @param documents number of documents
   */
  public void start(int documents) {
    this.documents = documents;
    this.fresh = true;
    this.over = positions.length > documents;
    if (used.length < documents) {
      used = new boolean[documents];
    }
  }

  /**
   * Moves to the next slate.
   *
   * @return false if there are no more slates
   */
  public boolean next() {
    if (fresh && !over) {
      fresh = false;
      Arrays.fill(used, false);
      return fill(0, -1);
    }
    for (int p = positions.length - 1; p >= 0 && !over; p--) {
      used[positions[p]] = false;
      if (fill(p, positions[p])) {
        return true;
      }
    }
    over = true;
    return false;
  }

  /**
   * {@return the document at a position of the current slate}
   *
   * @param position position on the slate
   */
  public int document(int position) {
    return positions[position];
  }

  /**
   * Copies the current slate into an array.
   *
   * @param to the array to write to
   * @param start index at which the slate starts in it
   */
  public void copyTo(int[] to, int start) {
    System.arraycopy(positions, 0, to, start, positions.length);
  }

  /** Fills positions p and later with the smallest unused documents; the one at p is above last. */
  private boolean fill(int p, int last) {
    int document = unused(last);
    int behind = positions.length - 1 - p;
    if (document + (ordered ? 0 : behind) >= documents) {
      return false;
    }
    take(p, document);
    for (int i = p + 1; i < positions.length; i++) {
      take(i, unused(ordered ? -1 : positions[i - 1]));
    }
    return true;
  }

  private int unused(int after) {
    int document = after + 1;
    while (document < documents && used[document]) {
      document++;
    }
    return document;
  }

  private void take(int p, int document) {
    positions[p] = document;
    used[document] = true;
  }
}
