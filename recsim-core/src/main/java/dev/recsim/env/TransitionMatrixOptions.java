package dev.recsim.env;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.ExactlyOne;
import dev.recsim.api.Options.InputFile;
import dev.recsim.api.Options.Range;
import java.util.List;

/** Options of the environment {@code transition_matrix}. */
public record TransitionMatrixOptions(
    @Description(
            "Number of documents, for generate and similarity only; a file or rows"
                + " determine it themselves.")
        @Range(min = 1, max = 10_000_000)
        Integer docNum,
    @Description("Size of the embedding that agents learn for a document.")
        @Range(min = 1, max = 4_096)
        @Default("16")
        int embSize,
    @Description("Probability that a user leaves after accepting a document.")
        @Range(min = 0, max = 1)
        @Default("0.1")
        double pExitAccepted,
    @Description("Probability that a user leaves after refusing a document.")
        @Range(min = 0, max = 1)
        @Default("0.2")
        double pExitNotAccepted,
    @Description(
            "Where the acceptance probabilities come from: file, rows, generate or similarity.")
        @Default("{generate: {seed: 42}}")
        Acceptance acceptance,
    @Description("Number of steps after which a session is cut off.")
        @Range(min = 1, max = 1_000_000)
        @Default("1000")
        int maxSessionLength) {

  /** The source of the matrix. */
  @ExactlyOne
  public record Acceptance(
      @Description("CSV file, relative to this file: row = current, column = shown document.")
          @InputFile
          String file,
      @Description("The matrix itself: row = current, column = shown document.")
          @Range(min = 0, max = 1, minLength = 1)
          List<List<Double>> rows,
      @Description("Draws a matrix by a rule.") Generate generate,
      @Description(
              "Draws a matrix in which users who accept a document also accept similar"
                  + " documents.")
          Similarity similarity) {

    public Acceptance {
      rows = rows == null ? null : rows.stream().map(List::copyOf).toList();
    }
  }

  /** Draws a matrix; see {@link GeneratedAcceptances} and {@link RuledAcceptances}. */
  public record Generate(
      @Description("Seed of the matrix.") long seed,
      @Description("What kind of matrix. Default: permutation, one good document per state.")
          Rule rule) {

    /** A matrix with one good document per state. */
    public Generate(long seed) {
      this(seed, null);
    }
  }

  /** A kind of matrix. */
  public enum Rule {
    /** Each state has one good document, another one in each. */
    PERMUTATION,
    /** Users accept documents of their own camp; camps are poor or good, and moving costs. */
    CAMPS,
    /** A document is accepted more often the higher it is; the next one less than the current. */
    LADDER,
    /** Some documents are accepted nearly always, and nothing is accepted after them. */
    TRAP,
    /** All documents are accepted with nearly the same probability. */
    ALIKE,
    /** Nearly alike, but after some documents users accept more of everything. */
    MOODS,
    /** Every cell is uniform. */
    DENSE,
    /** After a hub everything is accepted; elsewhere a hub is accepted less than neighbours. */
    HUBS,
    /** Blocks in a circle, of which users accept the next. */
    CYCLE,
    /** Users accept two documents of all, and nothing else. */
    SPARSE,
    /** Many steps to a ring of good documents, each accepted a little less than a bait. */
    CORRIDOR,
    /** A few steps to a ring of very good documents, each accepted much less than a bait. */
    LIFT
  }

  /** Draws a matrix; see {@link SimilarAcceptances}. */
  public record Similarity(
      @Description("Seed of the matrix.") long seed,
      @Description(
              "Dimension of the latent vectors: one for each document's content, one for the"
                  + " interest of users at it.")
          @Range(min = 2, max = 1_024)
          int dimension,
      @Description("The larger, the fewer documents a user accepts.") @Range(above = 0)
          double sharpness,
      @Description(
              "Features of documents, which agents observe. Default: none, agents observe only"
                  + " which document it is.")
          Features features) {

    /** Documents without features. */
    public Similarity(long seed, int dimension, double sharpness) {
      this(seed, dimension, sharpness, null);
    }
  }

  /** Features of documents; see {@link FeaturedDocuments}. */
  public record Features(
      @Description("Number of features of a document. Default: 16.") @Range(min = 1, max = 1_024)
          Integer count,
      @Description("Standard deviation of the noise in each feature. Default: 0.05.")
          @Range(min = 0)
          Double noise) {

    public Features {
      count = count == null ? 16 : count;
      noise = noise == null ? 0.05 : noise;
    }
  }
}
