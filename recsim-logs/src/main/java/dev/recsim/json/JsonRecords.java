package dev.recsim.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * Converts records to JSON and back. Keys are the components in snake case, in their order. Numbers
 * are written by {@link JsonText#exact}, so the bytes do not depend on the JVM, and the layout is
 * that of {@link JsonText#pretty}. The components of a component that is {@code JsonUnwrapped}
 * stand in its place, and one that is {@code JsonIgnore} is left out. Unknown keys are ignored when
 * a record is read.
 */
public final class JsonRecords {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(SnakeCaseStrategy.INSTANCE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(MixIns.module())
          .build();

  private JsonRecords() {}

  /** Returns the record as JSON, ending with a newline. */
  public static String write(Record record) {
    return JsonText.pretty(new RecordTree(JsonText::exact).of(record));
  }

  /** Returns the record as JSON on one line; numbers that are not finite are text. */
  public static String line(Record record) {
    DoubleFunction<JsonNode> number =
        it ->
            Double.isFinite(it) ? JsonText.exact(it) : JsonText.NODES.textNode(Double.toString(it));
    return JsonText.line(new RecordTree(number).of(record));
  }

  /**
   * Reads a record. Components without a key are null, 0 or false.
   *
   * @throws JacksonException if the text is not JSON of this record
   */
  public static <T extends Record> T read(String json, Class<T> type) throws JacksonException {
    return JSON.readValue(json, type);
  }

  /** As {@link #read(String, Class)}, of text in UTF-8. */
  public static <T extends Record> T read(byte[] json, Class<T> type) throws JacksonException {
    return read(new String(json, StandardCharsets.UTF_8), type);
  }

  /**
   * Reads the value of one key of an object and skips the others.
   *
   * @param type a record
   * @throws JacksonException if the text is not JSON, or the value is not that of the record
   */
  public static <T> T part(String json, String key, Class<T> type) throws JacksonException {
    return JSON.readerFor(type).at("/" + key).readValue(json);
  }

  /**
   * Reads an object whose values are records, by key.
   *
   * @throws JacksonException if the text is not JSON of such an object
   */
  public static <T extends Record> SortedMap<String, T> map(String json, Class<T> type)
      throws JacksonException {
    return JSON.readValue(
        json, JSON.getTypeFactory().constructMapType(TreeMap.class, String.class, type));
  }

  /**
   * Reads a record without the components that are annotated with another {@code JsonView}.
   *
   * @throws JacksonException if the text is not JSON of this record
   */
  public static <T extends Record> T read(String json, Class<T> type, Class<?> view)
      throws JacksonException {
    return JSON.readerWithView(view).forType(type).readValue(json);
  }
}
