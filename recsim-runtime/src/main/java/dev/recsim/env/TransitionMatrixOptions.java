package dev.recsim.env;

import dev.recsim.api.Description;
import dev.recsim.api.InvalidOption;
import java.util.List;

/** Options of the world {@code transition_matrix}. */
public record TransitionMatrixOptions(
    @Description(
            "Number of documents. Needed only with generate; a file or rows say it themselves.")
        Integer docNum,
    @Description("Size of the embedding that agents learn for a document.") int embSize,
    @Description("Probability that a user leaves after accepting a document.") double pExitAccepted,
    @Description("Probability that a user leaves after refusing a document.")
        double pExitNotAccepted,
    @Description("Where the acceptance probabilities come from: file, rows or generate.")
        Acceptance acceptance,
    @Description("Steps after which a session is cut off.") int maxSessionLength) {

  public TransitionMatrixOptions {
    InvalidOption.unless(docNum == null || docNum >= 1, "docNum", "must be 1 or more");
    InvalidOption.unless(embSize >= 1, "embSize", "must be 1 or more");
    InvalidOption.unless(
        pExitAccepted >= 0 && pExitAccepted <= 1, "pExitAccepted", "must be between 0 and 1");
    InvalidOption.unless(
        pExitNotAccepted >= 0 && pExitNotAccepted <= 1,
        "pExitNotAccepted",
        "must be between 0 and 1");
    InvalidOption.unless(maxSessionLength >= 1, "maxSessionLength", "must be 1 or more");
  }

  /** Exactly one of the three. */
  public record Acceptance(
      @Description("CSV file, relative to this file: row = current, column = shown document.")
          String file,
      @Description("The matrix itself: row = current, column = shown document.")
          List<List<Double>> rows,
      @Description("Draws a matrix with one good document a state.") Generate generate) {

    public Acceptance {
      int given = (file == null ? 0 : 1) + (rows == null ? 0 : 1) + (generate == null ? 0 : 1);
      if (given != 1) {
        throw new IllegalArgumentException(
            "needs exactly one of file, rows and generate, but has " + given);
      }
      rows = rows == null ? null : rows.stream().map(List::copyOf).toList();
    }
  }

  /** Draws a matrix. */
  public record Generate(@Description("Seed of the matrix alone.") long seed) {}
}
