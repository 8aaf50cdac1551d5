package dev.recsim.bridge.users;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.bridge.users.SharedDocuments.Described;
import dev.recsim.bridge.users.StepLayout.Invalid;
import dev.recsim.bridge.users.row.Answered;
import dev.recsim.bridge.users.row.RowLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The arrays of observations and latent values in a message of a program. */
final class ObservationColumns {
  private static final double[] NONE = {};

  /** Number of states up to which their observations are kept. */
  private static final int MOST_KEPT = 1 << 16;

  private final Space space;
  private final List<Document> catalogue;
  private final int latents;
  private final RowLayout rows;
  private final int user;
  private final int features;
  private final int id;
  private final int topic;
  private final int state;
  private final int candidates;
  private final int hidden;

  /** Observations that are only a state, by state. */
  private final Observation[] states;

  /**
   * @param catalogue the documents of all sessions; empty if there are none
   * @param latents number of latent values
   */
  ObservationColumns(Space space, List<Document> catalogue, int latents, RowLayout rows) {
    this.space = space;
    this.catalogue = catalogue;
    this.latents = latents;
    this.rows = rows;
    user = rows.array("user");
    features = rows.array("features");
    id = rows.array("id");
    topic = rows.array("topic");
    state = rows.array("state");
    candidates = rows.array("candidates");
    hidden = rows.array("latents");
    states = new Observation[space.tabular() ? Math.min(space.states(), MOST_KEPT) : 0];
    for (int i = 0; i < states.length; i++) {
      states[i] = new Observation(i);
    }
  }

  RowLayout rows() {
    return rows;
  }

  /**
   * An observation.
   *
   * @throws Invalid if a value is not allowed
   */
  Observation observation(Answered answer) {
    int at = answer.body().getInt(rows.offset(state, answer.rows(), answer.row()));
    if (at < 0 || at >= space.states()) {
      throw new Invalid("the state %s; states are 0 to %s".formatted(at, space.states() - 1));
    }
    int most = space.documents();
    int shown = answer.body().getInt(rows.offset(candidates, answer.rows(), answer.row()));
    boolean plain = space.documentFeatures().isEmpty();
    if (plain && shown != most || shown < space.slateSize() || shown > most) {
      throw new Invalid(
          "%s candidates; there are %s"
              .formatted(shown, plain ? most : space.slateSize() + " to " + most));
    }
    if (at < states.length) {
      return states[at];
    }
    double[] own = numbers(answer, user, space.userFeatures().size(), 0, "feature of the user");
    return new Observation(at, own, plain ? List.of() : documents(answer, shown));
  }

  private List<Document> documents(Answered answer, int shown) {
    if (id < 0) {
      return shown == catalogue.size() ? catalogue : catalogue.subList(0, shown);
    }
    int ids = rows.offset(id, answer.rows(), answer.row());
    int size = space.documentFeatures().size();
    Set<Long> different = new HashSet<>();
    List<Document> all = new ArrayList<>(shown);
    for (int d = 0; d < shown; d++) {
      long number = answer.body().getLong(ids + d * Long.BYTES);
      if (number < 0
          || !catalogue.isEmpty() && number >= catalogue.size()
          || !different.add(number)) {
        throw new Invalid(
            "the id %s of candidate %s; ids are different, 0 or more%s"
                .formatted(
                    number, d, catalogue.isEmpty() ? "" : ", and below " + catalogue.size()));
      }
      all.add(
          catalogue.isEmpty()
              ? new Described(
                  number,
                  numbers(answer, features, size, d * size, "feature of a document"),
                  topic(answer, d))
              : catalogue.get((int) number));
    }
    return all;
  }

  private int topic(Answered answer, int document) {
    if (topic < 0) {
      return -1;
    }
    int from = rows.offset(topic, answer.rows(), answer.row());
    int number = answer.body().getInt(from + document * Integer.BYTES);
    if (number < 0 || number >= space.topics()) {
      throw new Invalid(
          "the topic %s of candidate %s; topics are 0 to %s"
              .formatted(number, document, space.topics() - 1));
    }
    return number;
  }

  private double[] numbers(Answered answer, int array, int count, int first, String what) {
    if (count == 0) {
      return NONE;
    }
    double[] all = new double[count];
    for (int i = 0; i < count; i++) {
      all[i] = StepLayout.number(answer, rows, array, first + i, what);
    }
    return all;
  }

  /** The latent values, finite or NaN. */
  double[] latents(Answered answer) {
    double[] all = latents == 0 ? NONE : new double[latents];
    for (int i = 0; i < latents; i++) {
      int from = rows.offset(hidden, answer.rows(), answer.row());
      all[i] = answer.body().getDouble(from + i * Double.BYTES);
    }
    return all;
  }
}
