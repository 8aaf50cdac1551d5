package dev.recsim.learn.slateq;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.NetworkProvider.Setup;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scores.EncodedScores;
import dev.recsim.learn.slateq.SlateQ.Selection;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Composes slates from the values of documents, and computes the values of slates. Confined to one
 * thread.
 *
 * <p>If documents are encoded, learning and exploration compose slates from a sample of them.
 * Scores of encoded documents learn to rank from these slates: they maximize the probability of the
 * slate if documents are drawn by the softmax of the scores. The greedy policy composes slates from
 * the documents with the largest scores of all.
 */
final class SlateValues {
  /** Number of encoded documents of which the greedy policy composes a slate. */
  private static final int NEAREST = 100;

  /** Widths of the hidden layers of the encoders, and length of the vector of a document. */
  private static final List<Integer> ENCODER = List.of(64, 64);

  private static final int SIZE = 16;

  /** Number of users of a batch whose slates the scores of encoded documents learn from. */
  private static final int TAUGHT = 64;

  final ItemValues items;

  /** Finds candidates among encoded documents; null if all documents are candidates. */
  final EncodedScores scores;

  private final CandidateSource candidates;
  private final SlateSearch search;
  private final Selection selection;

  /** The choice sets whose slates are composed. */
  private final List<ChoiceSet> sets = new ArrayList<>();

  /** For values computed without gradients. */
  private final Tape tape = new Tape();

  /**
   * Creates networks and vectors and adds them to the parameters.
   *
   * @param encoded whether documents are encoded
   * @throws UnsupportedOperationException if it is not known how users choose
   */
  SlateValues(Setup<SlateQ.Options> setup, boolean encoded, Parameters parameters) {
    CandidateSource.appeal(setup.environment());
    Space space = setup.environment().space();
    items = new ItemValues(setup, parameters);
    int most = Math.max(NEAREST, space.slateSize());
    scores =
        encoded
            ? new EncodedScores(
                space, ENCODER, SIZE, most, parameters, setup.key().child("networks"))
            : null;
    candidates = new CandidateSource(setup.environment(), scores, items.noClick.length);
    search = new SlateSearch(space.slateSize());
    selection = setup.options().selection();
  }

  /** What is remembered of an observation. */
  ChoiceSet choices(Observation seen) {
    return candidates.of(seen);
  }

  /** Removes all choice sets and items. */
  void clear() {
    sets.clear();
    items.clear();
  }

  /**
   * Adds a choice set and its items.
   *
   * @param all whether candidates are the best of all encoded documents, not a sample
   */
  void add(ChoiceSet given, boolean all) {
    ChoiceSet set = candidates.among(given, all);
    sets.add(set);
    items.add(set.user, set.items);
  }

  /** Finds the slates of all choice sets, and returns their values. */
  double[] find(Selection how) {
    float[] values = items.isEmpty() ? null : items.values(tape).data();
    tape.clear();
    double[] found = new double[sets.size()];
    int end = 0;
    for (int i = 0; i < found.length; i++) {
      ChoiceSet it = sets.get(i);
      int first = end;
      end += it.items.length;
      float none = items.noClick.length > 0 ? values[end - 1] : 0;
      search.candidates(it.weights, values, first, it.noClickWeight, none, it.slate);
      found[i] = it.isShown() ? search.value() : search.find(how);
    }
    return found;
  }

  /**
   * Composes a slate.
   *
   * @param all whether candidates are the best of all encoded documents, not a sample
   */
  Slate choose(Observation seen, boolean all) {
    greatest(seen, all);
    return sets.get(0).documents();
  }

  /** Composes slates from the best of all documents. */
  Policy.Deterministic greedy() {
    return new Policy.Deterministic() {
      @Override
      public Slate choose(Observation seen) {
        return SlateValues.this.choose(seen, true);
      }

      @Override
      public Optional<double[]> documentScores(Observation seen) {
        return selection == Selection.GREEDY ? Optional.empty() : Optional.of(scores(seen));
      }
    };
  }

  /** The gains w (q - z) of all documents, of which the slate has the largest. */
  private double[] scores(Observation seen) {
    greatest(seen, true);
    ChoiceSet set = sets.get(0);
    double[] gains = new double[set.weights.length];
    search.gains(selection, gains);
    if (set.some == null) {
      return gains;
    }
    double[] scores = new double[seen.candidates().size()];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < gains.length; i++) {
      scores[set.some[i]] = gains[i];
    }
    return scores;
  }

  /** The value of the slate that is chosen, see {@link #choose}. */
  double greatest(Observation seen, boolean all) {
    clear();
    add(choices(seen), all);
    return find(selection)[0];
  }

  /** Lets the scores learn from the best slates of the first choice sets. */
  void teach(Tape on, List<ChoiceSet> all) {
    List<ChoiceSet> taught = all.subList(0, Math.min(TAUGHT, all.size()));
    clear();
    taught.forEach(it -> add(it, false));
    find(selection);
    int[] slates = sets.stream().flatMapToInt(it -> Arrays.stream(it.slate)).toArray();
    Value ranks = scores.scores(on, taught.stream().map(it -> it.seen).toList());
    Value drawn = on.plackettLuce(ranks, slates, slates.length / taught.size());
    on.minimize(on.scaled(on.column(drawn, 0), -1f / taught.size()));
  }
}
