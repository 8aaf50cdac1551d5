package dev.recsim.fit.file;

import dev.recsim.api.Environment;
import java.util.List;

/**
 * The parameters of a fitted model, and the environment that they describe. Implement it by a
 * record: its components are written under {@code parameters} of an {@link EnvironmentFile}, with
 * keys in snake_case. Components are numbers, texts, lists, arrays, and records of these. Numbers
 * read back as the same bits.
 */
public interface FittedParameters {

  /**
   * A figure of a report.
   *
   * @param name what it is
   * @param value its estimate
   * @param error its standard error; 0 or NaN if it is not known
   */
  record Figure(String name, double value, double error) {}

  /**
   * What results in the environment must not claim.
   *
   * @param oracles whether the values of oracles are outside what the log knows
   * @param sentences how far values are off and what else is not known, without a period
   */
  record Limits(boolean oracles, List<String> sentences) {
    /** An environment of which nothing is known to be wrong. */
    public static final Limits NONE = new Limits(false, List.of());
  }

  /** What results in the environment must not claim. */
  default Limits limits() {
    return Limits.NONE;
  }

  /** Number of documents shown at once, unless an experiment sets another one. */
  default int slateSize() {
    return 1;
  }

  /**
   * Largest number of documents shown at once.
   *
   * @param documents number of documents
   */
  default int largestSlate(int documents) {
    return slateSize();
  }

  /**
   * Makes the environment.
   *
   * @param documents their ids in the log, by index
   * @param slateSize number of documents shown at once, up to the largest
   * @param maxSessionLength number of steps after which a session is cut off
   * @throws IllegalArgumentException if the parameters are not those of a fit
   */
  Environment environment(List<String> documents, int slateSize, int maxSessionLength);

  /** The parameters that a person can read, for the report of the fit. */
  default List<Figure> figures() {
    return List.of();
  }

  /**
   * What a model takes for similar.
   *
   * @param document its id
   * @param nearest ids of other documents, the most similar first
   */
  record Near(String document, List<String> nearest) {}

  /**
   * A document on a map.
   *
   * @param document its id
   * @param exposures how often the log has it
   */
  record Place(String document, double x, double y, int exposures) {}

  /**
   * Documents on a plane, on which similar ones are close.
   *
   * @param first share of the variance of the vectors along x
   * @param second the same along y
   * @param places of documents, those first that the log has most often
   */
  record DocumentMap(double first, double second, List<Place> places) {
    /** Of a model without vectors. */
    public static final DocumentMap NONE = new DocumentMap(0, 0, List.of());
  }

  /**
   * Which documents are similar.
   *
   * @param near to those that the log has most often
   */
  record Similar(List<Near> near, DocumentMap map) {}

  /**
   * Which documents the model takes for similar; without entries if it does not tell.
   *
   * @param documents their ids in the log, by index
   */
  default Similar similar(List<String> documents) {
    return new Similar(List.of(), DocumentMap.NONE);
  }

  /** How attractive each document is, in the units of the model; empty if it has no such figure. */
  default double[] attractive() {
    return new double[0];
  }
}
