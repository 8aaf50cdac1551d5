package dev.recsim.fit.drift;

import dev.recsim.fit.click.ClickModel;
import dev.recsim.fit.click.ClickedSlates;
import java.util.List;

/** Drift of clicks: by document and by position. */
public final class ClickDrift {
  private ClickDrift() {}

  /**
   * Counts sessions.
   *
   * @param sessions the slates of each, in the order of their times
   * @param names of the documents
   */
  public static Drift of(
      ClickModel model, List<ClickedSlates> sessions, Period period, List<String> names) {
    Series total = new Series("clicks", "", 1, i -> "", period);
    Series documents = new Series("clicks", "document", names.size(), names::get, period);
    int size = sessions.get(0).positions();
    Series positions = new Series("clicks", "position", size, i -> Integer.toString(i + 1), period);
    for (ClickedSlates session : sessions) {
      for (int i = 0; i < session.size(); i++) {
        int[] shown = session.shown().get(i);
        double[] p = model.clickProbabilities(shown);
        for (int k = 0; k < p.length; k++) {
          boolean clicked = session.clicked().get(i)[k];
          total.add(0, clicked, p[k]);
          documents.add(shown[k], clicked, p[k]);
          positions.add(k, clicked, p[k]);
        }
      }
      total.next();
      documents.next();
      positions.next();
    }
    return new Drift(List.of(total, documents, positions));
  }
}
