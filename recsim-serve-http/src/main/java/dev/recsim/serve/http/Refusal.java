package dev.recsim.serve.http;

import java.util.Map;

/** A request that gets an error: what is wrong, and the cure. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int NO_SUCH_METHOD = 405;
  static final int CONFLICT = 409;
  static final int TOO_LARGE = 413;
  static final int WRONG_TYPE = 415;
  static final int TOO_MANY = 429;
  static final int FAILED = 500;
  static final int UNAVAILABLE = 503;

  private static final int LONGEST = 500;

  private final int status;
  private final String cure;
  private final transient Map<String, String> headers;

  Refusal(int status, String error, String cure) {
    this(status, error, cure, Map.of());
  }

  private Refusal(int status, String error, String cure, Map<String, String> headers) {
    super(error, null, false, false);
    this.status = status;
    this.cure = cure;
    this.headers = headers;
  }

  /** The same refusal with a header. */
  Refusal with(String header, String value) {
    return new Refusal(status, getMessage(), cure, Map.of(header, value));
  }

  /** For a request that needs more memory than the server has. */
  static Refusal outOfMemory() {
    return new Refusal(
        UNAVAILABLE,
        "the memory of the server is too small for this request",
        "send less; the operator raises -Xmx, or lowers max_candidates or server.max_body");
  }

  static Refusal badRequest(String error, String cure) {
    return new Refusal(BAD_REQUEST, error, cure);
  }

  /** A message whose cure follows its first semicolon. */
  static Refusal split(int status, String message) {
    String text = message == null ? "the request cannot be served" : message;
    int end = text.indexOf("; ");
    return end < 0
        ? new Refusal(status, text, "see docs/serving.md")
        : new Refusal(status, text.substring(0, end), text.substring(end + 2));
  }

  Answer answer() {
    return new Answer(
        status,
        Answer.JSON,
        AnswerText.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("error", shortened(getMessage()));
              json.writeStringField("cure", shortened(cure));
              json.writeEndObject();
            }),
        headers);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
  }
}
