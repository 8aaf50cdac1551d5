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
  public String name() {
    return "long_tail_share";
  }

  @Override
  public Measure create(LongTailShare options, Environment environment) {
    Catalogue catalogue = Catalogue.of(options.over(), environment);
    return new Share(
        catalogue,
        options.tail(),
        new Popularity(catalogue, environment, options.referenceSessions()));
  }

  private static final class Share implements Measure {
    private final Catalogue catalogue;
    private final double tail;
    private final Popularity popularity;

    /** 1 in the tail, else 0; NaN without clicks. Null until it is first read. */
    private double[] inTail;

    Share(Catalogue catalogue, double tail, Popularity popularity) {
      this.catalogue = catalogue;
      this.tail = tail;
      this.popularity = popularity;
    }

    @Override
    public String description() {
      return "Share of impressions of the least popular %s, which have at most %s %% of the clicks under random."
          .formatted(
              catalogue.word(),
              BigDecimal.valueOf(tail).movePointRight(2).stripTrailingZeros().toPlainString());
    }

    @Override
    public Metric.Better better() {
      return Metric.Better.HIGHER;
    }

    @Override
    public boolean share() {
      return true;
    }

    @Override
    public Count open() {
      return new ShownMean(catalogue, inTail());
    }

    private synchronized double[] inTail() {
      if (inTail == null) {
        boolean[] isTail = popularity.longTail(tail);
        double[] values = popularity.shares().clone();
        for (int i = 0; i < values.length; i++) {
          values[i] = Double.isNaN(values[i]) ? Double.NaN : isTail[i] ? 1 : 0;
        }
        inTail = values;
      }
      return inTail;
    }
  }
}
