package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import java.math.BigDecimal;

/** Provider of {@code long_tail_share}: how often an agent shows what is rarely clicked. */
@Description("Share of impressions of the least popular documents or topics.")
public final class LongTailShareProvider
    implements MetricProvider<LongTailShareProvider.LongTailShare> {

  /** Options of {@code long_tail_share}. */
  public record LongTailShare(
      @Description("What is popular: documents that all sessions share, or topics.")
          @Default("documents")
          Over over,
      @Description("Largest share of the clicks under random that the long tail has together.")
          @Range(above = 0, below = 1)
          @Default("0.2")
          double tail,
      @Description("Number of sessions of random that popularity is computed from.")
          @Range(min = 1, max = 1_000_000)
          @Default("1000")
          int referenceSessions) {}

  @Override
  public Measure create(LongTailShare options, Environment environment) {
    Catalogue catalogue = Catalogue.of(options.over(), environment);
    Tail tail =
        new Tail(
            new Popularity(catalogue, environment, options.referenceSessions()), options.tail());
    return Measure.of(
        "Share of impressions of the least popular %s, which have at most %s %% of the clicks under random."
            .formatted(
                catalogue.word(),
                BigDecimal.valueOf(options.tail())
                    .movePointRight(2)
                    .stripTrailingZeros()
                    .toPlainString()),
        Metric.Better.HIGHER,
        true,
        () -> new ShownMean(catalogue, tail.members()));
  }

  /** The long tail. Shared between threads. */
  private static final class Tail {
    private final Popularity popularity;
    private final double share;
    private double[] members;

    Tail(Popularity popularity, double share) {
      this.popularity = popularity;
      this.share = share;
    }

    /** 1 for each document or topic in the tail, else 0; NaN without clicks. */
    private synchronized double[] members() {
      if (members == null) {
        boolean[] isTail = popularity.longTail(share);
        double[] values = popularity.shares().clone();
        for (int i = 0; i < values.length; i++) {
          values[i] = Double.isNaN(values[i]) ? Double.NaN : isTail[i] ? 1 : 0;
        }
        members = values;
      }
      return members;
    }
  }
}
