package dev.recsim.store;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.trial.Decision;
import dev.recsim.trial.StepLog;
import dev.recsim.trial.TrialId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * Writes the steps of one trial as JSON Lines, without keys that do not apply to the environment. A
 * step has the documents that the step before in its session lacks.
 */
final class SessionLog implements StepLog {
  /** Of lines with candidates; others are as in format 1. */
  private static final int FORMAT = 2;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .rootValueSeparator("\n")
          // Double.toString differs between JDK 17 and 25.
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private final Path file;
  private final TrialId trial;
  private final Space space;
  private final int most;
  private final FileChannel channel;
  private final JsonGenerator json;

  /** The candidates of the last step of each open session, by id. */
  private final Map<Integer, Map<Long, Document>> last = new HashMap<>();

  /**
   * @param most number of sessions that are logged, the first ones
   */
  SessionLog(Path file, TrialId trial, Space space, int most) throws IOException {
    this.file = file;
    this.trial = trial;
    this.space = space;
    this.most = most;
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    this.json =
        JSON.createGenerator(
            new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16),
            JsonEncoding.UTF8);
  }

  @Override
  public boolean wantsDetails(int session) {
    return session < most;
  }

  @Override
  public void step(Decision decision) {
    if (decision.session() >= most) {
      return;
    }
    try {
      json.writeStartObject();
      json.writeStringField("agent", trial.agent());
      json.writeNumberField("seed", trial.seed());
      json.writeNumberField("session", decision.session());
      json.writeNumberField("step", decision.index());
      seen(decision.seen());
      candidates(decision);
      Slate slate = decision.slate();
      slate(decision.seen().candidates(), slate);
      propensities(decision.shown());
      probabilities(decision.clickProbabilities());
      Step step = decision.step();
      response(step.response(), slate.size());
      number("reward", step.reward());
      json.writeStringField("status", step.status().name().toLowerCase(Locale.ROOT));
      json.writeEndObject();
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  private void seen(Observation seen) throws IOException {
    if (space.states() > 1) {
      json.writeNumberField("state", seen.state());
    }
    if (!space.userFeatures().isEmpty()) {
      json.writeObjectFieldStart("user");
      for (int i = 0; i < space.userFeatures().size(); i++) {
        number(space.userFeatures().get(i), seen.user()[i]);
      }
      json.writeEndObject();
    }
  }

  /** Writes what the candidates have that those of the step before in the session lack. */
  private void candidates(Decision decision) throws IOException {
    List<Document> candidates = decision.seen().candidates();
    Map<Long, Document> before = last.getOrDefault(decision.session(), Map.of());
    boolean same = areThose(before, candidates);
    Map<Long, Document> current = same ? before : byId(candidates);
    if (!decision.step().continues() || current.size() < candidates.size()) {
      last.remove(decision.session());
    } else {
      last.put(decision.session(), current);
    }
    if (candidates.isEmpty()) {
      return;
    }
    if (current.size() < candidates.size()) {
      documents("candidates", candidates);
      return;
    }
    json.writeNumberField("format", FORMAT);
    List<Document> lacking =
        same
            ? List.of()
            : candidates.stream().filter(it -> !isAlike(before.get(it.id()), it)).toList();
    if (!same && lacking.size() < candidates.size()) {
      integers("candidates", candidates.size(), i -> candidates.get(i).id());
    }
    if (!lacking.isEmpty()) {
      documents("documents", lacking);
    }
  }

  /** Documents by id; of several with the same id, only one. */
  private static Map<Long, Document> byId(List<Document> candidates) {
    Map<Long, Document> byId = new LinkedHashMap<>();
    candidates.forEach(it -> byId.put(it.id(), it));
    return byId;
  }

  private boolean areThose(Map<Long, Document> before, List<Document> candidates) {
    if (before.size() != candidates.size()) {
      return false;
    }
    Iterator<Document> each = before.values().iterator();
    return candidates.stream()
        .allMatch(
            it -> {
              Document other = each.next();
              return it == other || it.id() == other.id() && isAlike(other, it);
            });
  }

  /** Whether a document is there and would be written as the other one. */
  private boolean isAlike(Document one, Document other) {
    int count = space.documentFeatures().size();
    return one == other
        || one != null
            && one.topic() == other.topic()
            && (count == 0 || Arrays.equals(one.features(), 0, count, other.features(), 0, count));
  }

  private void documents(String name, List<Document> documents) throws IOException {
    json.writeArrayFieldStart(name);
    for (Document each : documents) {
      json.writeStartObject();
      json.writeNumberField("id", each.id());
      if (space.topics() > 0) {
        json.writeNumberField("topic", each.topic());
      }
      numbers("features", each.features(), space.documentFeatures().size());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes the shown documents; documents with only an index are written as that index. */
  private void slate(List<Document> candidates, Slate slate) throws IOException {
    integers("slate", slate.size(), slate::document);
    integers(
        "slate_ids",
        slate.size(),
        i -> candidates.isEmpty() ? slate.document(i) : candidates.get(slate.document(i)).id());
  }

  private void integers(String name, int count, IntToLongFunction value) throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < count; i++) {
      json.writeNumber(value.applyAsLong(i));
    }
    json.writeEndArray();
  }

  /** Writes the probabilities of the slate that are known. */
  private void propensities(Shown shown) throws IOException {
    if (shown.propensity().isPresent()) {
      number("propensity", shown.propensity().getAsDouble());
    }
    if (shown.propensities().length > 0) {
      numbers("propensities", shown.propensities(), shown.propensities().length);
    }
  }

  private void probabilities(double[] clicks) throws IOException {
    if (clicks.length > 0) {
      numbers("click_probabilities", clicks, clicks.length - 1);
      number("no_click_probability", clicks[clicks.length - 1]);
    }
  }

  private void response(Response response, int positions) throws IOException {
    integers("clicks", response.clicks(), response::click);
    if (!space.signals().isEmpty()) {
      json.writeObjectFieldStart("signals");
      for (int s = 0; s < space.signals().size(); s++) {
        json.writeArrayFieldStart(space.signals().get(s));
        for (int i = 0; i < positions; i++) {
          number(response.signal(i, s));
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
  }

  private void numbers(String name, double[] values, int count) throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < count; i++) {
      number(values[i]);
    }
    json.writeEndArray();
  }

  private void number(String name, double value) throws IOException {
    json.writeFieldName(name);
    number(value);
  }

  /** Writes a number; JSON has no numbers that are not finite. */
  private void number(double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  @Override
  public void close() {
    try (channel) {
      json.writeRaw('\n');
      json.close();
      channel.force(true);
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  /** The exception that becomes the error of the trial. */
  static UncheckedIOException unwritten(Path file, IOException e) {
    return new UncheckedIOException(
        "the session log %s cannot be written (%s); see that there is room, or run without recsim.sessionLogs"
            .formatted(file, e.getMessage()),
        e);
  }
}
