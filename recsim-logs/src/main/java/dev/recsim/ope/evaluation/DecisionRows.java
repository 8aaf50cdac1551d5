package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.Decisions;
import dev.recsim.ope.Decisions.Decision;
import dev.recsim.ope.Estimator;
import java.util.List;

/** Sessions of one step with one document. */
final class DecisionRows implements Rows<Decision> {
  private static final double CLIP = 10;
  private static final double SHRINKAGE = 100;

  private final Target target;
  private final Survey survey;
  private final boolean modelled;
  private double value;
  private double unsupported;

  DecisionRows(Target target, Survey survey) {
    this.target = target;
    this.survey = survey;
    this.modelled = target.knowsDistribution();
  }

  @Override
  public List<Estimator<Decision>> estimators() {
    return modelled
        ? List.of(
            Decisions.dr(),
            Decisions.sndr(),
            Decisions.switchDr(CLIP),
            Decisions.drOs(SHRINKAGE),
            Decisions.snips(),
            Decisions.ips(),
            Decisions.clipped(CLIP),
            Decisions.dm())
        : List.of(Decisions.snips(), Decisions.ips(), Decisions.clipped(CLIP));
  }

  @Override
  public Decision row(LoggedSession session) {
    double weight = target.probability(session, 0, 0) / session.propensity(0, 0);
    if (!modelled) {
      return new Decision(weight, session.reward(0), 0, 0);
    }
    value = 0;
    unsupported = 0;
    target.distribution(
        session,
        0,
        (document, probability) -> {
          if (probability > 0) {
            value += probability * predict(session, document);
            unsupported += survey.documents().contains(document) ? 0 : probability;
          }
        });
    return new Decision(weight, session.reward(0), predict(session, session.document(0, 0)), value);
  }

  private double predict(LoggedSession session, long document) {
    return survey.model().predict(session.id(), session.state(0), document);
  }

  @Override
  public double unsupported(LoggedSession session) {
    return unsupported;
  }

  @Override
  public String plain() {
    return "snips";
  }
}
