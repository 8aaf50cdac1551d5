package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.Estimator;
import dev.recsim.ope.SlateEstimators;
import dev.recsim.ope.SlateEstimators.Row;
import java.util.List;

/** Sessions of one step whose slates have several documents. */
final class SlateRows implements Rows<Row> {
  private final Target target;
  private final Survey survey;
  private Row row;
  private boolean byPosition;

  SlateRows(Target target, Survey survey) {
    this.target = target;
    this.survey = survey;
    this.row = new Row(survey.positions());
    this.byPosition = survey.sameSize() && survey.positionRewards();
  }

  @Override
  public List<Estimator<Row>> estimators() {
    return byPosition
        ? List.of(
            SlateEstimators.snSips(),
            SlateEstimators.sips(),
            SlateEstimators.snRips(survey.positions()),
            SlateEstimators.rips())
        : List.of(SlateEstimators.snSips(), SlateEstimators.sips());
  }

  @Override
  public Row row(LoggedSession session) {
    int size = session.size(0);
    if (byPosition) {
      for (int p = 0; p < size; p++) {
        row.ratio[p] = target.probability(session, 0, p) / session.propensity(0, p);
        row.r[p] = session.reward(0, p);
      }
      return row;
    }
    // The slate as a whole.
    row = new Row(1);
    row.ratio[0] = target.probability(session, 0) / session.propensity(0);
    row.r[0] = session.reward(0);
    return row;
  }

  @Override
  public double weight(Row row) {
    return row.weight();
  }

  @Override
  public double reward(Row row) {
    return row.reward();
  }
}
