package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.Estimator;
import dev.recsim.ope.SlateEstimators;
import dev.recsim.ope.SlateEstimators.ShownSlate;
import java.util.List;

/** Sessions of one step whose slates have several documents. */
final class SlateRows implements Rows<ShownSlate> {
  private final Target target;
  private final boolean byPosition;

  /** Without rewards of positions, the slate as a whole is its only position. */
  private final ShownSlate slate;

  SlateRows(Target target, Survey survey) {
    this.target = target;
    this.byPosition = survey.sameSize() && survey.positionRewards();
    int positions = byPosition ? survey.positions() : 1;
    this.slate =
        new ShownSlate(new double[positions], new double[positions], new double[positions]);
  }

  @Override
  public List<Estimator<ShownSlate>> estimators() {
    return byPosition
        ? List.of(
            SlateEstimators.snSips(),
            SlateEstimators.sips(),
            SlateEstimators.snRips(slate.r().length),
            SlateEstimators.rips())
        : List.of(SlateEstimators.snSips(), SlateEstimators.sips());
  }

  @Override
  public ShownSlate row(LoggedSession session) {
    if (!byPosition) {
      slate.ratio()[0] = target.probability(session, 0) / session.propensity(0);
      slate.r()[0] = session.reward(0);
      return slate;
    }
    for (int p = 0; p < slate.r().length; p++) {
      slate.ratio()[p] = target.probability(session, 0, p) / session.propensity(0, p);
      slate.r()[p] = session.reward(0, p);
    }
    return slate;
  }

  @Override
  public String plain() {
    return "sn_sips";
  }
}
