package dev.recsim.serve.http;

import dev.recsim.serve.RankRefused;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Answers the requests of a port: finds the route, checks the token and the limits, and reads the
 * body. No thread waits for a client.
 */
final class Routes extends Handler.Abstract {
  private static final Set<String> PLAIN = Set.of("identity", "");

  private final Map<String, Route> routes;
  private final BearerToken token;
  private final KnownHosts hosts;
  private final int mostBytes;
  private final Semaphore places;
  private final Traffic traffic;

  /** A request whose body is there. */
  record Call(byte[] body, Fields query) {}

  /**
   * What answers requests of a path.
   *
   * @param method of HTTP
   * @param open whether it needs no token
   */
  record Route(String method, boolean open, Function<Call, Answer> answer) {
    static Route get(boolean open, Function<Call, Answer> answer) {
      return new Route("GET", open, answer);
    }

    static Route post(Function<Call, Answer> answer) {
      return new Route("POST", false, answer);
    }
  }

  Routes(
      Map<String, Route> routes,
      BearerToken token,
      KnownHosts hosts,
      int mostBytes,
      int mostAtOnce,
      Traffic traffic) {
    this.routes = routes;
    this.token = token;
    this.hosts = hosts;
    this.mostBytes = mostBytes;
    this.places = new Semaphore(mostAtOnce);
    this.traffic = traffic;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    traffic.begin(request);
    Exchange exchange = new Exchange(request, response, callback);
    try {
      Route route = route(request);
      if (route.method().equals("GET")) {
        exchange.answer(route, new byte[0]);
      } else {
        checkBody(request);
        exchange.read(route);
      }
    } catch (Refusal e) {
      exchange.refuse(e);
    }
    return true;
  }

  private Route route(Request request) {
    hosts.check(Request.getServerName(request));
    String path = Request.getPathInContext(request);
    Route route = routes.get(path);
    if (route == null) {
      throw new Refusal(
          Refusal.NOT_FOUND,
          "there is nothing at this path",
          "paths of this port: " + String.join(", ", new TreeSet<>(routes.keySet())));
    }
    if (!route.open() && !token.accepts(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
      throw new Refusal(
              Refusal.UNAUTHORIZED,
              "the token is missing or wrong",
              "send the header Authorization: Bearer and the server's token")
          .with("WWW-Authenticate", "Bearer");
    }
    if (!route.method().equals(request.getMethod())) {
      throw new Refusal(
              Refusal.NO_SUCH_METHOD,
              path + " does not know the method " + request.getMethod(),
              "send " + route.method())
          .with("Allow", route.method());
    }
    return route;
  }

  private void checkBody(Request request) {
    HttpFields headers = request.getHeaders();
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(Answer.JSON)) {
      throw new Refusal(
          Refusal.WRONG_TYPE, "the body is not JSON", "send Content-Type: application/json");
    }
    HttpField coding = headers.getField(HttpHeader.CONTENT_ENCODING);
    if (coding != null && !PLAIN.contains(coding.getValue())) {
      throw new Refusal(
          Refusal.WRONG_TYPE, "the body is compressed", "send it without Content-Encoding");
    }
    if (request.getLength() > mostBytes) {
      throw tooLarge();
    }
  }

  private Refusal tooLarge() {
    return new Refusal(
            Refusal.TOO_LARGE,
            "the body has more than %s bytes".formatted(mostBytes),
            "send less, or raise server.max_body")
        .with("Connection", "close");
  }

  private static Fields query(Request request) {
    try {
      return Request.extractQueryParameters(request);
    } catch (RuntimeException e) {
      throw Refusal.badRequest("the query of the address is invalid", "escape it as UTF-8");
    }
  }

  private Answer answer(Route route, Call call) {
    if (!places.tryAcquire()) {
      throw new Refusal(
              Refusal.TOO_MANY,
              "too many requests are being answered",
              "send it again later; server.max_requests limits them")
          .with("Retry-After", "1");
    }
    try {
      return route.answer().apply(call);
    } catch (RankRefused e) {
      throw Refusal.split(Refusal.BAD_REQUEST, e.getMessage());
    } finally {
      places.release();
    }
  }

  /** A request, and where its answer goes. */
  private final class Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;

    Exchange(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    void read(Route route) {
      BodyReader.Result result =
          new BodyReader.Result(
              body -> answer(route, body), () -> refuse(tooLarge()), callback::failed);
      new BodyReader(request, mostBytes, result).run();
    }

    private void answer(Route route, byte[] body) {
      try {
        answer(Routes.this.answer(route, new Call(body, query(request))));
      } catch (Refusal e) {
        refuse(e);
      } catch (RuntimeException | StackOverflowError e) {
        traffic.failed(e);
        refuse(
            new Refusal(
                Refusal.FAILED,
                "the server failed on this request: " + e.getClass().getName(),
                "report it with the request"));
      }
    }

    void refuse(Refusal refusal) {
      answer(refusal.answer());
    }

    void answer(Answer answer) {
      response.setStatus(answer.status());
      HttpFields.Mutable headers = response.getHeaders();
      headers.put(HttpHeader.CONTENT_TYPE, answer.type());
      headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
      answer.headers().forEach(headers::put);
      if (traffic.isStopping()) {
        headers.put(HttpHeader.CONNECTION, "close");
      }
      traffic.answered(answer.status());
      response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }
  }
}
