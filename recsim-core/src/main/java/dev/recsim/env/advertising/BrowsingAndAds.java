package dev.recsim.env.advertising;

import dev.recsim.algebra.Vectors;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.env.DrawnDocuments;
import dev.recsim.env.Stream;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Users who browse a shop on their own and see advertisements in between, after RecoGym (Rohde et
 * al., arXiv 1808.00720).
 *
 * <p>A user w ~ N(0, I) browses first. A browsing user views product i with probability
 * softmax(w.G_i + m_i). Then the user sees an advertisement with probability pOrganicToAd, leaves
 * with pLeave, or continues to browse. An advertisement of product i is clicked with probability
 * ff(w.B_i + b_i), see {@link ClickProbability}. After a click the user browses. Without a click
 * the user returns to browsing with pAdToOrganic, leaves with pLeave, or sees the next
 * advertisement. At each event w changes by N(0, drift^2).
 *
 * <p>The agent observes how often each product was viewed in the session, and chooses the
 * advertisements. The reward is a click. A user who leaves before the first advertisement is
 * replaced: the browsing is drawn again.
 */
final class BrowsingAndAds implements Environment {
  private static final List<String> COUNTERS = List.of("advertisements", "clicks", "views");
  private static final List<Metric> METRICS =
      List.of(
          new Metric.Quotient(
              "session_length", "Advertisements shown to a user in a session.", 0, Metric.SESSIONS),
          new Metric.Quotient(
              "click_rate",
              "Clicks for each advertisement shown.",
              Metric.Better.HIGHER,
              1,
              0,
              true),
          new Metric.Quotient(
              "organic_views", "Products a user views unasked in a session.", 2, Metric.SESSIONS));

  private final BrowsingAndAdsOptions options;
  private final Products products;
  private final Space space;
  private final List<Document> documents;

  BrowsingAndAds(BrowsingAndAdsOptions options) {
    this.options = options;
    this.products = Products.draw(options);
    int count = options.products();
    this.space =
        new Space(
            count,
            1,
            1,
            0,
            DrawnDocuments.numbered("views", count),
            DrawnDocuments.numbered("is", count),
            List.of("click"));
    this.documents =
        IntStream.range(0, count)
            .<Document>mapToObj(i -> new Product(i, oneHot(i, count)))
            .toList();
  }

  private static double[] oneHot(int i, int count) {
    double[] features = new double[count];
    features[i] = 1;
    return features;
  }

  /** A product. Agents observe only its id. */
  private record Product(long id, double[] features) implements Document {}

  @Override
  public Space space() {
    return space;
  }

  @Override
  public String rewardUnit() {
    return "clicks";
  }

  @Override
  public Session open(RandomKey key) {
    return new UserSession(key);
  }

  @Override
  public OptionalInt catalogue() {
    return OptionalInt.of(options.products());
  }

  @Override
  public List<String> counters() {
    return COUNTERS;
  }

  @Override
  public List<Metric> metrics() {
    return METRICS;
  }

  private final class UserSession implements Session {
    private static final int FATE = 0;
    private static final int VIEW = 1;
    private static final long DRIFT = Stream.number("drift");

    private final RandomKey key;
    private final double[] taste = new double[options.dimensions()];
    private final double[] views = new double[options.products()];
    private final double[] counts = new double[COUNTERS.size()];
    private long event;
    private Status status = Status.CONTINUES;

    UserSession(RandomKey key) {
      this.key = key.child("events");
      RandomKey user = key.child("user");
      for (int k = 0; k < taste.length; k++) {
        taste[k] = user.gaussian(k);
      }
      while (!browse()) {
        java.util.Arrays.fill(views, 0);
        counts[2] = 0;
      }
    }

    @Override
    public Observation start() {
      return seen();
    }

    private Observation seen() {
      return new Observation(0, views.clone(), documents);
    }

    @Override
    public Step recommend(Slate slate) {
      if (status != Status.CONTINUES) {
        throw new IllegalStateException("the session is over; open another");
      }
      if (slate.size() != 1) {
        throw new IllegalArgumentException("expected a slate of one document, not " + slate);
      }
      int product = slate.document(0);
      RandomKey draws = key.child(event++);
      double match = Vectors.dot(taste, products.advertised()[product]);
      boolean clicked =
          draws.uniform(VIEW) < ClickProbability.of(match + products.attraction()[product]);
      drift(draws);
      counts[0]++;
      counts[1] += clicked ? 1 : 0;
      boolean stays = clicked ? browse() : goesOn(draws.uniform(FATE));
      status =
          !stays
              ? Status.ENDED
              : counts[0] == options.maxSessionLength() ? Status.CUT_OFF : Status.CONTINUES;
      Response response =
          Response.of(clicked ? new int[] {0} : new int[0], new double[] {clicked ? 1 : 0}, 1);
      return new Step(response, clicked ? 1 : 0, seen(), status);
    }

    /** Continues after an advertisement without a click; returns false if the user leaves. */
    private boolean goesOn(double fate) {
      if (fate < options.pLeave()) {
        return false;
      }
      return fate >= options.pLeave() + options.pAdToOrganic() || browse();
    }

    /** Views products until the next advertisement; returns false if the user leaves first. */
    private boolean browse() {
      while (true) {
        RandomKey draws = key.child(event++);
        views[viewed(draws.uniform(VIEW))]++;
        counts[2]++;
        drift(draws);
        double fate = draws.uniform(FATE);
        if (fate < options.pLeave()) {
          return false;
        }
        if (fate < options.pLeave() + options.pOrganicToAd()) {
          return true;
        }
      }
    }

    /** The product at this quantile of the softmax. */
    private int viewed(double luck) {
      double[] weights = new double[views.length];
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = Vectors.dot(taste, products.organic()[i]) + products.popularity()[i];
        largest = Math.max(largest, weights[i]);
      }
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = StrictMath.exp(weights[i] - largest);
        sum += weights[i];
      }
      double rest = luck * sum;
      for (int i = 0; i < weights.length; i++) {
        rest -= weights[i];
        if (rest < 0) {
          return i;
        }
      }
      return weights.length - 1;
    }

    private void drift(RandomKey draws) {
      if (options.tasteDrift() > 0) {
        RandomKey moves = draws.child(DRIFT);
        for (int k = 0; k < taste.length; k++) {
          taste[k] += options.tasteDrift() * moves.gaussian(k);
        }
      }
    }

    @Override
    public double[] counts() {
      return counts;
    }
  }
}
