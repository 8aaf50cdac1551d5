package dev.recsim.exact;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import java.util.List;
import java.util.Optional;

/**
 * An environment whose users are of several kinds, which agents cannot observe. All kinds are
 * equally frequent. The state alone does not predict what users do, so it has no {@link
 * Environment#model() model}, but the value of a policy is the mean of its values for each kind.
 */
public interface HiddenKinds {

  /** The users of each kind; all environments have the same states and documents. */
  List<Environment> kinds();

  /**
   * The finite environments of which a session is one, all equally frequent: the environment's own
   * model, or those of its hidden kinds. Empty if one of them is not finite.
   */
  static List<FiniteMdp> models(Environment environment) {
    Environment inside = environment;
    while (inside.model().isEmpty()
        && !(inside instanceof HiddenKinds)
        && inside instanceof Environment.Wrapper wrapper) {
      inside = wrapper.inside();
    }
    if (inside.model().isPresent()) {
      return List.of(inside.model().get());
    }
    List<FiniteMdp> models =
        inside instanceof HiddenKinds hidden
            ? hidden.kinds().stream().map(Environment::model).flatMap(Optional::stream).toList()
            : List.of();
    return inside instanceof HiddenKinds hidden && models.size() == hidden.kinds().size()
        ? models
        : List.of();
  }
}
