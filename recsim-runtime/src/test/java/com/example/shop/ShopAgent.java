package com.example.shop;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.List;

/** Agents of type {@code shop}. */
@Description("The recommender of our shop.")
public final class ShopAgent implements AgentProvider<ShopAgent.Options> {

  /** There are none. */
  public record Options() {}

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public void check(Options options, Environment environment) {
    Space space = environment.space();
    boolean same = space.userFeatures().size() == space.documentFeatures().size();
    InvalidOption.unless(
        same && !space.documentFeatures().isEmpty(),
        "type",
        "shop needs an environment whose users and documents have the same features");
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    int size = environment.space().slateSize();
    ShopRecommender shop = new ShopRecommender();
    return () ->
        (seen, decision) -> {
          List<double[]> items = seen.candidates().stream().map(Document::features).toList();
          return Slate.of(shop.best(seen.user(), items, size));
        };
  }
}
