package dev.recsim.bridge.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Asks a service for up to 64 sessions at a time. */
record HttpPolicy(Service service, Space space) implements Policy {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int PROTOCOL = 1;

  /** Largest number of sessions in a request. */
  private static final int MOST_SESSIONS = 64;

  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    Batch batch = new Batch(1);
    batch.add(observation, key);
    recommend(batch);
    return batch.slate(0);
  }

  @Override
  public void recommend(Batch batch) {
    for (int from = 0; from < batch.size(); from += MOST_SESSIONS) {
      int end = Math.min(from + MOST_SESSIONS, batch.size());
      Batch part = new Batch(end - from);
      for (int i = from; i < end; i++) {
        part.add(batch.observation(i), batch.key(i));
      }
      byte[] answer = service.ask(request(part));
      List<Slate> slates = new Ranked(service, space).slates(answer, part);
      for (int i = 0; i < slates.size(); i++) {
        batch.recommend(from + i, slates.get(i));
      }
    }
  }

  private byte[] request(Batch batch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("protocol", PROTOCOL);
      json.writeNumberField("slate_size", space.slateSize());
      json.writeNumberField("documents", space.documents());
      writeNames("user_features", space.userFeatures(), json);
      writeNames("document_features", space.documentFeatures(), json);
      json.writeArrayFieldStart("sessions");
      for (int i = 0; i < batch.size(); i++) {
        write(batch.observation(i), batch.key(i), json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeNames(String key, List<String> names, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  private void write(Observation seen, RandomKey key, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", "%016x".formatted(key.bits()));
    json.writeNumberField("state", seen.state());
    writeNumbers("user", seen.user(), json);
    json.writeArrayFieldStart("candidates");
    for (Document document : seen.candidates()) {
      json.writeStartObject();
      json.writeNumberField("id", document.id());
      if (document.topic() >= 0) {
        json.writeNumberField("topic", document.topic());
      }
      writeNumbers("features", document.features(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeNumbers(String key, double[] numbers, JsonGenerator json)
      throws IOException {
    json.writeFieldName(key);
    json.writeArray(numbers, 0, numbers.length);
  }
}
