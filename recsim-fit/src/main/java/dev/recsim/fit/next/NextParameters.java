package dev.recsim.fit.next;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.recsim.api.Environment;
import dev.recsim.fit.file.TensorParameters;
import dev.recsim.fit.file.Tensors;
import dev.recsim.fit.ids.DecayedCounts;
import dev.recsim.fit.ids.DocumentVectors;
import dev.recsim.fit.ids.ImplicitFactors;
import dev.recsim.fit.next.NextModel.Weights;
import java.util.Arrays;
import java.util.List;

/**
 * Parameters of {@code next_document}.
 *
 * @param numbers few
 * @param measured how well the model predicts the last document of the users of the fit; null
 *     before that is known
 * @param tensors digest of the arrays
 * @param arrays occurrences of documents, factors, and counts
 */
public record NextParameters(
    Numbers numbers,
    @JsonInclude(Include.NON_NULL) Measured measured,
    String tensors,
    @JsonIgnore Tensors arrays)
    implements TensorParameters {
  /** Much more than alternating least squares gives; with more, no user has factors. */
  private static final float LARGEST_FACTOR = 1_000;

  private static final String OCCURRENCES = "occurrences";
  private static final String FACTORS = "y";
  private static final String ENDS = "follower_ends";
  private static final String FOLLOWERS = "followers";
  private static final String COUNTS = "follower_counts";
  private static final String TOTALS = "follower_totals";

  /**
   * The numbers of the model.
   *
   * @param kappa weight of the shares in the chain
   * @param omega decay of the chain's memory
   * @param alpha of the factors
   * @param lambda of the factors
   * @param weights of the parts
   * @param once whether no user opens a document twice
   * @param leave probability that a user leaves after a document
   */
  public record Numbers(
      double kappa,
      double omega,
      double alpha,
      double lambda,
      Weights weights,
      boolean once,
      double leave) {
    public Numbers {
      TensorParameters.require(
          weights != null
              && kappa > 0
              && omega > 0
              && omega <= 1
              && alpha >= 0
              && lambda > 0
              && leave >= 0
              && leave <= 1,
          "the numbers are");
    }
  }

  /**
   * How well the last document of users is predicted, of all documents.
   *
   * @param users their number
   * @param gain over popularity, in nats
   * @param gainError standard error of {@code gain}
   * @param gainOverChain the gain over the chain alone
   * @param hitRate share of the documents that are among the ten most probable
   * @param discountedGain NDCG at 10
   * @param calibrationError of the probability of the ten most probable documents
   */
  public record Measured(
      int users,
      double gain,
      double gainError,
      double gainOverChain,
      double hitRate,
      double discountedGain,
      double calibrationError) {}

  static NextParameters of(
      Numbers numbers,
      List<String> documents,
      int[] occurrences,
      DecayedCounts counts,
      double[] y) {
    Tensors arrays =
        new Tensors.Builder()
            .put(DOCUMENTS, documents)
            .put(OCCURRENCES, occurrences)
            .put(FACTORS, y, documents.size(), y.length / documents.size())
            .put(ENDS, Arrays.copyOfRange(counts.first(), 1, counts.first().length))
            .put(FOLLOWERS, counts.followers())
            .put(COUNTS, counts.counts())
            .put(TOTALS, counts.totals())
            .build();
    return new NextParameters(numbers, null, arrays.sha256(), arrays);
  }

  @Override
  public NextParameters with(Tensors read) {
    NextParameters whole = new NextParameters(numbers, measured, tensors, read);
    whole.check();
    return whole;
  }

  private void check() {
    int[] ends = arrays.ints(ENDS);
    int[] followers = arrays.ints(FOLLOWERS);
    int n = documents().size();
    boolean valid =
        n > 0
            && ends.length == n
            && ends[n - 1] == followers.length
            && arrays.floats(COUNTS).length == followers.length
            && arrays.floats(TOTALS).length == n
            && arrays.ints(OCCURRENCES).length == n
            && arrays.floats(FACTORS).length >= n
            && arrays.floats(FACTORS).length % n == 0;
    for (int i = 0; i < ends.length; i++) {
      valid &= ends[i] >= (i == 0 ? 0 : ends[i - 1]);
    }
    for (int follower : followers) {
      valid &= follower >= 0 && follower < n;
    }
    for (float factor : arrays.floats(FACTORS)) {
      valid &= Math.abs(factor) <= LARGEST_FACTOR;
    }
    TensorParameters.require(numbers != null && valid, "the tensors are");
  }

  NextParameters with(Measured figures) {
    return new NextParameters(numbers, figures, tensors, arrays);
  }

  /** The model of the arrays, as an environment reads it. */
  NextModel model() {
    int[] occurrences = arrays.ints(OCCURRENCES);
    int n = occurrences.length;
    int[] first = new int[n + 1];
    System.arraycopy(arrays.ints(ENDS), 0, first, 1, n);
    DecayedCounts counts =
        new DecayedCounts(
            first, arrays.ints(FOLLOWERS), arrays.doubles(COUNTS), arrays.doubles(TOTALS));
    double[] y = arrays.doubles(FACTORS);
    return NextModel.of(
        new NextChain(counts, occurrences, numbers.kappa, numbers.omega),
        new ImplicitFactors(y.length / n, numbers.alpha, numbers.lambda),
        y,
        numbers.weights,
        numbers.once);
  }

  @Override
  public int largestSlate(int documents) {
    return documents;
  }

  @Override
  public Environment environment(List<String> documents, int slateSize, int maxSessionLength) {
    return new NextEnvironment(model(), numbers.leave, slateSize, maxSessionLength);
  }

  @Override
  public Similar similar(List<String> documents) {
    float[] y = arrays.floats(FACTORS);
    return new DocumentVectors(documents, arrays.ints(OCCURRENCES), y, y.length / documents.size())
        .similar();
  }

  @Override
  public Limits limits() {
    return new Limits(
        false,
        List.of(
            "the log has only what users opened under its exposure, so click rates, the value of random slates, longer sessions, other sizes of slates and effects of exposure are no results; log slates with and without clicks, and fit latent_factors"));
  }

  @Override
  public List<Figure> figures() {
    Figure weight = new Figure("weight of the chain", numbers.weights.chain(), 0);
    Figure affinity = new Figure("weight of the factors", numbers.weights.affinity(), 0);
    Figure popularity = new Figure("weight of popularity", numbers.weights.popularity(), 0);
    Figure leaves = new Figure("probability to leave", numbers.leave, 0);
    return measured == null
        ? List.of(weight, affinity, popularity, leaves)
        : List.of(
            weight,
            affinity,
            popularity,
            leaves,
            new Figure("gain over popularity, last document", measured.gain, measured.gainError),
            new Figure("gain over the chain, last document", measured.gainOverChain, 0),
            new Figure("hit rate at 10", measured.hitRate, 0),
            new Figure("NDCG at 10", measured.discountedGain, 0),
            new Figure("calibration error of the first 10", measured.calibrationError, 0));
  }
}
