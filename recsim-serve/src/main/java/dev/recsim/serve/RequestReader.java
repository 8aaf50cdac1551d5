package dev.recsim.serve;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.serve.catalogue.ServedCatalogue;
import dev.recsim.serve.catalogue.ServedDocument;
import dev.recsim.serve.feature.FeatureReader;
import dev.recsim.serve.load.Schema;
import dev.recsim.served.CatalogueMark;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads requests. Immutable.
 *
 * @param schema of requests
 * @param user reads features of users
 * @param document reads features of documents
 * @param catalogue documents with ids
 * @param whole what requests without candidates are offered; empty if they are refused
 * @param most largest number of candidates of a request
 */
record RequestReader(
    Schema schema,
    FeatureReader user,
    FeatureReader document,
    ServedCatalogue catalogue,
    Optional<CatalogueMark> whole,
    int most) {

  static RequestReader of(
      Schema schema,
      FeatureReader user,
      FeatureReader document,
      ServedCatalogue catalogue,
      int most) {
    Optional<CatalogueMark> whole = Optional.of(catalogue.mark()).filter(it -> it.size() > 0);
    if (whole.isEmpty() && schema.kind() == Schema.Kind.FIXED) {
      whole = Optional.of(CatalogueMark.of(schema.labels()));
    }
    return new RequestReader(schema, user, document, catalogue, whole, most);
  }

  /** The documents that policies can be tried out with; empty if requests bring them. */
  List<Document> documents() {
    return catalogue.documents();
  }

  /** With another catalogue. */
  RequestReader with(ServedCatalogue other) {
    return of(schema, user, document, other, most);
  }

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException if it does not fit; says what to do
   */
  Offer read(RankRequest request, RequestScratch scratch) {
    int state = state(request.state());
    double[] features = user.read(request.user(), null);
    List<Candidate> given = request.candidates() == null ? List.of() : request.candidates();
    if (given.isEmpty()) {
      return whole(state, features);
    }
    if (schema.kind() == Schema.Kind.FIXED || schema.kind() == Schema.Kind.CATALOGUE) {
      throw new IllegalArgumentException(
          "this policy picks from "
              + (schema.kind() == Schema.Kind.FIXED
                  ? "the documents it was trained with"
                  : "the whole catalogue")
              + "; leave the candidates out");
    }
    check(given.size(), "the request offers", "; offer fewer");
    return listed(state, features, given, scratch);
  }

  private void check(int count, String what, String cure) {
    if (count > most) {
      throw new IllegalArgumentException(
          "%s %s candidates, more than the limit of %s%s".formatted(what, count, most, cure));
    }
    int size = schema.space().slateSize();
    if (count < size) {
      throw new IllegalArgumentException(
          "%s %s candidates, but the slate has %s positions; offer more"
              .formatted(what, count, size));
    }
  }

  /** All documents. */
  private Offer whole(int state, double[] features) {
    if (schema.kind() == Schema.Kind.FIXED && catalogue.size() == 0) {
      return new Offer(new Observation(state, features, List.of()), schema.labels(), false, null);
    }
    if (catalogue.size() == 0) {
      throw new IllegalArgumentException(
          "the request offers no candidates, and there is no catalogue; offer candidates, or give"
              + " the ranker a catalogue");
    }
    if (schema.kind() != Schema.Kind.CATALOGUE) {
      check(catalogue.size(), "the catalogue has", "; list candidates in the request");
    }
    return new Offer(
        new Observation(state, features, catalogue.documents()), catalogue.ids(), false, null);
  }

  private Offer listed(
      int state, double[] features, List<Candidate> given, RequestScratch scratch) {
    Document[] documents = new Document[given.size()];
    String[] ids = new String[documents.length];
    boolean[] own = null;
    Set<String> others = null;
    scratch.next(catalogue.size());
    for (int i = 0; i < documents.length; i++) {
      Candidate it = given.get(i);
      if (it == null || it.id() == null || it.id().isEmpty()) {
        throw new IllegalArgumentException("candidate " + i + " has no id");
      }
      ids[i] = it.id();
      int index = catalogue.index(it.id());
      boolean first;
      if (index < 0) {
        others = others == null ? new HashSet<>() : others;
        first = others.add(it.id());
      } else {
        first = scratch.offer(index);
      }
      if (!first) {
        throw new IllegalArgumentException(
            "candidate " + it.id() + " is offered twice; offer it once");
      }
      if (it.features() == null) {
        documents[i] = fromCatalogue(it, index);
      } else {
        own = own == null ? new boolean[documents.length] : own;
        own[i] = true;
        documents[i] = ofRequest(it, catalogue.size() + i);
      }
    }
    return new Offer(
        new Observation(state, features, Arrays.asList(documents)), Arrays.asList(ids), true, own);
  }

  private Document fromCatalogue(Candidate it, int index) {
    if (index < 0) {
      throw new IllegalArgumentException(
          "candidate %s has no features and is not in the catalogue; send its features, or add it to"
                  .formatted(it.id())
              + " the catalogue");
    }
    return catalogue.documents().get(index);
  }

  private Document ofRequest(Candidate it, int number) {
    int topics = schema.space().topics();
    if (topics > 0 && (it.topic() < 0 || it.topic() >= topics)) {
      throw new IllegalArgumentException(
          "the topic of candidate %s must be from 0 to %s, but %s; send the topic of training"
              .formatted(
                  it.id(), topics - 1, it.topic() == -1 ? "is missing" : "is " + it.topic()));
    }
    return new ServedDocument(
        number, document.read(it.features(), it.id()), topics > 0 ? it.topic() : -1);
  }

  private int state(String given) {
    if (schema.kind() == Schema.Kind.UNTRAINED) {
      return 0;
    }
    int states = schema.space().states();
    if (given == null) {
      if (states > 1) {
        throw new IllegalArgumentException(
            "the request lacks the user's state, one of " + states + "; send it");
      }
      return 0;
    }
    int label = schema.states().indexOf(given);
    if (label >= 0) {
      return label;
    }
    int number = -1;
    try {
      number = Integer.parseInt(given);
    } catch (NumberFormatException e) {
      // Not a number either.
    }
    if (!schema.states().isEmpty() || number < 0 || number >= states) {
      throw new IllegalArgumentException(
          "there is no state %s; states are %s"
              .formatted(
                  given,
                  schema.states().isEmpty() ? "0 to " + (states - 1) : schema.states().toString()));
    }
    return number;
  }
}
