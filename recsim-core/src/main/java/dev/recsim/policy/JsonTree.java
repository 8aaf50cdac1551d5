package dev.recsim.policy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes JSON as trees of {@code Map<String, Object>}, {@code List<Object>}, {@code
 * String}, {@code Number}, {@code Boolean} and null.
 */
final class JsonTree {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Double.toString differs between JDK 17 and 25.
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  private static final Separators SEPARATORS =
      Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);

  private JsonTree() {}

  /**
   * Reads a text.
   *
   * @return null also if the text is empty
   * @throws IllegalArgumentException if it is not JSON, has a key twice, or goes on after its end;
   *     the message follows on the name of the text
   */
  static Object read(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      Object tree = read(json);
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("is not JSON: it goes on after its end");
      }
      return tree;
    } catch (JacksonException e) {
      String place = " \\(start marker at .*";
      throw new IllegalArgumentException(
          "is not JSON: " + e.getOriginalMessage().replaceFirst(place, ""), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object read(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        json.nextToken();
        map.put(key, read(json));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(read(json));
      }
      return list;
    }
    if (token == null || token == JsonToken.VALUE_NULL) {
      return null;
    }
    return token.isNumeric()
        ? json.getNumberValue()
        : token.isBoolean() ? (Object) json.getBooleanValue() : json.getText();
  }

  /** Returns the text of a tree, on one line without spaces. */
  static String write(Object tree) {
    return text(tree, null);
  }

  /** Returns the text of a tree, with a line for each entry and element, for people to read. */
  static String lines(Object tree) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return text(tree, new DefaultPrettyPrinter(SEPARATORS).withObjectIndenter(lines)) + "\n";
  }

  private static String text(Object tree, PrettyPrinter printer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setPrettyPrinter(printer);
      write(tree, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Object tree, JsonGenerator json) throws IOException {
    if (tree instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        write(entry.getValue(), json);
      }
      json.writeEndObject();
    } else if (tree instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (tree instanceof Double number) {
      json.writeNumber(number);
    } else if (tree instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (tree instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (tree == null) {
      json.writeNull();
    } else {
      json.writeString((String) tree);
    }
  }
}
