package shop;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.List;

/** Agents that show what the ranker of the shop ranks first. */
public final class ShopProvider implements AgentProvider<ShopProvider.Options> {

  /** None. */
  public record Options() {}

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public Options defaults() {
    return new Options();
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    int skipped = Integer.getInteger("shop.skipped", 0);
    List<Integer> ranked = new Ranker().rank(environment.space().documents());
    Policy.Deterministic policy = observation -> Slate.of(ranked.get(skipped));
    return () -> policy;
  }
}
