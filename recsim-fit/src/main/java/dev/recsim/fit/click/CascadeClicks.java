package dev.recsim.fit.click;

/**
 * The cascade model: a reader looks at positions downwards, clicks a seen document with probability
 * {@code attractive[document]}, and leaves after the first click. Source: Craswell, Zoeter, Taylor,
 * Ramsey, "An experimental comparison of click position-bias models", WSDM 2008.
 *
 * <p>Fitted in closed form: clicks of a document divided by how often it was seen, that is shown at
 * or above the click, with one click and one other reader added.
 */
public final class CascadeClicks {
  private CascadeClicks() {}

  /**
   * The model: a dependent click model in which nobody goes on.
   *
   * @param attractive by document
   * @param positions of a slate
   */
  public static DependentClicks of(double[] attractive, int positions) {
    return new DependentClicks(attractive, new double[positions - 1], new double[0]);
  }

  /**
   * Fits the model.
   *
   * @throws IllegalArgumentException if a slate has more than one click, which the model excludes
   */
  public static DependentClicks fit(ClickedSlates slates) {
    double[] likes = new double[slates.documents()];
    double[] seen = new double[slates.documents()];
    for (int i = 0; i < slates.size(); i++) {
      int[] documents = slates.shown().get(i);
      boolean[] clicks = slates.clicked().get(i);
      int last = ClickedSlates.last(clicks);
      for (int k = 0; k < documents.length && (last < 0 || k <= last); k++) {
        if (clicks[k] && k < last) {
          throw new IllegalArgumentException(
              "slate %s has more than one click, which the cascade model excludes; fit dependent_click"
                  .formatted(i));
        }
        seen[documents[k]]++;
        likes[documents[k]] += clicks[k] ? 1 : 0;
      }
    }
    for (int d = 0; d < likes.length; d++) {
      likes[d] = (likes[d] + 1) / (seen[d] + 2);
    }
    return of(likes, slates.positions());
  }
}
