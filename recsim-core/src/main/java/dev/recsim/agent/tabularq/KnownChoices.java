package dev.recsim.agent.tabularq;

import dev.recsim.agent.tabularq.QTable.Entry;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.Slates;
import dev.recsim.learn.scores.StateCache;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The slates of observations with their entries. They are kept by state, if users have only a state
 * and documents only an index. Otherwise they are kept by the user's part of a key, as long as the
 * candidates stay.
 */
final class KnownChoices {
  /** Largest number of choices that are kept. */
  private static final long MOST = 10_000_000;

  private final QTable table;
  private final Slates slates;
  private final StateCache<List<Choice>> ofState;
  private final boolean byState;
  private final Map<IntBuffer, List<Choice>> ofUser = new HashMap<>();

  /** The candidates of the choices that are kept by user. */
  private List<Document> candidates;

  private long kept;

  /** A slate and its entry for an observation. */
  record Choice(Slate slate, Entry entry) {}

  KnownChoices(QTable table, Space space, boolean ordered) {
    this.table = table;
    this.slates = new Slates(space, ordered);
    long count = Slate.count(space.documents(), space.slateSize(), ordered);
    byState = space.tabular() && space.topics() == 0 && count * space.states() <= MOST;
    ofState = new StateCache<>(byState ? space.states() : 0);
  }

  /** All slates of an observation, in lexicographic order. */
  List<Choice> of(Observation observation) {
    List<Choice> choices = byState ? ofState.get(observation) : ofUser(observation);
    if (choices == null) {
      table.look(observation);
      choices = new ArrayList<>();
      for (Slate slate : slates.of(observation)) {
        choices.add(new Choice(slate, table.get(slate)));
      }
      keep(observation, choices);
    }
    return choices;
  }

  private List<Choice> ofUser(Observation observation) {
    if (observation.candidates() != candidates) {
      clear();
      candidates = observation.candidates();
    }
    table.look(observation);
    return ofUser.get(table.user());
  }

  private void keep(Observation observation, List<Choice> choices) {
    if (byState) {
      ofState.keep(observation, choices);
      return;
    }
    if (kept + choices.size() > MOST) {
      clear();
    }
    kept += choices.size();
    ofUser.put(IntBuffer.wrap(table.user().array().clone()), choices);
  }

  /** Replaces the entry of a slate that was never shown; documents may be alike in their bins. */
  void enter(Observation observation, Slate slate, Entry entry) {
    if (!byState) {
      List<Choice> old = ofUser.remove(table.user());
      kept -= old == null ? 0 : old.size();
      return;
    }
    List<Choice> listed = ofState.get(observation);
    if (listed != null) {
      listed.replaceAll(it -> it.slate().equals(slate) ? new Choice(slate, entry) : it);
    }
  }

  /** Forgets all. */
  void clear() {
    ofState.clear();
    ofUser.clear();
    kept = 0;
  }
}
