package dev.recsim.env.advertising;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options.Description;
import java.nio.file.Path;

/** Provider of {@code browsing_and_ads}. */
@Description(
    "Users browse a shop on their own; the agent chooses the advertisements in" + " between.")
public final class BrowsingAndAdsProvider implements EnvironmentProvider<BrowsingAndAdsOptions> {
  @Override
  public Environment create(BrowsingAndAdsOptions options, Path directory) {
    return new BrowsingAndAds(options);
  }
}
