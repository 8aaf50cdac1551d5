package dev.recsim.trial;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.stream.IntStream;

/** Pays the first feature of the document, and has the same documents in all sessions. */
final class Catalogue implements Environment {
  /** Steps of a session. */
  static final int STEPS = 5;

  /** A document with the features of document 0. */
  static final int TWINS = 21;

  private record Episode(long id, double[] features) implements Document {}

  private final List<Document> documents =
      IntStream.range(0, 100)
          .<Document>mapToObj(i -> new Episode(i, new double[] {i % 7, i % 3}))
          .toList();

  @Override
  public Space space() {
    return new Space(100, 1, 1, 0, List.of(), List.of("pay", "length"), List.of());
  }

  double[] features(int document) {
    return documents.get(document).features();
  }

  @Override
  public Session open(RandomKey key) {
    Observation seen = new Observation(0, new double[0], documents);
    return new Session() {
      private int steps;

      @Override
      public Observation start() {
        return seen;
      }

      @Override
      public Step recommend(Slate slate) {
        Status status = ++steps == STEPS ? Status.ENDED : Status.CONTINUES;
        return new Step(Response.FIRST, features(slate.document(0))[0], seen, status);
      }
    };
  }
}
