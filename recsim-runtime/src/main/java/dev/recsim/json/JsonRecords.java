package dev.recsim.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/**
 * Converts records to JSON and back. Keys are the components in snake case, in their order. Numbers
 * are written by {@link JsonText#exact}, so the bytes do not depend on the JVM, and the layout is
 * that of {@link JsonText#pretty}. Unknown keys are ignored when a record is read.
 */
public final class JsonRecords {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(
              new SimpleModule()
                  .addSerializer(Double.class, new ExactNumber())
                  .addSerializer(double.class, new ExactNumber()))
          .build();

  private JsonRecords() {}

  /** Returns the record as JSON, ending with a newline. */
  public static String write(Record record) {
    return JsonText.pretty(JSON.<JsonNode>valueToTree(record));
  }

  /**
   * Reads a record. Components without a key are null, 0 or false.
   *
   * @throws JacksonException if the text is not JSON of this record
   */
  public static <T extends Record> T read(String json, Class<T> type) throws JacksonException {
    return JSON.readValue(json, type);
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

  private static final class ExactNumber extends StdSerializer<Double> {
    private static final long serialVersionUID = 1;

    ExactNumber() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(JsonText.exact(value), json);
    }
  }
}
