package dev.recsim.agent.linear;

import dev.recsim.agent.linear.LinUcbProvider.LinUcb;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Space;
import dev.recsim.learn.LearningAgent;
import dev.recsim.learn.LearningProvider;
import dev.recsim.random.RandomKey;

/** Provider of {@code lin_ucb}: linear regression with upper confidence bounds. */
@Description(
    "Learns what slates earn by linear regression on features; explores by upper"
        + " confidence bounds.")
public final class LinUcbProvider extends LearningProvider<LinUcb> {
  private static final String CLICK = "click";

  /** Options of {@code lin_ucb}. */
  public record LinUcb(
      @Description("Width of the confidence interval of a document, in standard deviations.")
          @Range(min = 0, max = 1_000)
          @Default("1")
          double alpha,
      @Description("Weight of the ridge penalty.")
          @Range(min = 0.001, max = 1_000_000)
          @Default("1")
          double regularization,
      @Description(
              "How the user's features are combined with the document's: none, outer (all"
                  + " products) or elementwise. Default: outer if that makes at most 300 numbers,"
                  + " else elementwise if there are as many of both, else outer up to 1,000, else"
                  + " none.")
          Interactions interactions,
      @Description(
              "What the model predicts: click, or the name of a signal, of a position. Default: the"
                  + " discounted rewards of the session from a slate on.")
          String reward,
      @Description("Discount of a step, where reward is left out.")
          @Range(min = 0, max = 1)
          @Default("0.95")
          double gamma) {}

  @Override
  public void check(LinUcb options, Environment environment) {
    Space space = environment.space();
    boolean open = options.interactions() == null;
    FeatureMap.check(name(), open ? Interactions.NONE : options.interactions(), space);
    InvalidOption.unless(
        options.reward() == null
            || options.reward().equals(CLICK)
            || space.signals().contains(options.reward()),
        "reward",
        "must be click or a signal of the environment (%s), but is \"%s\""
            .formatted(String.join(", ", space.signals()), options.reward()));
  }

  @Override
  protected LearningAgent agent(LinUcb options, Environment environment, RandomKey key) {
    Space space = environment.space();
    Interactions interactions = options.interactions();
    FeatureMap features =
        new FeatureMap(interactions == null ? FeatureMap.fitting(space) : interactions, space);
    boolean signalled = options.reward() != null && !options.reward().equals(CLICK);
    int signal = signalled ? space.signals().indexOf(options.reward()) : -1;
    return new LinUcbAgent(options, features, space, signal);
  }
}
