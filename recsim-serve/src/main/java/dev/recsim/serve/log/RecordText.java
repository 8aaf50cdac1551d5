package dev.recsim.serve.log;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.serve.log.DecisionRecord.Candidate;
import dev.recsim.serve.log.EventRecord.ServedPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Records as lines of JSON. Sequence number, time and kind come first. */
final class RecordText {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  private final FileSinkOptions options;
  private final UnitHashes hashes;

  /**
   * @param hashes null if units are written as they are
   */
  RecordText(FileSinkOptions options, UnitHashes hashes) {
    this.options = options;
    this.hashes = hashes;
  }

  /** Writes a line. */
  void write(Object record, long sequence, long time, long cut, OutputStream out)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeNumberField("seq", sequence);
      json.writeNumberField("time", time);
      if (record instanceof DecisionRecord decision) {
        decision(json, decision);
      } else if (record instanceof OutcomeRecord outcome) {
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
    json.writeStringField("units", hashes == null ? "plain" : "hashed");
    text(json, "salt_env", hashes == null ? null : options.saltEnv());
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
  }

  private void decision(JsonGenerator json, DecisionRecord decision) throws IOException {
    json.writeStringField("kind", "decision");
    json.writeStringField("id", decision.id());
    String unit = decision.unit();
    text(json, "unit", unit == null || hashes == null ? unit : hashes.of(unit));
    text(json, "session", decision.session());
    text(json, "arm", decision.arm());
    if (Double.isFinite(decision.bucket())) {
      json.writeNumberField("bucket", decision.bucket());
    }
    text(json, "policy", decision.policy());
    json.writeNumberField("member", decision.member());
    text(json, "state", decision.state());
    if (decision.user() != null && decision.user().length > 0) {
      numbers(json, "user", decision.user());
    }
    candidates(json, decision.candidates());
    texts(json, "slate_ids", decision.slate());
    if (decision.propensities() != null) {
      numbers(json, "propensities", decision.propensities());
    }
    if (decision.teams() != null) {
      texts(json, "teams", decision.teams());
    }
    text(json, "fallback", decision.fallback());
    json.writeNumberField("key", decision.key());
  }

  private static void candidates(JsonGenerator json, List<Candidate> candidates)
      throws IOException {
    if (candidates == null || candidates.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("candidates");
    for (Candidate candidate : candidates) {
      if (candidate.features() == null && candidate.topic() < 0) {
        json.writeString(candidate.id());
        continue;
      }
      json.writeStartObject();
      json.writeStringField("id", candidate.id());
      if (candidate.topic() >= 0) {
        json.writeNumberField("topic", candidate.topic());
      }
      if (candidate.features() != null) {
        numbers(json, "features", candidate.features());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void outcome(JsonGenerator json, OutcomeRecord outcome) throws IOException {
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
    if (outcome.signals() != null && !outcome.signals().isEmpty()) {
      json.writeObjectFieldStart("signals");
      for (Map.Entry<String, double[]> signal : outcome.signals().entrySet()) {
        numbers(json, signal.getKey(), signal.getValue());
      }
      json.writeEndObject();
    }
    text(json, "status", outcome.status());
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (value != null) {
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

  /** JSON has no numbers that are not finite; they are null. */
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
