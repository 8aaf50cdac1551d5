package dev.recsim.serve.http;

import dev.recsim.serve.Ranker;
import dev.recsim.serve.config.ServeConfig;
import dev.recsim.serve.meters.RankerMeters;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import java.util.function.Consumer;

/** A ranker that answers requests over HTTP, and admin calls on a port of their own. */
public final class RankingServer implements AutoCloseable {
  private final Ranker ranker;
  private final JettyServer server;

  private RankingServer(Ranker ranker, JettyServer server) {
    this.ranker = ranker;
    this.server = server;
  }

  /**
   * Starts a server. It owns the ranker.
   *
   * @param messages receives lines for the operator
   * @throws StartFailure if it cannot start
   */
  public static RankingServer start(Ranker ranker, ServeConfig config, Consumer<String> messages) {
    BearerToken token =
        Optional.ofNullable(config.server().tokenEnv())
            .map(it -> BearerToken.of(it, System.getenv(it)))
            .orElse(BearerToken.NONE);
    Traffic traffic = new Traffic(messages);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    RankerMeters meters = new RankerMeters(ranker);
    meters.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    return new RankingServer(
        ranker,
        new JettyServer(
            config.server(),
            token,
            traffic,
            new Endpoints(ranker, meters, registry, traffic).routes(),
            new AdminEndpoints(ranker, config).routes()));
  }

  /** Port of requests. */
  public int port() {
    return server.port();
  }

  /** Port of admin calls. */
  public int adminPort() {
    return server.adminPort();
  }

  /** Addresses of both ports, for people. */
  public String addresses() {
    return server.addresses();
  }

  /** As {@link #stop}. */
  @Override
  public void close() {
    stop();
  }

  /**
   * Accepts no more connections, answers the requests that came, and closes the ranker with its
   * log.
   *
   * @return whether all were answered in time
   */
  public boolean stop() {
    boolean answered = server.stop();
    ranker.close();
    return answered;
  }
}
