package dev.recsim.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import java.io.IOException;
import java.util.ServiceLoader;

/** Parts of options, such as the agent inside a layer, as {@code {"type": .., "options": {..}}}. */
final class PartJson {
  private static final String TYPE = "type";
  private static final String OPTIONS = "options";

  private PartJson() {}

  static SimpleModule module() {
    return new SimpleModule().addSerializer(new Writer()).addDeserializer(Part.class, new Reader());
  }

  @SuppressWarnings("rawtypes")
  private static final class Writer extends StdSerializer<Part> {
    private static final long serialVersionUID = 1;

    Writer() {
      super(Part.class);
    }

    @Override
    public void serialize(Part part, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      json.writeStringField(TYPE, part.provider().name());
      json.writeObjectField(OPTIONS, part.options());
      json.writeEndObject();
    }
  }

  @SuppressWarnings("rawtypes")
  private static final class Reader extends JsonDeserializer<Part>
      implements ContextualDeserializer {
    private final Class<?> kind;

    Reader() {
      this(Provider.class);
    }

    private Reader(Class<?> kind) {
      this.kind = kind;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      JavaType part = context.getContextualType();
      return new Reader(part.containedType(0).getRawClass());
    }

    @Override
    public Part deserialize(JsonParser json, DeserializationContext context) throws IOException {
      JsonNode node = context.readTree(json);
      String type = node.path(TYPE).asText();
      for (Object found : ServiceLoader.load(kind)) {
        Provider<?> provider = (Provider<?>) found;
        if (provider.name().equals(type)) {
          Object options =
              context.readTreeAsValue(node.path(OPTIONS), provider.defaults().getClass());
          return new Part<>(provider, (Record) options);
        }
      }
      throw new IllegalArgumentException("no part of type " + type + " is on the class path");
    }
  }
}
