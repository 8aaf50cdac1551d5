package dev.recsim.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.recsim.api.Space;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.util.Locale;
import java.util.SortedMap;

/** Records of options and results as JSON with the keys and constants of YAML. */
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Double.toString differs between JDK 17 and 25.
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .addModule(new SimpleModule().addSerializer(new LowerCase()))
          .addModule(PartJson.module())
          .addMixIn(Completed.class, TrialFile.Mapping.class)
          .addMixIn(Space.class, SavedSpace.class)
          .addMixIn(Failed.class, TrialFile.Mapping.class)
          .build();

  /** Ignores the embedding size in policies of earlier versions; the weights contain it. */
  @JsonIgnoreProperties("embedding_size")
  private interface SavedSpace {}

  private Json() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(value + " cannot be written as JSON", e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not a record of this type
   */
  static <R extends Record> R read(String json, Class<R> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "it has no readable " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads a record, in which missing components are the given ones.
   *
   * @throws IllegalArgumentException if the text is not a record of this type
   */
  static Record read(String json, Record defaults) {
    try {
      ObjectNode all = MAPPER.valueToTree(defaults);
      all.setAll(MAPPER.readValue(json, ObjectNode.class));
      return read(all.toString(), defaults.getClass());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it has no readable options", e);
    }
  }

  static SortedMap<String, String> readText(String json) throws JacksonException {
    return MAPPER.readValue(json, new TypeReference<>() {});
  }

  @SuppressWarnings("rawtypes")
  private static final class LowerCase extends StdSerializer<Enum> {
    private static final long serialVersionUID = 1;

    LowerCase() {
      super(Enum.class);
    }

    @Override
    public void serialize(Enum constant, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(constant.name().toLowerCase(Locale.ROOT));
    }
  }
}
