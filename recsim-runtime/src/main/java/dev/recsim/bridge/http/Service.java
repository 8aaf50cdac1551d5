package dev.recsim.bridge.http;

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

  private final Token token;
  private final Map<String, String> headers = new TreeMap<>();

  Service(HttpOptions options, Token token) {
    this.url = URI.create(options.url());
    this.limit = Duration.ofNanos((long) (options.timeout() * 1e9));
    this.retries = options.retries();
    this.token = token;
    headers.put("Content-Type", "application/json");
    if (!token.isNone()) {
      headers.put("Authorization", token.authorization());
    }
  }

  /**
   * Returns the body of the answer.
   *
   * @throws ServiceFailure if there is no answer, or its status is not 200
   */
  byte[] ask(byte[] request) {
    for (int tries = 1; ; tries++) {
      boolean passing = true;
      String problem;
      try {
        Post.Answer answer = Post.send(url, headers, request, limit);
        if (answer.status() == SUCCESS) {
          return answer.body();
        }
        passing = PASSING.contains(answer.status());
        problem = "answered with status %s: %s".formatted(answer.status(), shown(answer.body()));
      } catch (IOException e) {
        problem = "did not answer: " + reason(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        problem = "did not answer before the trial was stopped";
        passing = false;
      } catch (RuntimeException e) {
        problem = "cannot be asked: " + e;
        passing = false;
      }
      if (!passing) {
        throw failure(problem);
      }
      if (tries > retries) {
        throw failure(tries == 1 ? problem : "%s (%s tries)".formatted(problem, tries));
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
      throw failure("did not answer before the trial was stopped");
    }
  }

  /**
   * A failure that names the service. It has no cause, because an exception could contain what the
   * server sent, and so the token.
   */
  ServiceFailure failure(String problem) {
    return new ServiceFailure(token.redacted("the service %s %s".formatted(url, problem)));
  }

  /** The start of an answer, on one line and without the token. */
  String shown(byte[] answer) {
    return shown(new String(answer, StandardCharsets.UTF_8));
  }

  /** The start of a text, on one line and without the token. */
  String shown(String text) {
    String line = token.redacted(text).replaceAll("\\s+", " ").strip();
    return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "...";
  }
}
