package dev.recsim.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts to HTTP servers. Connections stay open and are shared by all threads. */
public final class Post {
  private static final int MOST_BYTES = 1 << 28;

  private Post() {}

  /** Created with the first request. */
  private static final class Shared {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** A complete response. */
  public record Answer(int status, byte[] body) {}

  /**
   * Sends a request and waits for the whole response.
   *
   * @param limit of the time from the call to the last byte
   * @throws IOException if there is no complete response within the limit
   */
  public static Answer send(URI to, Map<String, String> headers, byte[] body, Duration limit)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<byte[]>> response =
        Shared.CLIENT.sendAsync(request.build(), head -> new Body());
    try {
      HttpResponse<byte[]> complete = response.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(complete.statusCode(), complete.body());
    } catch (TimeoutException e) {
      throw new IOException("no complete answer within %s s".formatted(limit.toMillis() / 1e3), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } finally {
      // Closes the connection of a response that did not arrive.
      response.cancel(true);
    }
  }

  /** Collects a response, and refuses an endless one. */
  private static final class Body implements BodySubscriber<byte[]> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Subscription started) {
      subscription = started;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        byte[] some = new byte[part.remaining()];
        part.get(some);
        bytes.writeBytes(some);
      }
      if (bytes.size() > MOST_BYTES) {
        subscription.cancel();
        whole.completeExceptionally(new IOException("an answer of more than 256 MB"));
      }
    }

    @Override
    public void onError(Throwable thrown) {
      whole.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
      whole.complete(bytes.toByteArray());
    }
  }
}
