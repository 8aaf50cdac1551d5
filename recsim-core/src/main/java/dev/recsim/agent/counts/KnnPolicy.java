package dev.recsim.agent.counts;

import dev.recsim.agent.Ranking;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shows the documents with the largest sums of similarities to the clicks of the session, and where
 * these are too few, the documents with the most clicks. The weight of a click is decay to the
 * power of the number of later clicks.
 */
final class KnnPolicy implements Policy.Deterministic {
  private final Space space;
  private final NumberedDocuments documents;
  private final SessionClicks perception;
  private final ClickCounts clicks;
  private final Supplier<Neighbours> neighbours;
  private final double decay;

  /** The sum of each document; 0 between decisions. */
  private final double[] sums;

  /** The documents whose sum is not 0, in the order in which they were met. */
  private final int[] met;

  private int size;

  KnnPolicy(
      Space space,
      SessionClicks perception,
      ClickCounts clicks,
      Supplier<Neighbours> neighbours,
      double decay) {
    this.space = space;
    this.documents = new NumberedDocuments(space.documents());
    this.perception = perception;
    this.clicks = clicks;
    this.neighbours = neighbours;
    this.decay = decay;
    this.sums = new double[space.documents()];
    this.met = new int[space.documents()];
  }

  @Override
  public Slate choose(Observation observation) {
    sum(observation);
    Slate numbers = filled(best());
    forget();
    return documents.isNumbered(observation, numbers)
        ? numbers
        : Ranking.top(scores(observation), space.slateSize());
  }

  @Override
  public Optional<double[]> documentScores(Observation observation) {
    return Optional.of(scores(observation));
  }

  /** The sum, or if it is 0, a negative number that grows with the clicks. */
  private double[] scores(Observation observation) {
    sum(observation);
    double[] scores = new double[observation.documents(space)];
    for (int i = 0; i < scores.length; i++) {
      int number = documents.number(observation, i);
      double sum = number < 0 ? 0 : sums[number];
      scores[i] = sum > 0 ? sum : -1 / (1 + (number < 0 ? 0 : clicks.of(number)));
    }
    forget();
    return scores;
  }

  private void sum(Observation observation) {
    int[] clicked = perception.clicked(observation);
    Neighbours near = neighbours.get();
    double weight = 1;
    for (int document : clicked) {
      for (int i = 0; i < near.size(document); i++) {
        add(near.neighbour(document, i), weight * near.similarity(document, i));
      }
      weight *= decay;
    }
  }

  private void add(int document, double amount) {
    if (sums[document] == 0 && amount > 0) {
      met[size++] = document;
    }
    sums[document] += amount;
  }

  private void forget() {
    for (int i = 0; i < size; i++) {
      sums[met[i]] = 0;
    }
    size = 0;
  }

  /** Returns the documents with the largest sums, at most as many as fit on a slate. */
  private int[] best() {
    Arrays.sort(met, 0, size); // equal sums: the lowest number first
    double[] own = new double[size];
    for (int i = 0; i < size; i++) {
      own[i] = sums[met[i]];
    }
    Slate places = Ranking.top(own, Math.min(size, space.slateSize()));
    int[] best = new int[places.size()];
    for (int i = 0; i < best.length; i++) {
      best[i] = met[places.document(i)];
    }
    return best;
  }

  /** At most as many of the most clicked documents are best ones as the slate has, so it fills. */
  private Slate filled(int[] best) {
    int[] slate = Arrays.copyOf(best, space.slateSize());
    int filled = best.length;
    for (int p = 0; filled < slate.length; p++) {
      int next = clicks.most().document(p);
      if (sums[next] == 0) {
        slate[filled++] = next;
      }
    }
    return Slate.of(slate);
  }
}
