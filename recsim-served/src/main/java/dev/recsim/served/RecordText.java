package dev.recsim.served;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.served.DecisionRecord.Candidate;
import dev.recsim.served.EventRecord.ServedPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Records as lines of JSON. Sequence number, time and kind come first. */
public final class RecordText {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  private final Optional<UnaryOperator<String>> hashes;
  private final String saltEnv;

  /**
   * @param hashes names of units in the log; empty if they are written as they are
   * @param saltEnv environment variable with the salt of the hashes; null for a salt in the folder
   */
  public RecordText(Optional<UnaryOperator<String>> hashes, String saltEnv) {
    this.hashes = hashes;
    this.saltEnv = saltEnv;
  }

  /** Writes a line. */
  public void write(Object record, long sequence, long time, long cut, OutputStream out)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeNumberField("seq", sequence);
      json.writeNumberField("time", time);
      if (record instanceof DecisionRecord decision) {
        decision(json, decision);
      } else if (record instanceof Outcome outcome) {
        outcome(json, outcome);
      } else if (record instanceof EventRecord.Start start) {
        start(json, start, cut);
      } else if (record instanceof EventRecord.Arms arms) {
        json.writeStringField("kind", "arms");
        json.writePOJOField("arms", arms.arms());
      } else {
        json.writeStringField("kind", "stop");
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private void start(JsonGenerator json, EventRecord.Start start, long cut) throws IOException {
    json.writeStringField("kind", "start");
    json.writeNumberField("format", 1);
    text(json, "version", start.version());
    json.writeStringField("units", hashes.isPresent() ? "hashed" : "plain");
    if (hashes.isPresent()) {
      text(json, "salt_env", saltEnv);
    }
    if (cut > 0) {
      json.writeNumberField("cut", cut);
    }
    json.writeArrayFieldStart("policies");
    for (ServedPolicy policy : start.policies()) {
      json.writeStartObject();
      text(json, "name", policy.name());
      text(json, "experiment", policy.experiment());
      text(json, "agent", policy.agent());
      text(json, "commit", policy.commit());
      text(json, "digest", policy.digest());
      json.writeEndObject();
    }
    json.writeEndArray();
    texts(json, "user_features", start.userFeatures());
    texts(json, "document_features", start.documentFeatures());
    json.writePOJOField("arms", start.arms());
    if (start.catalogue().isPresent()) {
      json.writeStringField("catalogue", start.catalogue().get().digest());
      json.writeNumberField("catalogue_size", start.catalogue().get().size());
    }
  }

  private void decision(JsonGenerator json, DecisionRecord decision) throws IOException {
    json.writeStringField("kind", "decision");
    json.writeStringField("id", decision.id());
    DecisionRecord.Unit unit = decision.unit();
    json.writeStringField("unit", hashes.map(it -> it.apply(unit.id())).orElse(unit.id()));
    text(json, "session", unit.session());
    text(json, "arm", unit.arm());
    if (Double.isFinite(unit.bucket())) {
      json.writeNumberField("bucket", unit.bucket());
    }
    DecisionRecord.Shown shown = decision.shown();
    text(json, "policy", shown.policy());
    json.writeNumberField("member", shown.member());
    text(json, "state", decision.seen().state());
    if (decision.seen().user().length > 0) {
      numbers(json, "user", decision.seen().user());
    }
    if (!decision.seen().candidates().isEmpty()) {
      candidates(json, decision.seen().candidates());
    }
    text(json, "catalogue", decision.seen().catalogue());
    texts(json, "slate_ids", shown.slate());
    if (shown.propensities().length > 0) {
      numbers(json, "propensities", shown.propensities());
    }
    if (!shown.teams().isEmpty()) {
      texts(json, "teams", shown.teams());
    }
    text(json, "fallback", shown.fallback());
    json.writeNumberField("key", decision.key());
  }

  private static void candidates(JsonGenerator json, List<Candidate> candidates)
      throws IOException {
    json.writeArrayFieldStart("candidates");
    for (Candidate candidate : candidates) {
      if (candidate.features().isEmpty() && candidate.topic() < 0) {
        json.writeString(candidate.id());
        continue;
      }
      json.writeStartObject();
      json.writeStringField("id", candidate.id());
      if (candidate.topic() >= 0) {
        json.writeNumberField("topic", candidate.topic());
      }
      if (candidate.features().isPresent()) {
        numbers(json, "features", candidate.features().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void outcome(JsonGenerator json, Outcome outcome) throws IOException {
    json.writeStringField("kind", "outcome");
    json.writeStringField("decision", outcome.decision());
    if (outcome.clicks() != null) {
      json.writeArrayFieldStart("clicks");
      for (int click : outcome.clicks()) {
        json.writeNumber(click);
      }
      json.writeEndArray();
    }
    if (outcome.rewards() != null) {
      numbers(json, "rewards", outcome.rewards());
    }
    if (outcome.reward() != null && Double.isFinite(outcome.reward())) {
      json.writeNumberField("reward", outcome.reward());
    }
    if (!outcome.signals().isEmpty()) {
      json.writeObjectFieldStart("signals");
      for (Map.Entry<String, double[]> signal : outcome.signals().entrySet()) {
        numbers(json, signal.getKey(), signal.getValue());
      }
      json.writeEndObject();
    }
    text(json, "status", outcome.status());
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** Writes numbers. Those that are not finite are null in JSON. */
  private static void numbers(JsonGenerator json, String name, double[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (double value : values) {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
  }
}
