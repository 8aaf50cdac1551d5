package dev.recsim.learn.slate;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Engines;
import dev.recsim.learn.slate.SlateQOptions.NetworkChoice;
import dev.recsim.random.RandomKey;
import java.util.Set;

/**
 * Provider of {@code slate_q}: values of single documents, given that they are clicked, make the
 * values of slates for users whose choice is known (Ie et al., "SlateQ", arXiv 1905.12767).
 */
@Description("Learns values of single documents and composes the best slate of them.")
public final class SlateQProvider implements AgentProvider<SlateQOptions> {

  @Override
  public String name() {
    return "slate_q";
  }

  @Override
  public SlateQOptions defaults() {
    return SlateQOptions.DEFAULTS;
  }

  @Override
  public Set<String> modules(SlateQOptions options) {
    return Engines.modules(options.engine(), options.hidden());
  }

  @Override
  public void check(SlateQOptions options, Environment environment) {
    Options.check(options);
    InvalidOption.unless(
        environment.appeal().isPresent(),
        "type",
        "an agent of type slate_q needs a world whose users choose at most one document by Luce's"
            + " rule, with weights that follow from what agents see, such as interest_evolution");
    InvalidOption.unless(
        !environment.space().documentFeatures().isEmpty(),
        "type",
        "an agent of type slate_q needs documents with features, such as topic_videos");
  }

  @Override
  public Agent create(SlateQOptions options, Environment environment, RandomKey key) {
    check(options, environment);
    return new SlateQ(options, environment, key);
  }

  @Override
  public Policy restore(SlateQOptions options, Environment environment, Weights weights) {
    if (environment.appeal().isEmpty()) {
      throw new UnsupportedOperationException(
          "an agent of type slate_q needs the world whose users it acts for, not only its space;"
              + " restore it with an Environment, as in SavedPolicy.load(path, environment)");
    }
    check(options, environment);
    Space space = environment.space();
    return policy(options, environment, values(options, space, weights));
  }

  static ItemValues values(SlateQOptions options, Space space, Weights weights) {
    Engine engine = Engines.choose(options.engine(), options.hidden());
    return options.network() == NetworkChoice.ADDITIVE
        ? new AdditiveValues(engine, options, space, weights)
        : new PerceptronValues(engine, options, space, weights);
  }

  static Weights initial(SlateQOptions options, Space space, RandomKey key) {
    return options.network() == NetworkChoice.ADDITIVE
        ? AdditiveValues.initial(options, space, key)
        : PerceptronValues.initial(options, space, key);
  }

  static SlateQPolicy policy(SlateQOptions options, Environment environment, ItemValues values) {
    Space space = environment.space();
    return new SlateQPolicy(
        values,
        environment.appeal().orElseThrow(),
        options.selection(),
        space.userFeatures().size(),
        space.slateSize());
  }
}
