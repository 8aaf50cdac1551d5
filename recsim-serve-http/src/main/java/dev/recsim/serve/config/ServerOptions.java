package dev.recsim.serve.config;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import java.time.Duration;

/** The section {@code server}: where it listens, whom it lets in, and its limits. */
public record ServerOptions(
    @Description("Port of requests; 0 takes a free one.")
        @Range(min = 0, max = 65_535)
        @Default("8080")
        int port,
    @Description("Address that it listens at; 0.0.0.0 for all.") @Default("localhost") String host,
    @Description("Port of admin calls; 0 takes a free one.")
        @Range(min = 0, max = 65_535)
        @Default("8081")
        int adminPort,
    @Description("Address of admin calls.") @Default("localhost") String adminHost,
    @Description("Environment variable with the token that callers must send. Default: none.")
        String tokenEnv,
    @Description("PEM files of certificate and key. Default: no TLS.") TlsOptions tls,
    @Description("Largest body of a request.") @Default("1MB") @Range String maxBody,
    @Description("Largest request line with headers.") @Default("8kB") @Range String maxHeaders,
    @Description("Largest number of connections; others wait.")
        @Range(min = 1, max = 100_000)
        @Default("1000")
        int maxConnections,
    @Description("Requests that are ranked at once; others get status 429.")
        @Range(min = 1, max = 10_000)
        @Default("100")
        int maxRequests,
    @Description("Time after which a silent connection is closed.") @Default("30s") @Range
        String idleTimeout,
    @Description("Time from the first byte of a request to the last one of its answer.")
        @Default("10s")
        @Range
        String requestTimeout,
    @Description("Time in which a server that is stopped finishes requests and log.")
        @Default("10s")
        @Range
        String shutdown) {

  /** The defaults. */
  public static final ServerOptions DEFAULTS = Options.defaults(ServerOptions.class);

  private static final int MOST_HEADERS = 1 << 20;

  /** Checks sizes and times. */
  public ServerOptions {
    Amount.bytes("maxBody", maxBody);
    InvalidOption.unless(
        Amount.bytes("maxHeaders", maxHeaders) <= MOST_HEADERS,
        "maxHeaders",
        "must be at most 1MB");
    Amount.time("idleTimeout", idleTimeout);
    Amount.time("requestTimeout", requestTimeout);
    Amount.time("shutdown", shutdown);
    InvalidOption.unless(
        port == 0 || port != adminPort,
        "adminPort",
        "is that of requests too; admin calls need a port of their own");
  }

  /** Largest body in bytes. */
  public int bodyBytes() {
    return Amount.bytes("maxBody", maxBody);
  }

  /** Largest request line with headers in bytes. */
  public int headerBytes() {
    return Amount.bytes("maxHeaders", maxHeaders);
  }

  /** Time after which a silent connection is closed. */
  public Duration idle() {
    return Amount.time("idleTimeout", idleTimeout);
  }

  /** Longest time of an exchange. */
  public Duration exchange() {
    return Amount.time("requestTimeout", requestTimeout);
  }

  /** Longest time of a shutdown. */
  public Duration stop() {
    return Amount.time("shutdown", shutdown);
  }
}
