package dev.recsim.fit.factors;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.recsim.algebra.PackedCholesky;
import dev.recsim.api.Environment;
import dev.recsim.fit.file.TensorParameters;
import dev.recsim.fit.file.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * Parameters of {@code latent_factors}.
 *
 * @param numbers few
 * @param errors standard errors of c0, eta and delta, given the vectors
 * @param tensors digest of the arrays
 * @param arrays vectors of documents and users
 */
public record FactorParameters(
    Numbers numbers, double[] errors, String tensors, @JsonIgnore Tensors arrays)
    implements TensorParameters {
  private static final String E = "e";
  private static final String B = "b";
  private static final String THETA = "theta";
  private static final String CHOL = "chol";
  private static final String EXPOSURES = "exposures";
  private static final String MEAN = "population_mean";
  private static final String SPREAD = "population_chol";

  /**
   * The numbers of the model.
   *
   * @param dimension of the vectors
   * @param variance of the prior of users
   * @param c0 logarithm of the weight of no click
   * @param eta weight of the state
   * @param delta what is left of the state after a slate
   * @param leave probabilities that a user leaves after a click, and after none
   * @param slateSize number of positions of a slate in the log
   * @param minExposures documents with fewer exposures are rare
   * @param slates number of slates of the fit
   */
  public record Numbers(
      int dimension,
      double variance,
      double c0,
      double eta,
      double delta,
      double[] leave,
      int slateSize,
      int minExposures,
      long slates) {}

  static FactorParameters of(
      Numbers numbers,
      double[] errors,
      List<String> documents,
      Factors factors,
      int[] exposures,
      Population users) {
    int d = numbers.dimension;
    Tensors arrays =
        new Tensors.Builder()
            .put(DOCUMENTS, documents)
            .put(E, factors.e, documents.size(), d)
            .put(B, factors.b)
            .put(EXPOSURES, exposures)
            .put(THETA, users.theta(), users.size(), d)
            .put(CHOL, users.cholesky(), users.size(), PackedCholesky.size(d))
            .put(MEAN, users.mean())
            .put(SPREAD, users.spread())
            .build();
    return new FactorParameters(numbers, errors, arrays.sha256(), arrays);
  }

  @Override
  public FactorParameters with(Tensors read) {
    FactorParameters whole = new FactorParameters(numbers, errors, tensors, read);
    whole.population();
    whole.catalogue();
    return whole;
  }

  /** The users. */
  Population population() {
    return new Population(
        numbers.dimension,
        arrays.floats(THETA),
        arrays.floats(CHOL),
        arrays.doubles(MEAN),
        arrays.doubles(SPREAD));
  }

  /** How often each document was shown. */
  public int[] exposures() {
    return arrays.ints(EXPOSURES);
  }

  private FactorDocuments catalogue() {
    return new FactorDocuments(
        numbers.dimension,
        arrays.floats(E),
        arrays.floats(B),
        arrays.ints(EXPOSURES),
        numbers.minExposures);
  }

  @Override
  public int slateSize() {
    return numbers.slateSize;
  }

  @Override
  public int largestSlate(int documents) {
    return documents;
  }

  @Override
  public Environment environment(List<String> documents, int slateSize, int maxSessionLength) {
    return FactorEnvironment.of(numbers, population(), catalogue(), slateSize, maxSessionLength);
  }

  @Override
  public List<Figure> figures() {
    long rare = Arrays.stream(exposures()).filter(it -> it < numbers.minExposures).count();
    double perDocument = (double) numbers.slates * numbers.slateSize / exposures().length;
    return List.of(
        new Figure("c0, of no click", numbers.c0, errors[0]),
        new Figure("eta, of the state", numbers.eta, errors[1]),
        new Figure("delta, of the state", numbers.delta, errors[2]),
        new Figure("dimension of the vectors", numbers.dimension, 0),
        new Figure("prior variance of users", numbers.variance, 0),
        new Figure("probability to leave after a click", numbers.leave[0], 0),
        new Figure("probability to leave without a click", numbers.leave[1], 0),
        new Figure("exposures of a document", perDocument, 0),
        new Figure(
            "documents with fewer than %s exposures".formatted(numbers.minExposures), rare, 0));
  }
}
