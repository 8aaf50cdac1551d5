package dev.recsim.fit.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.recsim.api.Environment;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.response.KindsFit;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseKind;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.world.ResponseEnvironment;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters of {@code responses}.
 *
 * @param responses the counts of the log, from which all follows if users are alike
 * @param kinds of users; empty if they are alike
 */
record ResponseParameters(
    ResponseCounts responses, @JsonInclude(Include.NON_EMPTY) List<ResponseKind> kinds)
    implements FittedParameters {
  ResponseParameters {
    kinds = kinds == null ? List.of() : List.copyOf(kinds);
  }

  @Override
  public Environment environment(List<String> documents, int slateSize, int maxSessionLength) {
    return kinds.isEmpty()
        ? new ResponseEnvironment(new ResponseModel(responses, maxSessionLength))
        : new ResponseEnvironment(KindsFit.of(kinds, maxSessionLength));
  }

  @Override
  public List<Figure> figures() {
    return kinds.isEmpty() ? alike() : several();
  }

  private List<Figure> alike() {
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

  private List<Figure> several() {
    List<Figure> figures = new ArrayList<>();
    for (int k = 0; k < kinds.size(); k++) {
      ResponseKind kind = kinds.get(k);
      figures.add(new Figure("share of kind " + (k + 1), kind.share(), 0));
      figures.add(
          new Figure("kind %s leaves after accepting".formatted(k + 1), kind.leaveAccepted(), 0));
      figures.add(
          new Figure("kind %s leaves after refusing".formatted(k + 1), kind.leaveRefused(), 0));
    }
    return figures;
  }

  /** The posterior mean and standard deviation of a share. */
  private static Figure share(String name, double mean, long trials) {
    return new Figure(name, mean, Math.sqrt(mean * (1 - mean) / (trials + 3)));
  }
}
