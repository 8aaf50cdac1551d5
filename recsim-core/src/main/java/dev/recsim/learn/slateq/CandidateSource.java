package dev.recsim.learn.slateq;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.learn.scores.EncodedScores;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Finds the candidates for slates, and the weights with which users choose among them. */
final class CandidateSource {
  private static final String NO_APPEAL =
      "an agent of type slate_q needs the environment whose users it acts for, not only its space;"
          + " restore it with an Environment, as in SavedPolicy.load(path, environment)";

  /** The candidates of an observation before some of the encoded documents are chosen. */
  private static final int[] NONE = {};

  private final Appeal appeal;
  private final int slateSize;
  private final EncodedScores scores;
  private final int noClicks;

  /** The candidates of the last choice set, and their features. */
  private List<Document> lastCandidates;

  private double[][] lastItems;

  /**
   * @param scores finds candidates among encoded documents; null if all documents are candidates
   * @param noClicks number of items of no click: 1 if its value is learned, else 0
   */
  CandidateSource(Environment environment, EncodedScores scores, int noClicks) {
    this.appeal = appeal(environment);
    this.slateSize = environment.space().slateSize();
    this.scores = scores;
    this.noClicks = noClicks;
  }

  /**
   * How users of an environment choose.
   *
   * @throws UnsupportedOperationException if it is not known
   */
  static Appeal appeal(Environment environment) {
    return environment.appeal().orElseThrow(() -> new UnsupportedOperationException(NO_APPEAL));
  }

  /** What is remembered of an observation; sets of the same candidates share their features. */
  ChoiceSet of(Observation seen) {
    if (seen.candidates() != lastCandidates) {
      lastCandidates = seen.candidates();
      lastItems = items(lastCandidates.stream());
    }
    return choices(seen, scores == null ? null : NONE, lastItems);
  }

  /**
   * A choice set, with candidates among encoded documents.
   *
   * @param all whether candidates are the best of all documents, not a sample
   */
  ChoiceSet among(ChoiceSet given, boolean all) {
    if (scores == null) {
      return given;
    }
    Observation seen = given.seen;
    int[] some = all ? scores.nearest(seen) : scores.sample();
    return choices(seen, some, items(Arrays.stream(some).mapToObj(seen.candidates()::get)));
  }

  private double[][] items(Stream<Document> documents) {
    double[][] features = documents.map(Document::features).toArray(double[][]::new);
    return Arrays.copyOf(features, features.length + noClicks);
  }

  private ChoiceSet choices(Observation seen, int[] some, double[][] items) {
    float[] weights = new float[some == null ? items.length - noClicks : some.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) appeal.weight(seen, some == null ? i : some[i]);
    }
    return new ChoiceSet(
        scores == null ? null : seen,
        some,
        items,
        weights,
        (float) appeal.noClickWeight(seen),
        new ChoiceSet.User(seen.user()),
        slateSize);
  }
}
