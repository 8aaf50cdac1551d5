package dev.recsim.fit.drift;

import dev.recsim.fit.response.ShownSession;
import java.util.List;

/** Drift of responses: by document, by state, of leaving, and of where users start. */
public final class ResponseDrift {
  private ResponseDrift() {}

  /**
   * Counts sessions.
   *
   * @param sessions in the order of their times
   * @param names of the documents
   */
  public static Drift of(List<ShownSession> sessions, Period period, List<String> names) {
    int n = names.size();
    Expected model = new Expected(n, sessions);
    Series total = new Series("acceptances", "", 1, i -> "", period);
    Series documents = new Series("acceptances", "document", n, names::get, period);
    Series states = new Series("acceptances", "state", n, names::get, period);
    Series leaving =
        new Series("leaving", "response", 2, i -> i == 1 ? "accepted" : "refused", period);
    Outcomes starts = new Outcomes(n, period);
    for (ShownSession session : sessions) {
      starts.add(0, session.states()[0]);
      starts.next();
      for (int t = 0; t < session.length(); t++) {
        int at = session.states()[t];
        int shown = session.shown()[t];
        boolean accepted = session.accepted()[t];
        double accept = model.accept(at, shown);
        total.add(0, accepted, accept);
        documents.add(shown, accepted, accept);
        states.add(at, accepted, accept);
        if (t + 1 < session.length() || session.ended()) {
          leaving.add(accepted ? 1 : 0, session.left(t), model.leave(accepted));
        }
      }
      total.next();
      documents.next();
      states.next();
      leaving.next();
    }
    Series first = starts.series("first documents", "document", (place, at) -> names.get(at));
    return new Drift(List.of(total, documents, states, leaving, first));
  }
}
