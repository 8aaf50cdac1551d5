package dev.recsim.fit.drift;

import java.util.List;

/** Drift of sessions of documents: which are opened, and which after which. */
public final class ChainDrift {
  private ChainDrift() {}

  /**
   * Counts sessions.
   *
   * @param sessions documents of each, and the exit (the number of documents) unless it was cut
   *     off; in the order of their times
   * @param names of the documents
   */
  public static Drift of(List<int[]> sessions, Period period, List<String> names) {
    int exit = names.size();
    Outcomes views = new Outcomes(exit + 1, period);
    Outcomes moves = new Outcomes(exit + 1, period);
    for (int[] session : sessions) {
      for (int t = 0; t < session.length; t++) {
        views.add(0, session[t]);
        moves.add(t == 0 ? exit : session[t - 1], session[t]);
      }
      views.next();
      moves.next();
    }
    return new Drift(
        List.of(
            views.series("views", "document", (place, to) -> name(names, to, "exit")),
            moves.series(
                "moves",
                "transition",
                (place, to) -> name(names, place, "start") + " to " + name(names, to, "exit"))));
  }

  private static String name(List<String> names, int index, String beyond) {
    return index == names.size() ? beyond : names.get(index);
  }
}
