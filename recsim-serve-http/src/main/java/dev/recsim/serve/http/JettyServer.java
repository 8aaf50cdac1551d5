package dev.recsim.serve.http;

import dev.recsim.serve.config.ServerOptions;
import dev.recsim.serve.http.Routes.Route;
import java.net.BindException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty with its limits: routes for requests, and others for admin calls on a port of their own.
 */
final class JettyServer {
  private static final int LEAST_THREADS = 8;
  private static final int SPARE_THREADS = 28;
  private static final int ADMIN_CONNECTIONS = 20;
  private static final int ADMIN_BYTES = 1 << 20;

  /** After this time without a request, no client is about to send one. */
  private static final long QUIET_MILLIS = 300;

  private static final long STEP_MILLIS = 10;

  private final ServerOptions options;
  private final BearerToken token;
  private final Traffic traffic;
  private final Server server;
  private final ServerConnector requests;
  private final ServerConnector admin;

  /**
   * Starts a server.
   *
   * @throws StartFailure if it cannot start
   */
  JettyServer(
      ServerOptions options,
      BearerToken token,
      Traffic traffic,
      Map<String, Route> requestRoutes,
      Map<String, Route> adminRoutes) {
    this.options = options;
    this.token = token;
    this.traffic = traffic;
    QueuedThreadPool threads = new QueuedThreadPool(options.maxRequests() + SPARE_THREADS);
    threads.setMinThreads(LEAST_THREADS);
    threads.setName("recsim-serve");
    this.server = new Server(threads);
    Optional<SslContextFactory.Server> tls = Optional.ofNullable(options.tls()).map(PemFiles::read);
    this.requests = connector(options.host(), options.port(), tls);
    this.admin = connector(options.adminHost(), options.adminPort(), tls);
    server.setErrorHandler(new JsonErrors(traffic));
    server.setHandler(
        new Ports(
            admin,
            routes(requestRoutes, KnownHosts.ALL, options.bodyBytes()),
            routes(adminRoutes, KnownHosts.of(options.adminHost(), token), ADMIN_BYTES)));
    server.addBean(new NetworkConnectionLimit(options.maxConnections(), requests));
    server.addBean(new NetworkConnectionLimit(ADMIN_CONNECTIONS, admin));
    server.addBean(new SlowClients(requests, options.exchange(), options.maxConnections()));
    start();
  }

  private void start() {
    try {
      server.start();
    } catch (Exception e) {
      stopServer();
      throw failure(e);
    }
  }

  private StartFailure failure(Exception e) {
    Throwable cause = e;
    while (cause != null) {
      if (cause instanceof BindException
          || cause instanceof SocketException
          || cause instanceof UnresolvedAddressException) {
        return new StartFailure(
            "cannot listen at %s:%s and %s:%s: %s; set server.port and server.admin_port to free ports, and the hosts to addresses of this machine"
                .formatted(
                    options.host(),
                    options.port(),
                    options.adminHost(),
                    options.adminPort(),
                    cause.getMessage()));
      }
      cause = cause.getCause();
    }
    return new StartFailure("the server cannot start: " + e);
  }

  private Routes routes(Map<String, Route> routes, KnownHosts hosts, int mostBytes) {
    return new Routes(routes, token, hosts, mostBytes, options.maxRequests(), traffic);
  }

  private ServerConnector connector(String host, int port, Optional<SslContextFactory.Server> tls) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(options.headerBytes());
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector =
        tls.map(it -> new ServerConnector(server, it, plain))
            .orElseGet(() -> new ServerConnector(server, plain));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(options.idle().toMillis());
    server.addConnector(connector);
    return connector;
  }

  /** Port of requests. */
  int port() {
    return requests.getLocalPort();
  }

  /** Port of admin calls. */
  int adminPort() {
    return admin.getLocalPort();
  }

  /** Addresses of both ports, for people. */
  String addresses() {
    String scheme = options.tls() == null ? "http" : "https";
    return "%s://%s:%s (admin calls: %s:%s)"
        .formatted(scheme, options.host(), port(), options.adminHost(), adminPort());
  }

  /**
   * Accepts no more connections, and answers the requests that came.
   *
   * @return whether all were answered in time
   */
  boolean stop() {
    traffic.stop();
    long end = System.nanoTime() + options.stop().toNanos();
    requests.close();
    boolean answered = awaitQuiet(end);
    stopServer();
    return answered;
  }

  private boolean awaitQuiet(long end) {
    long quiet = 0;
    while (System.nanoTime() < end) {
      boolean busy = traffic.active() > 0;
      quiet = busy ? 0 : quiet + STEP_MILLIS;
      if (!busy && (quiet > QUIET_MILLIS || requests.getConnectedEndPoints().isEmpty())) {
        return true;
      }
      try {
        Thread.sleep(STEP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return traffic.active() == 0;
  }

  private void stopServer() {
    try {
      server.setStopTimeout(Duration.ofSeconds(1).toMillis());
      server.stop();
    } catch (Exception e) {
      // It holds nothing that the end of the process does not free.
    }
  }
}
