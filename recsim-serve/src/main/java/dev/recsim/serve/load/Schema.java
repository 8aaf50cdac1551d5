package dev.recsim.serve.load;

import dev.recsim.api.Space;
import dev.recsim.serve.feature.KnownFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a policy needs to know of a request.
 *
 * @param space sizes of the environment it was trained in
 * @param user features of users
 * @param document features of documents
 * @param kind where its documents come from
 * @param labels of the documents, if they are fixed; empty to take their numbers
 * @param states labels of the states; empty for their numbers
 */
public record Schema(
    Space space,
    List<KnownFeature> user,
    List<KnownFeature> document,
    Kind kind,
    List<String> labels,
    List<String> states) {

  /** Where documents come from. */
  public enum Kind {
    /** A request offers them. */
    CANDIDATES,
    /** They are those of the training. */
    FIXED,
    /** They are all documents of the catalogue. */
    CATALOGUE,
    /** As {@link #CANDIDATES}; no policy was trained yet, so any state may come. */
    UNTRAINED
  }

  /**
   * {@return the schema of slates that are drawn before a policy was trained}
   *
   * @param slateSize positions of a slate
   */
  public static Schema untrained(int slateSize) {
    return new Schema(
        new Space(slateSize, slateSize, 1),
        List.of(),
        List.of(),
        Kind.UNTRAINED,
        List.of(),
        List.of());
  }

  /** Gives fixed documents without labels their numbers. */
  public Schema {
    if (kind == Kind.FIXED && labels.isEmpty()) {
      labels = IntStream.range(0, space.documents()).mapToObj(Integer::toString).toList();
    }
  }

  /**
   * {@return why the requests of this policy do not fit another one; empty if they do}
   *
   * @param other the other policy
   */
  public Optional<String> misfit(Schema other) {
    Space mine = space;
    Space its = other.space;
    if (mine.slateSize() != its.slateSize()) {
      return Optional.of(
          "slates of %s documents, not %s".formatted(its.slateSize(), mine.slateSize()));
    }
    if (!mine.userFeatures().equals(its.userFeatures())) {
      return Optional.of(
          "user features %s, not %s".formatted(its.userFeatures(), mine.userFeatures()));
    }
    if (!mine.documentFeatures().equals(its.documentFeatures())) {
      return Optional.of(
          "document features %s, not %s"
              .formatted(its.documentFeatures(), mine.documentFeatures()));
    }
    if (mine.states() != its.states() || !states.equals(other.states)) {
      return Optional.of("other states");
    }
    if (mine.topics() != its.topics()) {
      return Optional.of("%s topics, not %s".formatted(its.topics(), mine.topics()));
    }
    if (kind != other.kind && (kind == Kind.UNTRAINED || other.kind == Kind.UNTRAINED)) {
      return Optional.of("a training, or none");
    }
    if ((kind == Kind.FIXED || other.kind == Kind.FIXED)
        && (kind != other.kind
            || mine.documents() != its.documents()
            || !labels.equals(other.labels))) {
      return Optional.of("other documents");
    }
    return Optional.empty();
  }

  /** This with the ranges of features that this or another policy has seen. */
  Schema widened(Schema other) {
    return new Schema(
        space, widened(user, other.user), widened(document, other.document), kind, labels, states);
  }

  private static List<KnownFeature> widened(List<KnownFeature> some, List<KnownFeature> others) {
    List<KnownFeature> all = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      KnownFeature one = some.get(i);
      KnownFeature other = others.get(i);
      all.add(
          new KnownFeature(
              one.name(), Math.min(one.min(), other.min()), Math.max(one.max(), other.max())));
    }
    return all;
  }

  /** {@return the schema for requests to any of the policies, which fit each other} */
  public static Schema of(List<Schema> all) {
    return all.stream().reduce(Schema::widened).orElseThrow();
  }
}
