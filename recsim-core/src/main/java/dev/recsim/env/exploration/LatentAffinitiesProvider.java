package dev.recsim.env.exploration;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.UserModel;
import dev.recsim.api.compose.UserModelProvider;
import java.util.List;

/** Provider of the users {@code latent_affinities}. */
@Description(
    "Users of several types with different affinities to topics, which agents do" + " not observe.")
public final class LatentAffinitiesProvider
    implements UserModelProvider<LatentAffinitiesProvider.Options> {

  /** Options of {@code latent_affinities}. */
  public record Options(
      @Description("Probability of each type of user.")
          @Range(min = 0, max = 1, minLength = 1)
          @Default("[0.3, 0.7]")
          List<Double> typeShares,
      @Description(
              "Mean of the logarithm of affinity: a row for each type of user, with a value"
                  + " for each topic.")
          @Range(minLength = 1)
          @Default("[[0.1, 0.7], [0.7, 0.1]]")
          List<List<Double>> affinityLogMeans,
      @Description("Standard deviation of the logarithm of affinity between users of a type.")
          @Range(min = 0)
          @Default("0.1")
          double affinityLogStddev) {

    public Options {
      Distribution.check("typeShares", typeShares);
      InvalidOption.unless(
          affinityLogMeans.size() == typeShares.size(),
          "affinityLogMeans",
          "needs a row for each of the %s types of type_shares, but has %s"
              .formatted(typeShares.size(), affinityLogMeans.size()));
      typeShares = List.copyOf(typeShares);
      affinityLogMeans = affinityLogMeans.stream().map(List::copyOf).toList();
    }
  }

  @Override
  public UserModel create(Options options, DocumentSampler documents) {
    for (int i = 0; i < options.affinityLogMeans().size(); i++) {
      int topics = options.affinityLogMeans().get(i).size();
      InvalidOption.unless(
          topics == documents.topics(),
          "affinityLogMeans[" + i + "]",
          "needs a value for each of the documents' %s topics, but has %s"
              .formatted(documents.topics(), topics));
    }
    return new LatentAffinityUsers(options);
  }
}
