package dev.recsim.env;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Features;
import dev.recsim.env.TransitionMatrixOptions.Generate;
import dev.recsim.env.TransitionMatrixOptions.Rule;
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
  public Environment create(TransitionMatrixOptions options, Path directory) {
    Acceptance acceptance = options.acceptance();
    if (acceptance.file() != null) {
      return environment(options, AcceptanceCsv.read(directory.resolve(acceptance.file())), null);
    }
    if (acceptance.rows() != null) {
      return environment(options, ofRows(acceptance.rows()), null);
    }
    int documents = options.docNum() == null ? DEFAULT_DOCUMENTS : options.docNum();
    Similarity similarity = acceptance.similarity();
    if (similarity == null) {
      return drawn(options, generated(documents, options), null);
    }
    requireMemory(documents, similarity);
    RandomKey key = RandomKey.root(similarity.seed()).child("similarity");
    SimilarAcceptances similar =
        new SimilarAcceptances(documents, similarity.dimension(), similarity.sharpness(), key);
    Features features = similarity.features();
    return drawn(
        options,
        similar,
        features == null ? null : new FeaturedDocuments(similar, features, key.child("features")));
  }

  private static Acceptances generated(int documents, TransitionMatrixOptions options) {
    Generate generate = options.acceptance().generate();
    RandomKey key = RandomKey.root(generate.seed()).child("acceptance");
    return generate.rule() == null || generate.rule() == Rule.PERMUTATION
        ? new GeneratedAcceptances(
            documents, options.pExitAccepted(), options.pExitNotAccepted(), key)
        : new RuledAcceptances(generate.rule(), documents, key);
  }

  private static Environment drawn(
      TransitionMatrixOptions options, Acceptances drawn, FeaturedDocuments featured) {
    boolean stored = drawn.documents() <= MOST_STORED;
    return environment(options, stored ? AcceptanceMatrix.of(drawn) : drawn, featured);
  }

  private static Environment environment(
      TransitionMatrixOptions options, Acceptances matrix, FeaturedDocuments featured) {
    InvalidOption.unless(
        options.docNum() == null || options.docNum() == matrix.documents(),
        "docNum",
        "is %s, but the acceptance matrix has %s documents; leave doc_num out or make them agree"
            .formatted(options.docNum(), matrix.documents()));
    return new TransitionMatrix(
        matrix,
        featured,
        options.pExitAccepted(),
        options.pExitNotAccepted(),
        options.maxSessionLength(),
        options.embSize());
  }

  private static void requireMemory(int documents, Similarity similarity) {
    long directions = SimilarAcceptances.bytes(documents, similarity.dimension());
    Features features = similarity.features();
    long observed = features == null ? 0 : FeaturedDocuments.bytes(documents, features);
    long bytes = directions + observed;
    long memory = Runtime.getRuntime().maxMemory();
    InvalidOption.unless(
        bytes <= memory
            && directions <= SimilarAcceptances.MOST_BYTES
            && observed <= SimilarAcceptances.MOST_BYTES / 4,
        "docNum",
        "is %s, whose directions%s take %s MiB, but there are %s MiB; make doc_num or dimension"
                .formatted(
                    documents,
                    features == null ? "" : " and features",
                    bytes >> 20,
                    Math.min(memory, SimilarAcceptances.MOST_BYTES) >> 20)
            + " smaller or set recsim.argLine=-Xmx<more>");
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
