package dev.recsim.compatibility;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.policy.PromotedPolicy;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a policy shows in the first steps of sessions of the environment of the examples. */
final class Slates {
  private static final int REQUESTS = 12;

  private Slates() {}

  static List<Slate> of(Path file) {
    Policy policy =
        Files.isDirectory(file) ? PromotedPolicy.read(file).policy(0) : SavedPolicy.load(file);
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    Environment environment = provider.create(provider.defaults(), Path.of("."));
    List<Slate> slates = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      Observation seen = environment.open(RandomKey.root(i)).start();
      slates.add(policy.recommend(seen, RandomKey.root(i).child(1)));
    }
    return slates;
  }
}
