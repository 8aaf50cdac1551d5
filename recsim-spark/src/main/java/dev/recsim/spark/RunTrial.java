package dev.recsim.spark;

import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** What a task does, in an executor: the one trial of its partition, to the bytes it delivers. */
final class RunTrial extends AbstractFunction2<TaskContext, Iterator<DueTrial>, byte[]>
    implements Serializable {
  /** How often a trial is begun, if what runs it breaks down. */
  static final int ATTEMPTS = 2;

  private static final long serialVersionUID = 1;

  private final Shipment shipment;

  RunTrial(Shipment shipment) {
    this.shipment = shipment;
  }

  /**
   * Runs the trial.
   *
   * @return what it delivers, also where it has failed; nothing if it was begun often enough. A
   *     task that fails as often as Spark allows would end the job and all trials that still run.
   */
  @Override
  public byte[] apply(TaskContext task, Iterator<DueTrial> trials) {
    return task.attemptNumber() < ATTEMPTS
        ? ExecutorBench.of(shipment).run(trials.next())
        : new byte[0];
  }
}
