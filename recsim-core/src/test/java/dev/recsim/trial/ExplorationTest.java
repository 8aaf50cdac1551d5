package dev.recsim.trial;

import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.contract.PolicyContract;
import java.util.Map;

class ExplorationTest extends PolicyContract {
  private static final Space SPACE = new Space(4, 2, 2);

  @Override
  protected Space space() {
    return SPACE;
  }

  @Override
  protected Map<String, Policy> policies() {
    Policy.Deterministic greedy = seen -> Slate.of(1 + seen.state(), 0);
    return Map.of("0.2", explored(greedy, 0.2), "uniform", explored(greedy, 1));
  }

  private static Policy explored(Policy greedy, double epsilon) {
    Exploration explore = new Exploration(Exploration.Type.EPSILON_GREEDY, epsilon);
    return new Evaluation(1, explore).policy(greedy, SPACE);
  }
}
