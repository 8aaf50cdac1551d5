package dev.recsim.agent.bandit;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checks whether an environment offers all users the same documents, so that clicks of one user are
 * informative about others.
 */
final class FixedDocuments {
  private FixedDocuments() {}

  /**
   * Checks a sample: two sessions start with the same documents, and a step does not change them.
   *
   * @throws InvalidOption if the documents of the environment change
   */
  static void check(String type, Environment environment) {
    if (environment.space().tabular()) {
      return;
    }
    Session session = environment.open(RandomKey.root(0));
    List<Document> documents = session.start().candidates();
    Slate slate = Slate.of(IntStream.range(0, environment.space().slateSize()).toArray());
    boolean stay =
        same(documents, environment.open(RandomKey.root(1)).start().candidates())
            && ids(documents).equals(ids(session.recommend(slate).next().candidates()));
    InvalidOption.unless(
        stay,
        "type",
        "an agent of type "
            + type
            + " needs documents that are the same in every session; in a composed environment, write"
            + " resample: corpus without turnover and growth");
  }

  private static boolean same(List<Document> one, List<Document> other) {
    return ids(one).equals(ids(other))
        && IntStream.range(0, one.size())
            .allMatch(i -> Arrays.equals(one.get(i).features(), other.get(i).features()));
  }

  private static List<Long> ids(List<Document> documents) {
    return documents.stream().map(Document::id).toList();
  }
}
