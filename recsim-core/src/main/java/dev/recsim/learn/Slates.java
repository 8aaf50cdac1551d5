package dev.recsim.learn;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lists all slates of the candidates of an observation. Confined to one thread. */
public final class Slates {
  private final Space space;
  private final boolean ordered;
  private int documents;
  private List<Slate> all = List.of();

  /**
   * Creates lists of slates.
   *
   * @param space has the number of positions
   * @param ordered true for permutations; false for combinations, with documents in ascending order
   */
  public Slates(Space space, boolean ordered) {
    this.space = space;
    this.ordered = ordered;
  }

  /**
   * Checks that an agent that looks at all slates can act in an environment.
   *
   * @param type of the agent, for the message
   * @param most largest number of slates
   * @throws InvalidOption if there are more
   */
  public static void check(String type, Space space, boolean ordered, int most) {
    InvalidOption.unless(
        Slate.count(space.documents(), space.slateSize(), ordered) <= most,
        "type",
        ("an agent of type %s looks at every slate there can be, at most %s; slates of %s out of %s"
                + " documents are more; take fewer candidates, a smaller slate, or an agent that"
                + " values documents one by one, such as slate_q")
            .formatted(type, most, space.slateSize(), space.documents()));
  }

  /** All slates in lexicographic order; listed again only for another number of candidates. */
  public List<Slate> of(Observation observation) {
    if (documents != observation.documents(space)) {
      documents = observation.documents(space);
      all = startingWith().toList();
    }
    return all;
  }

  private Stream<Slate> startingWith(int... start) {
    return start.length == space.slateSize()
        ? Stream.of(Slate.of(start))
        : IntStream.range(0, documents)
            .filter(next -> IntStream.of(start).allMatch(d -> ordered ? d != next : d < next))
            .mapToObj(next -> IntStream.concat(IntStream.of(start), IntStream.of(next)).toArray())
            .flatMap(this::startingWith);
  }
}
