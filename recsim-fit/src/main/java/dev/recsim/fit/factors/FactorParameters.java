package dev.recsim.fit.factors;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.recsim.algebra.PackedCholesky;
import dev.recsim.api.Environment;
import dev.recsim.fit.file.TensorParameters;
import dev.recsim.fit.file.Tensors;
import dev.recsim.fit.ids.DocumentVectors;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.fit.recovery.Recovery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Parameters of {@code latent_factors}.
 *
 * @param numbers few
 * @param errors standard errors of c0, eta and delta, see {@link FactorFit#jackknife}
 * @param state whether the state matters
 * @param recovery whether the fit would recover its own environment; null before that is known
 * @param tensors digest of the arrays
 * @param arrays vectors of documents and users
 */
public record FactorParameters(
    Numbers numbers,
    double[] errors,
    State state,
    @JsonInclude(Include.NON_NULL) Recovery recovery,
    String tensors,
    @JsonIgnore Tensors arrays)
    implements TensorParameters {
  private static final double CLEAR = 2;

  /** Above the eta of known worlds without a state, of 0 to 0.07; see {@code EtaRatesTest}. */
  private static final double WITHOUT = 0.1;

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
      long slates) {
    public Numbers {
      TensorParameters.require(
          leave != null && Arrays.stream(leave).filter(it -> it >= 0 && it <= 1).count() == 2,
          "the probabilities to leave are");
    }
  }

  /**
   * The evidence of a state. Its eta is of fits without draws, which is too near to 0 where there
   * is a state.
   *
   * @param eta weight of the state
   * @param error its standard error
   */
  public record State(double eta, double error) {
    static State of(FactorFit.Scalars scalars) {
      return new State(
          scalars.means()[FactorFit.Scalars.ETA], scalars.errors()[FactorFit.Scalars.ETA]);
    }

    /** Whether the log shows it: eta is two standard errors above what it is without one. */
    boolean isClear() {
      return eta > WITHOUT + CLEAR * error;
    }
  }

  static FactorParameters of(
      Numbers numbers,
      double[] errors,
      State state,
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
    return new FactorParameters(numbers, errors, state, null, arrays.sha256(), arrays);
  }

  @Override
  public FactorParameters with(Tensors read) {
    FactorParameters whole = new FactorParameters(numbers, errors, state, recovery, tensors, read);
    TensorParameters.require(
        numbers != null && errors != null && errors.length == 3 && state != null,
        "the numbers are");
    whole.population();
    TensorParameters.require(
        whole.catalogue().size() == whole.documents().size(), "the documents are");
    return whole;
  }

  FactorParameters with(Recovery measured) {
    return new FactorParameters(numbers, errors, state, measured, tensors, arrays);
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
  public Limits limits() {
    List<String> sentences = new ArrayList<>();
    if (recovery != null) {
      sentences.add(recovery.sentence());
    }
    if (!state.isClear()) {
      sentences.add(
          "eta, the weight of what a user clicked before, is %s with a standard error of %s where vectors of users explain what they can: the log does not show a state, which needs two standard errors above %s, so a gain of agents that plan is no result; log longer sessions with random slates"
              .formatted(
                  NumberText.text(state.eta),
                  NumberText.text(state.error),
                  NumberText.text(WITHOUT)));
    }
    return new Limits(true, sentences);
  }

  @Override
  public Similar similar(List<String> documents) {
    return new DocumentVectors(documents, exposures(), arrays.floats(E), numbers.dimension)
        .similar();
  }

  @Override
  public List<Figure> figures() {
    long rare = Arrays.stream(exposures()).filter(it -> it < numbers.minExposures).count();
    double perDocument = (double) numbers.slates * numbers.slateSize / exposures().length;
    List<Figure> figures =
        new ArrayList<>(
            List.of(
                new Figure("c0, of no click", numbers.c0, errors[0]),
                new Figure("eta, of the state", numbers.eta, errors[FactorFit.Scalars.ETA]),
                new Figure("eta, without what vectors of users explain", state.eta, state.error),
                new Figure("delta, of the state", numbers.delta, errors[2]),
                new Figure("dimension of the vectors", numbers.dimension, 0),
                new Figure("prior variance of users", numbers.variance, 0),
                new Figure("probability to leave after a click", numbers.leave[0], 0),
                new Figure("probability to leave without a click", numbers.leave[1], 0),
                new Figure("exposures of a document", perDocument, 0),
                new Figure(
                    "documents with fewer than %s exposures".formatted(numbers.minExposures),
                    rare,
                    0)));
    for (int i = 0; recovery != null && i < recovery.values().length; i++) {
      String name = "clicks a session of " + recovery.agents().get(i);
      figures.add(new Figure(name, recovery.values()[i], 0));
      figures.add(new Figure(name + ", second fit", recovery.refitted()[i], 0));
    }
    return figures;
  }
}
