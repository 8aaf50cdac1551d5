package dev.recsim.env.exploration;

import dev.recsim.api.Document;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.compose.User;
import dev.recsim.api.compose.UserModel;
import dev.recsim.env.exploration.LatentAffinitiesProvider.Options;
import dev.recsim.random.RandomKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users whose taste agents must find out (RecSim's {@code interest_exploration}; Ie et al., arXiv
 * 1909.04847, section 5.1).
 *
 * <p>A user is of type u with probability typeShares[u]. The affinity a[t] to topic t is exp of a
 * normal draw with mean affinityLogMeans[u][t]. The score of a document with topic t and quality q
 * is a[t] + q. Users have no observable features, do not change and never leave.
 */
final class LatentAffinityUsers implements UserModel {
  private static final List<String> SIGNALS = List.of("click", "quality");
  private static final double[] NO_FEATURES = {};

  private final Options options;
  private final double[] meanLogAffinities;

  LatentAffinityUsers(Options options) {
    this.options = options;
    meanLogAffinities = new double[options.affinityLogMeans().get(0).size()];
    for (int u = 0; u < options.typeShares().size(); u++) {
      for (int t = 0; t < meanLogAffinities.length; t++) {
        meanLogAffinities[t] +=
            options.typeShares().get(u) * options.affinityLogMeans().get(u).get(t);
      }
    }
  }

  @Override
  public Class<? extends Document> documents() {
    return RatedDocument.class;
  }

  @Override
  public List<String> features() {
    return List.of();
  }

  @Override
  public List<String> signals() {
    return SIGNALS;
  }

  @Override
  public String reward() {
    return "click";
  }

  @Override
  public Better better(String name) {
    return Better.HIGHER;
  }

  @Override
  public User sample(RandomKey key) {
    int type = Distribution.draw(options.typeShares(), key.child("type").uniform(0));
    RandomKey luck = key.child("affinities");
    double[] affinities = new double[meanLogAffinities.length];
    for (int t = 0; t < affinities.length; t++) {
      affinities[t] =
          StrictMath.exp(
              options.affinityLogMeans().get(type).get(t)
                  + options.affinityLogStddev() * luck.gaussian(t));
    }
    return new Visitor(affinities);
  }

  /**
   * The quality plus the prior mean of the affinity to the topic, as in RecSim's greedy agent. The
   * mean is taken of the logarithm: 0.52 and 0.28 with default options. The mean of the affinity
   * itself is larger.
   */
  @Override
  public Optional<Scorer> observableScore() {
    return Optional.of((user, document) -> expected(document));
  }

  private double expected(Document document) {
    double quality = document.features()[0];
    return meanLogAffinities[document.topic()] + quality;
  }

  private record Visitor(double[] affinities) implements User {
    @Override
    public double[] observe() {
      return NO_FEATURES;
    }

    @Override
    public double score(Document document) {
      RatedDocument rated = (RatedDocument) document;
      return affinities[rated.topic()] + rated.quality();
    }

    @Override
    public void respond(Document[] slate, int[] clicks, double[] signals, RandomKey key) {
      for (int i = 0; i < slate.length; i++) {
        signals[i * SIGNALS.size() + 1] = ((RatedDocument) slate[i]).quality();
      }
      for (int clicked : clicks) {
        signals[clicked * SIGNALS.size()] = 1;
      }
    }

    @Override
    public boolean stays() {
      return true;
    }

    @Override
    public Map<String, Double> latentState() {
      Map<String, Double> state = new LinkedHashMap<>();
      for (int t = 0; t < affinities.length; t++) {
        state.put("affinity_" + t, affinities[t]);
      }
      return state;
    }
  }
}
