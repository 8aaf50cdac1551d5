package dev.recsim.serve.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer to a request.
 *
 * @param status of HTTP
 * @param type of the body
 * @param body not copied
 * @param headers besides those of the body
 */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
  static final String JSON = "application/json";

  static final int OK = 200;
  static final int ACCEPTED = 202;

  static Answer json(byte[] body) {
    return json(OK, body);
  }

  static Answer json(int status, byte[] body) {
    return new Answer(status, JSON, body, Map.of());
  }

  static Answer text(String type, String body) {
    return new Answer(OK, type, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
