package dev.recsim.bridge.environment;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.bridge.Kind;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.Channel;
import dev.recsim.io.Channel.Message;
import dev.recsim.json.JsonRecords;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Plays sessions of an environment for the process that has started this one. */
public final class EnvironmentServer {
  private final Channel channel;
  private Lanes lanes;

  /** Serves on this channel. */
  public EnvironmentServer(Channel channel) {
    this.channel = channel;
  }

  /**
   * Answers requests until the other side closes the channel. The answer to a request that cannot
   * be fulfilled is {@link Kind#FAILED}.
   *
   * @throws IOException if the connection fails
   */
  public void serve() throws IOException {
    while (true) {
      Message request;
      try {
        request = channel.receive();
      } catch (EOFException e) {
        return;
      }
      String failure;
      try {
        answer(request);
        continue;
      } catch (InvalidExperiment e) {
        failure = e.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
      } catch (JacksonException e) {
        failure = "the request is not JSON: " + e.getOriginalMessage();
      } catch (IllegalArgumentException e) {
        failure = e.getMessage();
      } catch (RuntimeException e) {
        failure = e.toString();
      }
      channel.send(Kind.FAILED, failure.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void answer(Message request) throws IOException, InvalidExperiment {
    ByteBuffer body = ByteBuffer.wrap(request.body()).order(ByteOrder.LITTLE_ENDIAN);
    switch (request.kind()) {
      case Kind.OPEN -> {
        lanes = JsonRecords.read(request.body(), Opening.class).open();
        String opened = JsonRecords.write(lanes.describe());
        channel.send(Kind.OPENED, opened.getBytes(StandardCharsets.UTF_8));
      }
      case Kind.RESET -> channel.send(Kind.OBSERVATIONS, opened().reset(body));
      case Kind.STEP, Kind.STEP_NEAREST -> {
        int length = opened().step(body, request.kind() == Kind.STEP_NEAREST);
        channel.send(Kind.RESULTS, lanes.results(), length);
      }
      case Kind.CANDIDATES -> channel.send(Kind.COUNTS, opened().candidates());
      default ->
          throw new IllegalArgumentException("a message of kind " + request.kind() + " is unknown");
    }
  }

  private Lanes opened() {
    if (lanes == null) {
      throw new IllegalArgumentException("no environment was opened yet");
    }
    return lanes;
  }
}
