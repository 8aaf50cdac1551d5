package dev.recsim.fit.drift;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Outcomes of one of many outcomes at places, such as the next document at each document. What is
 * expected of an outcome is its share of all choices at its place.
 */
public final class Outcomes {
  /** Outcomes that occur less often tell nothing by themselves. */
  private static final int LEAST = 20;

  private final Period period;
  private final int outcomes;

  /** Place and outcome of each choice, and the end of each session. */
  private long[] cells = new long[64];

  private int[] ends = new int[16];
  private int count;
  private int sessions;

  /** Sums of a place or of an outcome there. */
  private static final class Count {
    private final double[] sums = new double[Series.SUMS];
    private double squares;

    /** Sum over sessions of this times the number of choices at the place. */
    private double products;

    private double now;

    void next(int sum, double choices) {
      sums[sum] += now;
      squares += now * now;
      products += now * choices;
      now = 0;
    }
  }

  /** A name of an outcome at a place. */
  public interface Name {
    /** Returns it. */
    String of(int place, int outcome);
  }

  /**
   * @param outcomes number of outcomes of a choice
   */
  public Outcomes(int outcomes, Period period) {
    this.outcomes = outcomes;
    this.period = period;
  }

  /** Adds a choice of the current session. */
  public void add(int place, int outcome) {
    cells = count < cells.length ? cells : Arrays.copyOf(cells, 2 * count);
    cells[count++] = (long) place * outcomes + outcome;
  }

  /** Ends the current session and begins the next. */
  public void next() {
    ends = sessions < ends.length ? ends : Arrays.copyOf(ends, 2 * sessions);
    ends[sessions++] = count;
  }

  /** The outcomes that occur often enough, as series. */
  public Series series(String what, String one, Name names) {
    Map<Integer, Count> places = new HashMap<>();
    Map<Long, Count> chosen = new HashMap<>();
    long[] often = often();
    for (long cell : often) {
      chosen.put(cell, new Count());
      places.putIfAbsent(place(cell), new Count());
    }
    for (int s = 0; s < sessions; s++) {
      count(s, places, chosen);
    }
    Series series =
        new Series(
            what,
            one,
            often.length,
            i -> names.of(place(often[i]), (int) (often[i] % outcomes)),
            period);
    for (int i = 0; i < often.length; i++) {
      Count outcome = chosen.get(often[i]);
      Count place = places.get(place(often[i]));
      double share = Arrays.stream(outcome.sums).sum() / Arrays.stream(place.sums).sum();
      series.set(
          i,
          outcome.sums,
          Arrays.stream(place.sums).map(it -> it * share).toArray(),
          outcome.squares - 2 * share * outcome.products + share * share * place.squares);
    }
    return series;
  }

  private long[] often() {
    Map<Long, Integer> numbers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.merge(cells[i], 1, Integer::sum);
    }
    return numbers.entrySet().stream()
        .filter(it -> it.getValue() >= LEAST)
        .mapToLong(Map.Entry::getKey)
        .sorted()
        .toArray();
  }

  private void count(int session, Map<Integer, Count> places, Map<Long, Count> chosen) {
    int from = session == 0 ? 0 : ends[session - 1];
    for (int i = from; i < ends[session]; i++) {
      Count place = places.get(place(cells[i]));
      Count outcome = chosen.get(cells[i]);
      if (place != null) {
        place.now++;
      }
      if (outcome != null) {
        outcome.now++;
      }
    }
    int sum = period.block(session) * Series.FOLDS + session % Series.FOLDS;
    for (int i = from; i < ends[session]; i++) {
      Count outcome = chosen.get(cells[i]);
      if (outcome != null && outcome.now > 0) {
        outcome.next(sum, places.get(place(cells[i])).now);
      }
    }
    for (int i = from; i < ends[session]; i++) {
      Count place = places.get(place(cells[i]));
      if (place != null && place.now > 0) {
        place.next(sum, place.now);
      }
    }
  }

  private int place(long cell) {
    return (int) (cell / outcomes);
  }
}
