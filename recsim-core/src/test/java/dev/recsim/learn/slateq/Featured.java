package dev.recsim.learn.slateq;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An environment of states and documents that are indices, as slate_q can act in it: both are
 * one-hot features, and the document that is shown is always taken.
 */
record Featured(Environment tables) implements Environment {

  private record Labelled(long id, double[] features) implements Document {}

  @Override
  public Space space() {
    Space space = tables.space();
    return new Space(
        space.documents(),
        1,
        1,
        0,
        names("state_", space.states()),
        names("document_", space.documents()),
        List.of());
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  @Override
  public Optional<Appeal> appeal() {
    return Optional.of(
        new Appeal() {
          @Override
          public double weight(Observation observation, int candidate) {
            return 1;
          }

          @Override
          public double noClickWeight(Observation observation) {
            return 0;
          }
        });
  }

  /** A state with all documents. */
  Observation seen(int state) {
    List<Document> documents = new ArrayList<>();
    for (int d = 0; d < tables.space().documents(); d++) {
      documents.add(new Labelled(d, oneHot(d, tables.space().documents())));
    }
    return new Observation(0, oneHot(state, tables.space().states()), documents);
  }

  private static double[] oneHot(int one, int count) {
    double[] vector = new double[count];
    vector[one] = 1;
    return vector;
  }

  @Override
  public Session open(RandomKey key) {
    Session session = tables.open(key);
    return new Session() {
      @Override
      public Observation start() {
        return seen(session.start().state());
      }

      @Override
      public Step recommend(Slate slate) {
        Step step = session.recommend(slate);
        return new Step(Response.FIRST, step.reward(), seen(step.next().state()), step.status());
      }
    };
  }
}
