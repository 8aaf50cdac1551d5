package com.example.podcasts;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;

/** Provider of {@code lock_screen}, see {@link LockScreen}. */
@Description("Plays one of the first episodes, which the lock screen shows, or none.")
public final class LockScreenProvider
    implements ChoiceModelProvider<LockScreenProvider.LockScreenOptions> {

  /** Options of {@code lock_screen}. */
  public record LockScreenOptions(
      @Description("Number of episodes that fit on the lock screen.")
          @Range(min = 1, max = 100)
          @Default("2")
          int visible,
      @Description("The score of playing nothing.") @Range(min = -500, max = 500) @Default("2")
          double nothing) {}

  @Override
  public ChoiceModel create(LockScreenOptions options) {
    return new LockScreen(options.visible(), options.nothing());
  }
}
