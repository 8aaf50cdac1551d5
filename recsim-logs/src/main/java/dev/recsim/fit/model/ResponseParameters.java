package dev.recsim.fit.model;

import dev.recsim.api.Environment;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.response.BetaPrior;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.world.ResponseEnvironment;
import java.util.List;

/** Parameters of {@code responses}: the counts of the log, from which all follows. */
record ResponseParameters(Responses responses) implements FittedParameters {

  /**
   * See {@link ResponseCounts}.
   *
   * @param prior a and b of the beta distribution of the cells
   */
  private record Responses(
      double[] prior,
      long leftAccepted,
      long leftRefused,
      long elsewhere,
      long[] start,
      long[] moved,
      int[][] shown,
      int[][] accepted) {}

  static ResponseParameters of(ResponseModel model) {
    ResponseCounts counts = model.counts();
    return new ResponseParameters(
        new Responses(
            new double[] {model.prior().a(), model.prior().b()},
            counts.leftAccepted(),
            counts.leftRefused(),
            counts.elsewhere(),
            counts.start(),
            counts.moved(),
            counts.shown(),
            counts.accepted()));
  }

  private ResponseModel model(int maxSessionLength) {
    ResponseCounts counts =
        new ResponseCounts(
            responses.shown,
            responses.accepted,
            responses.start,
            responses.moved,
            responses.leftAccepted,
            responses.leftRefused,
            responses.elsewhere);
    BetaPrior prior = new BetaPrior(responses.prior[0], responses.prior[1]);
    return new ResponseModel(counts, prior, maxSessionLength);
  }

  @Override
  public Environment environment(List<String> documents, int slateSize, int maxSessionLength) {
    return new ResponseEnvironment(model(maxSessionLength));
  }

  @Override
  public List<Figure> figures() {
    ResponseModel model = model(1);
    double a = model.prior().a();
    double b = model.prior().b();
    long accepted = model.counts().acceptances();
    long refused = model.counts().steps() - accepted;
    return List.of(
        new Figure("prior of acceptance, a", a, 0),
        new Figure("prior of acceptance, b", b, 0),
        new Figure("mean of the prior", a / (a + b), 0),
        share("leaves after accepting", model.leave(true), accepted),
        share("leaves after refusing", model.leave(false), refused));
  }

  /** The posterior mean and standard deviation of a share. */
  private static Figure share(String name, double mean, long trials) {
    return new Figure(name, mean, Math.sqrt(mean * (1 - mean) / (trials + 3)));
  }
}
