package com.example.podcasts;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.UserModel;
import dev.recsim.api.compose.UserModelProvider;

/** Provider of {@code commuters}, see {@link Commuters}. */
@Description("Commuters who listen on their way, in the morning or in the evening.")
public final class CommutersProvider
    implements UserModelProvider<CommutersProvider.CommuterOptions> {

  /** Options of {@code commuters}. */
  public record CommuterOptions(
      @Description("The shortest trip, in minutes.") @Range(min = 1, max = 600) @Default("15")
          int shortestTrip,
      @Description("The longest trip, in minutes.") @Range(min = 1, max = 600) @Default("60")
          int longestTrip,
      @Description("Number of slates in a row without a play after which a user leaves.")
          @Range(min = 1, max = 100)
          @Default("2")
          int patience,
      @Description("Share of users with the favourite topic of their time of the day.")
          @Range(min = 0, max = 1)
          @Default("0.7")
          double alike,
      @Description("Added to the score of an episode of the favourite topic.") @Range @Default("2")
          double liking) {

    public CommuterOptions {
      InvalidOption.unless(
          shortestTrip <= longestTrip,
          "shortestTrip",
          "must be at most longest_trip, " + longestTrip + ", but is " + shortestTrip);
    }
  }

  @Override
  public UserModel create(CommuterOptions options, DocumentSampler documents) {
    return new Commuters(options, documents.topics());
  }
}
