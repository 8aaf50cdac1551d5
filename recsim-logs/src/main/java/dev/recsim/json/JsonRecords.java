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

/**
 * Converts records to JSON and back. Keys are the components in snake case, in their order. Numbers
 * are written by {@link JsonText#exact}, so the bytes do not depend on the JVM, and the layout is
 * that of {@link JsonText#pretty}. The components of a component that is {@code JsonUnwrapped}
 * stand in its place, and one that is {@code JsonIgnore} is left out. Unknown keys are ignored when
 * a record is read.
 */
public final class JsonRecords {
  private JsonRecords() {}

  /**
   * Of its own, because the start of Jackson's mapper takes longer than many runs need to write.
   */
  private static final class Reader {
    static final JsonMapper JSON =
        JsonMapper.builder()
            .propertyNamingStrategy(SnakeCaseStrategy.INSTANCE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(MixIns.module())
            .build();
  }

  /** Returns the record as JSON, ending with a newline. */
  public static String write(Record record) {
    return JsonText.pretty(new RecordTree(JsonText::exact).of(record));
  }

  /**
   * Returns the record as JSON on one line, which reads back to the bit: numbers that are not
   * finite are text.
   */
  public static String line(Record record) {
    return JsonText.line(new RecordTree(JsonRecords::bits).of(record));
  }

  private static JsonNode bits(double number) {
    if (!Double.isFinite(number)) {
      return JsonText.NODES.textNode(Double.toString(number));
    }
    boolean negativeZero = Double.doubleToRawLongBits(number) == 1L << 63;
    return negativeZero ? JsonText.NODES.numberNode(number) : JsonText.exact(number);
  }

  /**
   * Reads a record. Components without a key are null, 0 or false.
   *
   * @throws JacksonException if the text is not JSON of this record
   */
  public static <T extends Record> T read(String json, Class<T> type) throws JacksonException {
    return Reader.JSON.readValue(json, type);
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
    return Reader.JSON.readerFor(type).at("/" + key).readValue(json);
  }

  /**
   * Reads an object whose values are records, by key.
   *
   * @throws JacksonException if the text is not JSON of such an object
   */
  public static <T extends Record> SortedMap<String, T> map(String json, Class<T> type)
      throws JacksonException {
    return Reader.JSON.readValue(
        json, Reader.JSON.getTypeFactory().constructMapType(TreeMap.class, String.class, type));
  }

  /**
   * Reads a record without the components that are annotated with another {@code JsonView}.
   *
   * @throws JacksonException if the text is not JSON of this record
   */
  public static <T extends Record> T read(String json, Class<T> type, Class<?> view)
      throws JacksonException {
    return Reader.JSON.readerWithView(view).forType(type).readValue(json);
  }
}
