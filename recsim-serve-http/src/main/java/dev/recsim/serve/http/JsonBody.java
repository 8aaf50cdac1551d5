package dev.recsim.serve.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.recsim.yaml.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the body of a request from its first byte to its last; says what is wrong, and where. */
final class JsonBody {
  private static final int FIRST_SIZE = 16;

  private final JsonParser parser;

  private JsonBody(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads the value of a key, at which the body stands. */
  @FunctionalInterface
  interface Keys {
    void read(String key) throws IOException;
  }

  /** Reads an element of a list, at which the body stands. */
  @FunctionalInterface
  interface Element<T> {
    T read(String what) throws IOException;
  }

  /** Reads a body. */
  @FunctionalInterface
  interface Reading<T> {
    T read(JsonBody body) throws IOException;
  }

  /**
   * Reads a body that is one object.
   *
   * @throws Refusal if it is not what is expected
   */
  static <T> T read(byte[] bytes, Reading<T> reading) {
    try (JsonParser parser = AnswerText.FACTORY.createParser(bytes)) {
      if (parser.nextToken() == null) {
        throw Refusal.badRequest("the body is empty", "send a JSON object");
      }
      T value = reading.read(new JsonBody(parser));
      if (parser.nextToken() != null) {
        throw Refusal.badRequest("the body goes on after its end", "send one JSON object");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw Refusal.badRequest("the body breaks a limit: " + e.getOriginalMessage(), "send less");
    } catch (JsonProcessingException e) {
      throw invalid(e);
    } catch (IOException e) {
      throw Refusal.badRequest("the body is not UTF-8 text: " + e.getMessage(), "send UTF-8");
    }
  }

  private static Refusal invalid(JsonProcessingException e) {
    JsonLocation place = e.getLocation();
    String where =
        place == null
            ? ""
            : " at line %s, column %s".formatted(place.getLineNr(), place.getColumnNr());
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    return message.startsWith("Duplicate field")
        ? Refusal.badRequest("the body has a key twice" + where + ": " + message, "keep one")
        : Refusal.badRequest("the body is not JSON" + where + ": " + message, "send valid JSON");
  }

  /** Reads an object, at whose start the body stands. */
  void object(String what, Keys keys) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw unlike(what, "an object");
    }
    String key = parser.nextFieldName();
    while (key != null) {
      parser.nextToken();
      keys.read(key);
      key = parser.nextFieldName();
    }
  }

  /** Refuses a key that does not exist. */
  static Refusal unknown(String what, String key, List<String> known) {
    return Refusal.badRequest(
        "%s has the unknown key \"%s\"%s".formatted(what, key, Names.didYouMean(key, known)),
        known.isEmpty() ? "send {}" : "known keys: " + String.join(", ", known));
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  <T> List<T> list(String what, Element<T> element) throws IOException {
    start(what);
    List<T> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(element.read(what));
    }
    return list;
  }

  double[] numbers(String what) throws IOException {
    start(what);
    double[] numbers = new double[FIRST_SIZE];
    int size = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number(what);
    }
    return Arrays.copyOf(numbers, size);
  }

  private void start(String what) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw unlike(what, "a list");
    }
  }

  /** A number; NaN for null. */
  double numberOrNull(String what) throws IOException {
    return isNull() ? Double.NaN : number(what);
  }

  double number(String what) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw unlike(what, "a number");
    }
    return parser.getDoubleValue();
  }

  long integer(String what) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw unlike(what, "an integer");
    }
    try {
      return parser.getLongValue();
    } catch (JsonParseException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw unlike(what, "an integer of 64 bits");
    }
  }

  int index(String what) throws IOException {
    long value = integer(what);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw Refusal.badRequest(what + " is " + value, "send an integer from 0");
    }
    return (int) value;
  }

  String text(String what) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw unlike(what, "text");
    }
    return parser.getText();
  }

  /** A text that may be written as an integer. */
  String textOrInteger(String what) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getText();
    }
    return text(what);
  }

  /** 64 bits in hexadecimal digits. */
  long bits(String what) throws IOException {
    String text = text(what);
    try {
      return Long.parseUnsignedLong(text, 16);
    } catch (NumberFormatException e) {
      throw Refusal.badRequest(what + " is not a key", "send 1 to 16 hexadecimal digits");
    }
  }

  private Refusal unlike(String what, String expected) throws IOException {
    String found =
        switch (parser.currentToken()) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "a list";
          case VALUE_STRING -> "text";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shown();
          case VALUE_TRUE, VALUE_FALSE -> "a boolean";
          case VALUE_NULL -> "null";
          default -> "something else";
        };
    return Refusal.badRequest(
        "%s must be %s, not %s".formatted(what, expected, found), "send " + expected);
  }

  private String shown() throws IOException {
    String text = parser.getText();
    return text.length() <= 30 ? text : text.substring(0, 30) + "...";
  }
}
