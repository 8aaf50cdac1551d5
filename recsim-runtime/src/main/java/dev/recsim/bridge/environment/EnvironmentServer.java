package dev.recsim.bridge.environment;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.bridge.protocol.Kind;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.Channel;
import dev.recsim.io.Channel.Message;
import dev.recsim.json.JsonRecords;
import dev.recsim.trial.schedule.SelfLearner.Course;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** Plays sessions of an environment for another process. */
public final class EnvironmentServer {
  private final Channel channel;

  /** Empty for sessions of any experiment. */
  private final Optional<Course> course;

  private Optional<Lanes> lanes = Optional.empty();

  /** Plays sessions for the process that has started this one. */
  public EnvironmentServer(Channel channel) {
    this(channel, Optional.empty());
  }

  /** Plays training sessions of a trial for its agent. */
  public EnvironmentServer(Channel channel, Course course) {
    this(channel, Optional.of(course));
  }

  private EnvironmentServer(Channel channel, Optional<Course> course) {
    this.channel = channel;
    this.course = course;
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
      try {
        answer(request);
      } catch (RuntimeException e) {
        fail(e.toString());
      }
    }
  }

  /**
   * Answers a request, by {@link Kind#FAILED} if it is wrong.
   *
   * @throws IOException if the connection fails
   * @throws RuntimeException if the environment fails; the request is then not answered
   */
  public void answer(Message request) throws IOException {
    try {
      fulfil(request);
    } catch (InvalidExperiment e) {
      fail(e.problems().stream().map(Object::toString).collect(Collectors.joining("\n")));
    } catch (JacksonException e) {
      fail("the request is not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      fail(e.getMessage());
    }
  }

  private void fail(String why) throws IOException {
    channel.send(Kind.FAILED, String.valueOf(why).getBytes(StandardCharsets.UTF_8));
  }

  private void fulfil(Message request) throws IOException, InvalidExperiment {
    ByteBuffer body = ByteBuffer.wrap(request.body()).order(ByteOrder.LITTLE_ENDIAN);
    switch (request.kind()) {
      case Kind.OPEN -> {
        Opening opening = JsonRecords.read(request.body(), Opening.class);
        lanes = Optional.of(course.isPresent() ? opening.open(course.get()) : opening.open());
        String opened = JsonRecords.write(opened().describe());
        channel.send(Kind.OPENED, opened.getBytes(StandardCharsets.UTF_8));
      }
      case Kind.RESET -> channel.send(Kind.OBSERVATIONS, opened().reset(body));
      case Kind.STEP, Kind.STEP_NEAREST -> {
        int length = opened().step(body, request.kind() == Kind.STEP_NEAREST);
        channel.send(Kind.RESULTS, opened().results(), length);
      }
      case Kind.CANDIDATES -> channel.send(Kind.COUNTS, opened().candidates());
      default ->
          throw new IllegalArgumentException("a message of kind " + request.kind() + " is unknown");
    }
  }

  private Lanes opened() {
    return lanes.orElseThrow(() -> new IllegalArgumentException("no environment was opened yet"));
  }
}
