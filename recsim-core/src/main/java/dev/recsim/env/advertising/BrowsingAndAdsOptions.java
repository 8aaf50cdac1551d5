package dev.recsim.env.advertising;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/** Options of the environment {@code browsing_and_ads}. */
public record BrowsingAndAdsOptions(
    @Description("Number of products. Each can be viewed and advertised.")
        @Range(min = 2, max = 1_000)
        @Default("10")
        int products,
    @Description("Dimension of the latent vectors of products and users.")
        @Range(min = 1, max = 1_000)
        @Default("5")
        int dimensions,
    @Description(
            "Number of pairs of similar products, most similar first, that are swapped for"
                + " clicks. The more, the less views say about clicks.")
        @Range(min = 0, max = 500)
        @Default("0")
        int flips,
    @Description("Seed of the products.") @Default("42") long productSeed,
    @Description("Probability that a browsing user sees an advertisement next.")
        @Range(above = 0, max = 1)
        @Default("0.25")
        double pOrganicToAd,
    @Description("Probability that a user returns from advertisements to browsing.")
        @Range(min = 0, max = 1)
        @Default("0.05")
        double pAdToOrganic,
    @Description("Probability that a user leaves at each event.")
        @Range(above = 0, max = 1)
        @Default("0.01")
        double pLeave,
    @Description("Standard deviation of the popularity of products.") @Range(min = 0) @Default("3")
        double popularityStddev,
    @Description("Standard deviation of the change of a user's taste at each event.")
        @Range(min = 0)
        @Default("0.1")
        double tasteDrift,
    @Description("Number of advertisements after which a session is cut off.")
        @Range(min = 1, max = 1_000_000)
        @Default("10000")
        int maxSessionLength) {

  public BrowsingAndAdsOptions {
    InvalidOption.unless(
        pOrganicToAd + pLeave <= 1,
        "pOrganicToAd",
        "and p_leave must not add up to more than 1, but are " + (pOrganicToAd + pLeave));
    InvalidOption.unless(
        pAdToOrganic + pLeave <= 1,
        "pAdToOrganic",
        "and p_leave must not add up to more than 1, but are " + (pAdToOrganic + pLeave));
    InvalidOption.unless(
        2 * flips <= products,
        "flips",
        "must be at most half of the %s products, but is %s".formatted(products, flips));
  }
}
