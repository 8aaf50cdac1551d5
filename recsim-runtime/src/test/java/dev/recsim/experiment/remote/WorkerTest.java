package dev.recsim.experiment.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.remote.Frames.At;
import dev.recsim.experiment.remote.Frames.End;
import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Ready;
import dev.recsim.experiment.remote.Frames.Result;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.Channel;
import dev.recsim.io.ChannelListener;
import dev.recsim.store.Delivery;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker and what it answers. */
@Timeout(120)
@Tag("slow")
class WorkerTest {
  @TempDir Path folder;
  private final CountDownLatch gone = new CountDownLatch(1);
  private Channel channel;
  private Channel ofWorker;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    ChannelListener listener = new ChannelListener(Frames::most);
    CompletableFuture<Channel> accepted = new CompletableFuture<>();
    new Thread(() -> accept(listener, accepted)).start();
    ofWorker = Channel.connect(listener.address(), Frames::most);
    channel = accepted.join();
    Worker worker = new Worker(ofWorker, gone::countDown);
    thread = new Thread(() -> work(worker));
    thread.start();
  }

  private static void accept(ChannelListener listener, CompletableFuture<Channel> accepted) {
    try {
      accepted.complete(listener.accept());
    } catch (IOException e) {
      accepted.completeExceptionally(e);
    }
  }

  private static void work(Worker worker) {
    try {
      worker.work();
    } catch (IOException | InterruptedException e) {
      // The test is over.
    }
  }

  @AfterEach
  void end() throws Exception {
    channel.close();
    ofWorker.close();
    thread.interrupt();
    thread.join();
  }

  @Test
  void ordersAreAnsweredWithTheResultsOfTheirTrials() throws Exception {
    ExperimentSpec spec = spec("actor_critic");
    send(WorkerProcess.start(spec, Optional.empty(), new SessionLogs(folder, false)));
    for (PlannedTrial trial : Plan.of(spec).trials()) {
      send(order(trial));
      Frame frame = receive();
      for (int epoch = 1; frame instanceof At at; epoch++) {
        assertThat(at.epoch()).isEqualTo(epoch);
        frame = receive();
      }
      Result answer = (Result) frame;
      Completed result = (Completed) Delivery.decode(answer.delivery());
      Completed expected = (Completed) trial.trial().run();
      assertThat(result).usingRecursiveComparison().ignoringFields("cost").isEqualTo(expected);
      assertThat(result.weights()).isPresent();
      assertThat(answer.agent()).isEqualTo("learner");
      assertThat(answer.seed()).isEqualTo(trial.trial().id().seed());
    }
  }

  @Test
  void trialsOfOtherCodeDoNotRun() throws Exception {
    send(WorkerProcess.start(spec("random"), Optional.empty(), new SessionLogs(folder, false)));
    send(new Order("learner", 0, "f00"));
    TrialResult result = Delivery.decode(((Result) receive()).delivery());
    assertThat(((Failed) result).error()).startsWith("the code where the trial should run is not");
  }

  @Test
  void trialsOfAnExperimentThatCannotBeReadAreLost() throws Exception {
    Parcel parcel = Parcel.of(spec("random"));
    Parcel damaged = new Parcel(parcel.experiment() + "\nodd: 1\n", parcel.files());
    send(new Start(damaged.encode(), Map.of()));
    send(new Order("learner", 4, "f00"));
    Lost lost = (Lost) receive();
    assertThat(lost.seed()).isEqualTo(4);
    assertThat(lost.message())
        .startsWith("the experiment cannot be read where its trials should run: ")
        .contains("odd");

    send(new Start(new byte[3], Map.of()));
    send(new Order("learner", 5, "f00"));
    String why = "the worker process cannot read the experiment: java.io.EOFException";
    assertThat(receive()).isEqualTo(new Lost("learner", 5, why));
  }

  @Test
  void itLearnsThatTheRunIsGone() throws Exception {
    send(new End());
    assertThat(gone.getCount()).isEqualTo(1);
    channel.close();
    gone.await();
  }

  /** A start is answered when the experiment was read. */
  private void send(Frame frame) throws IOException {
    Frames.send(channel, frame);
    if (frame instanceof Start) {
      assertThat(receive()).isEqualTo(new Ready());
    }
  }

  private Frame receive() throws IOException {
    return Frames.receive(channel);
  }

  private static Order order(PlannedTrial trial) {
    return new Order("learner", trial.trial().id().seed(), trial.fingerprint());
  }

  private ExperimentSpec spec(String agent) throws Exception {
    return Experiments.read(
        folder,
        """
        environment: {type: transition_matrix, doc_num: 5}
        agents: {learner: {type: %s}}
        training: {warmup_sessions: 5, epochs: 2, updates_per_epoch: 3}
        evaluation: {sessions: 5}
        trials: {seeds: 0..1}
        """
            .formatted(agent));
  }
}
