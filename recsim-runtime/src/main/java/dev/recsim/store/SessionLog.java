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
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;

/**
 * Writes the steps of one trial as JSON Lines, without keys that do not apply to the environment.
 */
final class SessionLog implements StepLog {
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
    if (!seen.candidates().isEmpty()) {
      json.writeArrayFieldStart("candidates");
      for (Document candidate : seen.candidates()) {
        json.writeStartObject();
        json.writeNumberField("id", candidate.id());
        if (space.topics() > 0) {
          json.writeNumberField("topic", candidate.topic());
        }
        numbers("features", candidate.features(), space.documentFeatures().size());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
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
