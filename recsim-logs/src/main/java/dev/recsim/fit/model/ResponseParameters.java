package dev.recsim.fit.model;

import dev.recsim.api.Environment;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.world.ResponseEnvironment;
import java.util.List;

/** Parameters of {@code responses}: the counts of the log, from which all follows. */
record ResponseParameters(ResponseCounts responses) implements FittedParameters {

  @Override
  public Environment environment(List<String> documents, int slateSize, int maxSessionLength) {
    return new ResponseEnvironment(new ResponseModel(responses, maxSessionLength));
  }

  @Override
  public List<Figure> figures() {
    ResponseModel model = new ResponseModel(responses, 1);
    double a = responses.prior().a();
    double b = responses.prior().b();
    long accepted = responses.acceptances();
    long refused = responses.steps() - accepted;
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
