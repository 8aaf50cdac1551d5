package dev.recsim.env.boredom;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.UserModel;
import dev.recsim.api.compose.UserModelProvider;

/** Provider of {@code bored_users}, see {@link BoredUsers}. */
@Description("Users who tire of a topic they have clicked often recently.")
public final class BoredUsersProvider implements UserModelProvider<BoredUsersProvider.Options> {

  /** The effect of boredom. */
  public enum Boredom {
    /** The user likes nothing while any topic is boring (SARDINE: "churn and return"). */
    EVERYTHING,
    /** The user likes everything but the boring topics (SARDINE: "temporary loss of interest"). */
    TOPIC,
    /** Nobody is ever bored. */
    NONE
  }

  /** What clicks pull the preferences towards. */
  public enum Pull {
    /** The mean of the clicked items. */
    MEAN_ITEM,
    /**
     * A vector whose entries are all the mean of the clicked items' weights, over all topics; so
     * computes SARDINE's code.
     */
    MEAN_WEIGHT
  }

  /** What agents observe of a user. */
  public enum Observe {
    /** The number of clicks on each topic within the window. */
    CLICKS,
    /** The clicks, the user's preferences, and the remaining steps of boredom of each topic. */
    STATE
  }

  /** Options of {@code bored_users}. */
  public record Options(
      @Description("Smallest number of topics a user likes.")
          @Range(min = 1, max = 1_000)
          @Default("3")
          int minActive,
      @Description("Largest number of topics a user likes.")
          @Range(min = 1, max = 1_000)
          @Default("5")
          int maxActive,
      @Description("What a bored user ignores: everything, the topic, or none.")
          @Default("everything")
          Boredom boredom,
      @Description("Number of clicks on a topic within the window that make it boring.")
          @Range(min = 1)
          @Default("5")
          int clicksToBoredom,
      @Description("Length of the window, in steps.") @Range(min = 1, max = 1_000) @Default("5")
          int window,
      @Description(
              "Number of latest clicks that count towards boredom; earlier ones are forgotten even"
                  + " within the window. Default: all.")
          @Range(min = 1, max = 1_000_000)
          Integer rememberedClicks,
      @Description("Number of steps that boredom lasts.") @Range(min = 1, max = 1_000) @Default("5")
          int boredomSteps,
      @Description("Weight of the old preferences after clicks; with 1, users do not change.")
          @Range(min = 0, max = 1)
          @Default("1")
          double inertia,
      @Description(
              "What clicks pull the preferences towards: the mean of the clicked items (mean_item),"
                  + " or in every topic the mean of their weights (mean_weight).")
          @Default("mean_item")
          Pull pull,
      @Description(
              "What agents observe: clicks (number by topic within the window) or state"
                  + " (everything about the user).")
          @Default("clicks")
          Observe observe) {

    public Options {
      InvalidOption.unless(
          minActive <= maxActive,
          "minActive",
          "must be at most max_active, " + maxActive + ", but is " + minActive);
    }
  }

  @Override
  public UserModel create(Options options, DocumentSampler documents) {
    TopicItemsProvider.checkActive(documents.topics(), options.minActive(), options.maxActive());
    return new BoredUsers(options, documents.topics());
  }
}
