package dev.recsim.serve.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Errors that Jetty finds before a request reaches a route, or that no route expects, in the shape
 * of all others.
 */
final class JsonErrors extends ErrorHandler {
  private final Traffic traffic;

  JsonErrors(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answer answer = answer(request, response.getStatus());
    response.setStatus(answer.status());
    traffic.answered(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private Answer answer(Request request, int status) {
    if (request.getAttribute(ERROR_EXCEPTION) instanceof OutOfMemoryError e) {
      traffic.failed(e);
      return Refusal.outOfMemory().answer();
    }
    String cure =
        switch (status) {
          case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, HttpStatus.URI_TOO_LONG_414 ->
              "send fewer and shorter headers, or raise server.max_headers";
          case HttpStatus.REQUEST_TIMEOUT_408 -> "send the request faster";
          default -> "send a valid request of HTTP/1.1";
        };
    return new Refusal(status, "the request is refused: " + HttpStatus.getMessage(status), cure)
        .answer();
  }
}
