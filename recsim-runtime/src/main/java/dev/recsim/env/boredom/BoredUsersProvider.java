package dev.recsim.env.boredom;

import dev.recsim.api.Default;
import dev.recsim.api.Description;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Range;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.UserModel;
import dev.recsim.api.compose.UserModelProvider;

/** Provider of {@code bored_users}, see {@link BoredUsers}. */
@Description("Users who are bored by a topic they have clicked on too often of late.")
public final class BoredUsersProvider implements UserModelProvider<BoredUsersProvider.Options> {

  /** What boredom does. */
  public enum Boredom {
    /** The user likes nothing while any topic is boring ("churn and return"). */
    EVERYTHING,
    /** The user dislikes the boring topics only ("temporary loss of interest"). */
    TOPIC,
    /** Nobody is ever bored. */
    NONE
  }

  /** What agents see of a user. */
  public enum Observe {
    /** Clicks on each topic within the window. */
    CLICKS,
    /** The clicks, the user's preferences, and how long each topic stays boring. */
    STATE
  }

  /** Options of {@code bored_users}. */
  public record Options(
      @Description("Least number of topics a user likes.")
          @Range(min = 1, max = 1_000)
          @Default("3")
          int minActive,
      @Description("Greatest number of topics a user likes.")
          @Range(min = 1, max = 1_000)
          @Default("5")
          int maxActive,
      @Description("What boredom does: everything, topic, or none.") @Default("everything")
          Boredom boredom,
      @Description("Clicks on a topic within the window that make it boring.")
          @Range(min = 1)
          @Default("5")
          int clicksToBoredom,
      @Description("Steps that clicks are remembered.") @Range(min = 1, max = 1_000) @Default("5")
          int window,
      @Description("Steps that boredom lasts.") @Range(min = 1, max = 1_000) @Default("5")
          int boredomSteps,
      @Description(
              "Share of a user's preferences that clicks leave as it is; 1 for users who do not"
                  + " change.")
          @Range(min = 0, max = 1)
          @Default("1")
          double inertia,
      @Description("What agents see: clicks (by topic, of late) or state (all of the user).")
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
  public String name() {
    return "bored_users";
  }

  @Override
  public UserModel create(Options options, DocumentSampler documents) {
    TopicItemsProvider.checkActive(documents.topics(), options.minActive(), options.maxActive());
    return new BoredUsers(options, documents.topics());
  }
}
