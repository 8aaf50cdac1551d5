package com.example.podcasts;

import com.example.podcasts.CommutersProvider.CommuterOptions;
import dev.recsim.api.Document;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.compose.User;
import dev.recsim.api.compose.UserModel;
import dev.recsim.random.RandomKey;
import java.util.List;

/**
 * Commuters. Each has a favourite topic. Agents do not see it, but most commuters have the
 * favourite topic of their time of the day. They hear an episode to the end, or a third of it if it is not
 * good enough. Good episodes build trust, and trust makes them play more. They leave when the trip
 * is over, or after a few slates in a row without a play.
 */
final class Commuters implements UserModel {
  private static final List<String> SIGNALS = List.of("click", "minutes");
  private static final int CLICK = 0;
  private static final int MINUTES = 1;

  private final CommuterOptions options;
  private final int topics;

  Commuters(CommuterOptions options, int topics) {
    this.options = options;
    this.topics = topics;
  }

  @Override
  public Class<? extends Document> documents() {
    return Episode.class;
  }

  @Override
  public List<String> features() {
    return List.of("morning", "minutes_left");
  }

  @Override
  public List<String> signals() {
    return SIGNALS;
  }

  @Override
  public String reward() {
    return "minutes";
  }

  @Override
  public List<String> latents() {
    return List.of("trust");
  }

  @Override
  public Better better(String name) {
    return Better.HIGHER;
  }

  @Override
  public User sample(RandomKey key) {
    boolean morning = key.uniform(0) < 0.5;
    boolean alike = key.uniform(1) < options.alike();
    int favourite = alike ? (morning ? 0 : 1) : key.below(2, topics);
    int spread = options.longestTrip() - options.shortestTrip();
    return new Commuter(morning, favourite, options.shortestTrip() + key.below(3, spread + 1));
  }

  private final class Commuter implements User {
    private final boolean morning;
    private final int favourite;
    private double minutesLeft;
    private double trust = 0.5;
    private int refused;

    Commuter(boolean morning, int favourite, double minutesLeft) {
      this.morning = morning;
      this.favourite = favourite;
      this.minutesLeft = minutesLeft;
    }

    @Override
    public double[] observe() {
      return new double[] {morning ? 1 : 0, minutesLeft};
    }

    @Override
    public double score(Document document) {
      return trust + (document.topic() == favourite ? options.liking() : 0);
    }

    @Override
    public void respond(Document[] slate, int[] clicks, double[] signals, RandomKey key) {
      minutesLeft -= 1; // to choose
      refused = clicks.length == 0 ? refused + 1 : 0;
      for (int click : clicks) {
        Episode episode = (Episode) slate[click];
        boolean toTheEnd = key.uniform(episode.id()) < episode.quality();
        double minutes = toTheEnd ? episode.minutes() : episode.minutes() / 3;
        double heard = Math.max(0, Math.min(minutes, minutesLeft));
        signals[SIGNALS.size() * click + CLICK] = 1;
        signals[SIGNALS.size() * click + MINUTES] = heard;
        minutesLeft -= heard;
        trust += 0.2 * (episode.quality() - trust);
      }
    }

    @Override
    public boolean stays() {
      return minutesLeft >= 1 && refused < options.patience();
    }

    @Override
    public void latents(double[] values) {
      values[0] = trust;
    }
  }
}
