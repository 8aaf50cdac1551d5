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
import java.util.Optional;

/** Records as lines of JSON. Sequence number, time and kind come first. */
final class RecordText {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  private final FileSinkOptions options;
  private final Optional<UnitHashes> hashes;

  /**
   * @param hashes empty if units are written as they are
   */
  RecordText(FileSinkOptions options, Optional<UnitHashes> hashes) {
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
    json.writeStringField("units", hashes.isPresent() ? "hashed" : "plain");
    if (hashes.isPresent()) {
      text(json, "salt_env", options.saltEnv());
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
  }

  private void decision(JsonGenerator json, DecisionRecord decision) throws IOException {
    json.writeStringField("kind", "decision");
    json.writeStringField("id", decision.id());
    DecisionRecord.Unit unit = decision.unit();
    json.writeStringField("unit", hashes.map(it -> it.of(unit.id())).orElse(unit.id()));
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
    texts(json, "slate_ids", shown.slate());
    numbers(json, "propensities", shown.propensities());
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
      if (candidate.features() == null && candidate.topic() < 0) {
        json.writeString(candidate.id());
        continue;
      }
      json.writeStartObject();
      json.writeStringField("id", candidate.id());
      if (candidate.topic() >= 0) {
        json.writeNumberField("topic", candidate.topic());
      }
      numbers(json, "features", candidate.features());
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
    numbers(json, "rewards", outcome.rewards());
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

  /** Writes numbers, unless there is no array. Those that are not finite are null in JSON. */
  private static void numbers(JsonGenerator json, String name, double[] values) throws IOException {
    if (values == null) {
      return;
    }
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
