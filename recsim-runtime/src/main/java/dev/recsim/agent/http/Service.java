package dev.recsim.agent.http;

import dev.recsim.io.Post;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends requests to a service. A request that gets no complete answer is sent again with the same
 * bytes, so retries never change a result.
 */
final class Service {
  /** Too many requests, and what proxies answer while a server is away. */
  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

  private static final int SUCCESS = 200;
  private static final int QUOTED = 300;
  private static final long FIRST_PAUSE = 50;

  private final URI url;
  private final Duration limit;
  private final int retries;

  /** Null if none is sent. It never becomes part of a message. */
  private final String token;

  private final Map<String, String> headers = new TreeMap<>();

  Service(HttpOptions options, String token) {
    this.url = URI.create(options.url());
    this.limit = Duration.ofNanos((long) (options.timeout() * 1e9));
    this.retries = options.retries();
    this.token = token;
    headers.put("Content-Type", "application/json");
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    }
  }

  /**
   * Returns the body of the answer.
   *
   * @throws ServiceFailure if there is no answer, or its status is not 200
   */
  byte[] ask(byte[] request) {
    for (int tries = 1; ; tries++) {
      String problem;
      Throwable cause = null;
      try {
        Post.Answer answer = Post.send(url, headers, request, limit);
        if (answer.status() == SUCCESS) {
          return answer.body();
        }
        problem = "answered with status %s: %s".formatted(answer.status(), quoted(answer.body()));
        if (!PASSING.contains(answer.status())) {
          throw failure(problem, null);
        }
      } catch (IOException e) {
        problem = "did not answer: " + reason(e);
        cause = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failure("did not answer before the trial was stopped", e);
      }
      if (tries > retries) {
        throw failure(tries == 1 ? problem : "%s (%s tries)".formatted(problem, tries), cause);
      }
      pause(FIRST_PAUSE << Math.min(tries - 1, 5));
    }
  }

  private static String reason(IOException e) {
    return e instanceof ConnectException
        ? "there is no connection"
        : String.valueOf(e.getMessage());
  }

  private void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("did not answer before the trial was stopped", e);
    }
  }

  /** A failure that names the service, without the token. */
  ServiceFailure failure(String problem, Throwable cause) {
    String message = "the service %s %s".formatted(url, problem);
    return new ServiceFailure(token == null ? message : message.replace(token, "***"), cause);
  }

  /** The start of a body, on one line. */
  static String quoted(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
    return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
  }
}
