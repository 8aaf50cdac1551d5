package dev.recsim.env;

import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Similarity;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.List;

/** Provider of {@code transition_matrix}. */
@Description(
    "Users move from document to document; a matrix gives the probability that they"
        + " accept each document.")
public final class TransitionMatrixProvider
    implements EnvironmentProvider<TransitionMatrixOptions> {
  private static final int DEFAULT_DOCUMENTS = 10;

  /**
   * Largest number of documents for which a drawn matrix is stored and the environment is solved
   * exactly. Above, a cell is computed when it is read.
   */
  static final int MOST_STORED = 2_000;

  @Override
  public String name() {
    return "transition_matrix";
  }

  @Override
  public Environment create(TransitionMatrixOptions options, Path directory) {
    Acceptances matrix = matrix(options, directory);
    InvalidOption.unless(
        options.docNum() == null || options.docNum() == matrix.documents(),
        "docNum",
        "is %s, but the acceptance matrix has %s documents; leave doc_num out or make them agree"
            .formatted(options.docNum(), matrix.documents()));
    return new TransitionMatrix(
        matrix,
        options.pExitAccepted(),
        options.pExitNotAccepted(),
        options.maxSessionLength(),
        options.embSize());
  }

  private static Acceptances matrix(TransitionMatrixOptions options, Path directory) {
    Acceptance acceptance = options.acceptance();
    if (acceptance.file() != null) {
      return AcceptanceCsv.read(directory.resolve(acceptance.file()));
    }
    if (acceptance.rows() != null) {
      return ofRows(acceptance.rows());
    }
    Acceptances drawn = draw(options);
    return drawn.documents() <= MOST_STORED ? AcceptanceMatrix.of(drawn) : drawn;
  }

  private static Acceptances draw(TransitionMatrixOptions options) {
    int documents = options.docNum() == null ? DEFAULT_DOCUMENTS : options.docNum();
    Similarity similarity = options.acceptance().similarity();
    if (similarity == null) {
      return new GeneratedAcceptances(
          documents,
          options.pExitAccepted(),
          options.pExitNotAccepted(),
          RandomKey.root(options.acceptance().generate().seed()).child("acceptance"));
    }
    long bytes = SimilarAcceptances.bytes(documents, similarity.dimension());
    long memory = Math.min(Runtime.getRuntime().maxMemory(), SimilarAcceptances.MOST_BYTES);
    InvalidOption.unless(
        bytes <= memory,
        "docNum",
        "is %s, whose directions take %s MiB, but there are %s MiB; make doc_num or dimension"
                .formatted(documents, bytes >> 20, memory >> 20)
            + " smaller or set recsim.argLine=-Xmx<more>");
    return new SimilarAcceptances(
        documents,
        similarity.dimension(),
        similarity.sharpness(),
        RandomKey.root(similarity.seed()).child("similarity"));
  }

  private static AcceptanceMatrix ofRows(List<List<Double>> rows) {
    double[][] matrix = new double[rows.size()][];
    for (int i = 0; i < matrix.length; i++) {
      List<Double> row = rows.get(i);
      InvalidOption.unless(
          row.size() == rows.size(),
          "acceptance.rows[" + i + "]",
          "has %s values, but there are %s rows: the matrix must be square"
              .formatted(row.size(), rows.size()));
      matrix[i] = row.stream().mapToDouble(Double::doubleValue).toArray();
    }
    return new AcceptanceMatrix(matrix);
  }
}
