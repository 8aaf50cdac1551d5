package com.example.podcasts;

import dev.recsim.api.Description;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Range;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.UserModel;
import dev.recsim.api.compose.UserModelProvider;

/** Provider of {@code commuters}, see {@link Commuters}. */
@Description("Commuters who listen on their way, in the morning or in the evening.")
public final class CommutersProvider
    implements UserModelProvider<CommutersProvider.CommuterOptions> {

  /** Options of {@code commuters}. */
  public record CommuterOptions(
      @Description("The shortest trip, in minutes.") @Range(min = 1, max = 600) int shortestTrip,
      @Description("The longest trip, in minutes.") @Range(min = 1, max = 600) int longestTrip,
      @Description("Slates in a row with nothing to play after which they put the phone away.")
          @Range(min = 1, max = 100)
          int patience,
      @Description("How many share the favourite topic of their time of the day.")
          @Range(min = 0, max = 1)
          double alike,
      @Description("What the favourite topic adds to the score of an episode.") @Range
          double liking) {

    static final CommuterOptions DEFAULTS = new CommuterOptions(15, 60, 2, 0.7, 2);

    public CommuterOptions {
      InvalidOption.unless(
          shortestTrip <= longestTrip,
          "shortestTrip",
          "must be at most longest_trip, " + longestTrip + ", but is " + shortestTrip);
    }
  }

  @Override
  public String name() {
    return "commuters";
  }

  @Override
  public CommuterOptions defaults() {
    return CommuterOptions.DEFAULTS;
  }

  @Override
  public UserModel create(CommuterOptions options, DocumentSampler documents) {
    return new Commuters(options, documents.topics());
  }
}
