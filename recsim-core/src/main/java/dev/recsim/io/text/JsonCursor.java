package dev.recsim.io.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads typed values of JSON text, from its first byte to its last. Methods that read a value read
 * the one at which the cursor stands. A value of another type is a fault, for which the user makes
 * the exception.
 */
public final class JsonCursor implements Closeable {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;
  private final Fault fault;

  /** Makes the exception for a value of the wrong type, at which the cursor stands. */
  @FunctionalInterface
  public interface Fault {
    RuntimeException of(JsonCursor at, String expected) throws IOException;
  }

  /** Reads an element of a list of numbers. */
  @FunctionalInterface
  public interface Element {
    double read() throws IOException;
  }

  /** A cursor before the first value of a range of bytes. */
  public JsonCursor(byte[] bytes, int from, int to, Fault fault) throws IOException {
    json = JSON.createParser(bytes, from, to - from);
    this.fault = fault;
  }

  /** A cursor before the first value of a record that is a line. */
  public JsonCursor(Records record, Fault fault) throws IOException {
    this(record.bytes, record.from[0], record.to[0], fault);
  }

  /** The column of text that is not JSON, 1-based. */
  public static int column(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
  }

  /** The column of the value, 1-based. */
  public int column() {
    return Math.max(1, json.currentTokenLocation().getColumnNr());
  }

  /** The key of the value. */
  public String key() throws IOException {
    return json.currentName();
  }

  /** Moves to the next value or end; returns whether an object begins there. */
  public boolean nextObject() throws IOException {
    return json.nextToken() == JsonToken.START_OBJECT;
  }

  /** Moves to the value of the next key of an object; returns false if there is none. */
  public boolean nextKey() throws IOException {
    if (json.nextToken() != JsonToken.FIELD_NAME) {
      return false;
    }
    json.nextToken();
    return true;
  }

  /** Moves to the next element of a list; returns false at its end. */
  public boolean nextElement() throws IOException {
    return json.nextToken() != JsonToken.END_ARRAY;
  }

  /** Leaves the value out. */
  public void skip() throws IOException {
    json.skipChildren();
  }

  public boolean isNull() {
    return json.currentToken() == JsonToken.VALUE_NULL;
  }

  public boolean isObject() {
    return json.currentToken() == JsonToken.START_OBJECT;
  }

  public boolean isList() {
    return json.currentToken() == JsonToken.START_ARRAY;
  }

  public boolean isNumber() {
    return json.currentToken().isNumeric();
  }

  /** Whether an object ends here. */
  public boolean isObjectEnd() {
    return json.currentToken() == JsonToken.END_OBJECT;
  }

  /** Requires a condition on the value. */
  public void expect(boolean is, String expected) throws IOException {
    if (!is) {
      throw fault.of(this, expected);
    }
  }

  /** A finite number. */
  public double number() throws IOException {
    expect(isNumber(), "a number");
    double value = json.getDoubleValue();
    expect(Double.isFinite(value), "a finite number");
    return value;
  }

  /** A finite number; NaN for null. */
  public double numberOrNull() throws IOException {
    return isNull() ? Double.NaN : number();
  }

  /** An integer of 64 bits. */
  public long integer() throws IOException {
    expect(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "an integer");
    return json.getLongValue();
  }

  public String text() throws IOException {
    expect(json.currentToken() == JsonToken.VALUE_STRING, "a text");
    return json.getText();
  }

  /** A text, or a number as it is written. */
  public String textOrNumber() throws IOException {
    return isNumber() ? json.getText() : text();
  }

  /** A list of finite numbers. */
  public double[] numbers() throws IOException {
    return numbers(this::number);
  }

  /** A list of finite numbers; NaN for null. */
  public double[] numbersOrNulls() throws IOException {
    return numbers(this::numberOrNull);
  }

  /** A list of numbers that are read by another method. */
  public double[] numbers(Element element) throws IOException {
    expect(isList(), "a list");
    double[] numbers = new double[8];
    int count = 0;
    while (nextElement()) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = element.read();
    }
    return Arrays.copyOf(numbers, count);
  }

  /** A list of integers of 64 bits. */
  public long[] integers() throws IOException {
    expect(isList(), "a list");
    long[] numbers = new long[8];
    int count = 0;
    while (nextElement()) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = integer();
    }
    return Arrays.copyOf(numbers, count);
  }

  /** A list of texts, or of numbers as they are written. */
  public List<String> texts() throws IOException {
    expect(isList(), "a list");
    List<String> texts = new ArrayList<>();
    while (nextElement()) {
      texts.add(textOrNumber());
    }
    return texts;
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
