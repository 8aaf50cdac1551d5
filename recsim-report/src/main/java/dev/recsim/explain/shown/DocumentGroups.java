package dev.recsim.explain.shown;

import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The groups into which the shown documents are counted. They are the topics where documents have
 * topics; else the documents, where sessions share them; else fifths of a document feature, or of
 * the candidates by the user's score of them.
 *
 * @param noun what a group is, such as {@code topic}
 * @param count number of groups
 * @param group the group of a candidate, 0 .. count - 1
 * @param label name of a group, such as {@code topic 3}
 */
record DocumentGroups(String noun, int count, Group group, IntFunction<String> label) {
  private static final List<String> FIFTHS =
      List.of(
          "least liked fifth", "second fifth", "middle fifth", "fourth fifth", "most liked fifth");

  /** Largest number of features with which one of them describes a document. */
  private static final int FEW = 3;

  /** The group of a candidate. */
  @FunctionalInterface
  interface Group {
    int of(Observation seen, int candidate);
  }

  /**
   * Returns the groups of an environment.
   *
   * @param seen observations of its sessions, for the bounds of fifths
   */
  static DocumentGroups of(Environment environment, List<Observation> seen) {
    Space space = environment.space();
    if (space.topics() > 1) {
      return numbered(
          "topic", space.topics(), (look, candidate) -> look.candidates().get(candidate).topic());
    }
    if (environment.catalogue().isPresent()) {
      return numbered("document", environment.catalogue().getAsInt(), DocumentGroups::number);
    }
    if (space.documentFeatures().isEmpty()) {
      return numbered("document", space.documents(), (look, candidate) -> candidate);
    }
    Optional<Appeal.Score> score = environment.observableScore();
    return space.documentFeatures().size() > FEW && score.isPresent()
        ? liked(score.get())
        : binned(space.documentFeatures(), seen);
  }

  private static DocumentGroups numbered(String noun, int count, Group group) {
    return new DocumentGroups(noun, count, group, i -> noun + " " + i);
  }

  private static int number(Observation seen, int candidate) {
    return seen.candidates().isEmpty() ? candidate : (int) seen.candidates().get(candidate).id();
  }

  /** Fifths of the candidates by the user's score; the last has the largest scores. */
  private static DocumentGroups liked(Appeal.Score score) {
    return new DocumentGroups(
        "fifth",
        FIFTHS.size(),
        (seen, candidate) -> {
          double own = score.score(seen, candidate);
          int count = seen.candidates().size();
          int below = 0;
          for (int other = 0; other < count; other++) {
            below += score.score(seen, other) < own ? 1 : 0;
          }
          return FIFTHS.size() * below / count;
        },
        FIFTHS::get);
  }

  /** Fifths of a feature among the candidates. */
  private static DocumentGroups binned(List<String> names, List<Observation> seen) {
    int feature = Math.max(0, names.indexOf("quality"));
    double[] values =
        seen.stream()
            .flatMap(look -> look.candidates().stream())
            .mapToDouble(document -> document.features()[feature])
            .toArray();
    Bins bins = Bins.of(names.get(feature), values, FIFTHS.size());
    return new DocumentGroups(
        bins.noun(),
        bins.count(),
        (look, candidate) -> bins.of(look.candidates().get(candidate).features()[feature]),
        bins::label);
  }
}
