package dev.recsim.learn.slateq;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.env.choice.MultinomialLogitProvider;
import dev.recsim.env.choice.MultinomialLogitProvider.MultinomialLogit;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.env.interest.InterestEvolutionProvider;
import dev.recsim.env.interest.RandomVideosProvider;
import java.nio.file.Path;
import java.util.Map;

/** Environments for the tests of slate_q. */
final class Environments {
  private Environments() {}

  /** The SlateQ paper's environment. */
  static Environment interestEvolution() {
    return create(new InterestEvolutionEnvironmentProvider());
  }

  /** Videos that are the same in all sessions, for users whose time runs out sooner on bad ones. */
  static Environment videos(int count) {
    return videos(count, Map.of());
  }

  /** As above, with other options. */
  static Environment videos(int count, Map<String, Object> changes) {
    InterestEvolutionEnvironmentProvider provider = new InterestEvolutionEnvironmentProvider();
    InterestEvolutionProvider users = new InterestEvolutionProvider();
    InterestEvolutionProvider.Options user = Options.with(users.defaults(), "score_weight", .2);
    user = Options.with(user, "quality_weight", 0.0);
    user = Options.with(user, "observe_budget", true);
    ComposedEnvironment.Options options =
        provider
            .defaults()
            .with("user", new Part<>(users, user))
            .with("documents", Part.of(new RandomVideosProvider()))
            .with("choice", new Part<>(new MultinomialLogitProvider(), new MultinomialLogit(4.0)))
            .with("resample", Resample.CORPUS)
            .with("candidates", count);
    for (Map.Entry<String, Object> change : changes.entrySet()) {
      options = options.with(change.getKey(), change.getValue());
    }
    return provider.create(options, Path.of("."));
  }

  private static <C extends Record> Environment create(EnvironmentProvider<C> provider) {
    return provider.create(provider.defaults(), Path.of("."));
  }
}
