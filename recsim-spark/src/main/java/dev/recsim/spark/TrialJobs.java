package dev.recsim.spark;

import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs trials as Spark jobs, a task each.
 *
 * <p>All trials are one job. Where a JVM dies or a machine is lost, Spark begins its tasks again
 * elsewhere. What is lost as often as {@link RunTrial} allows may have killed its JVM, or have been
 * beside a trial that did: each of these is run again, alone, in a job of its own. So a trial fails
 * of nobody's fault but its own.
 *
 * @param answers who is told how trials went, each once, one at a time
 */
record TrialJobs(SparkContext context, Consumer<Frame> answers) {
  /** Runs trials, and returns when each has its answer. */
  void run(List<DueTrial> trials, RunTrial task) throws InterruptedException {
    List<DueTrial> suspects = new ArrayList<>();
    submit(
        trials,
        task,
        (index, delivery) -> {
          if (delivery.length == 0) {
            suspects.add(trials.get(index));
          } else {
            answers.accept(result(trials.get(index), delivery));
          }
        });
    for (DueTrial suspect : suspects) {
      runAlone(suspect, task);
    }
  }

  private void runAlone(DueTrial trial, RunTrial task) throws InterruptedException {
    Breakdowns breakdowns = new Breakdowns();
    AtomicBoolean answered = new AtomicBoolean();
    context.addSparkListener(breakdowns);
    try {
      submit(
          List.of(trial),
          task,
          (index, delivery) -> {
            if (delivery.length > 0) {
              answers.accept(result(trial, delivery));
              answered.set(true);
            }
          });
      if (!answered.get()) {
        answers.accept(new Lost(trial.agent(), trial.seed(), message(breakdowns.lastOf(0))));
      }
    } finally {
      context.removeSparkListener(breakdowns);
    }
  }

  private static Result result(DueTrial trial, byte[] delivery) {
    return new Result(trial.agent(), trial.seed(), delivery);
  }

  private static String message(String reason) {
    return "it could not be run on Spark, %s times, at last alone: %s; see the executors' logs, or set spark.executor.memory with recsim.spark.conf if memory is short"
        .formatted(2 * RunTrial.ATTEMPTS, reason);
  }

  /** Takes what the task of a partition returned. */
  interface Handler {
    void handle(int index, byte[] delivery);
  }

  private void submit(List<DueTrial> trials, RunTrial task, Handler handler) {
    ClassTag<DueTrial> tag = ClassTag$.MODULE$.apply(DueTrial.class);
    RDD<DueTrial> partitions =
        context.parallelize(CollectionConverters.asScala(trials).toSeq(), trials.size(), tag);
    submit(context, partitions, task, handler);
  }

  /**
   * Runs one job, a task for each partition. The handler is called as each task finishes, by one
   * thread of Spark's.
   */
  static <T> void submit(
      SparkContext context,
      RDD<T> partitions,
      Function2<TaskContext, Iterator<T>, byte[]> task,
      Handler handler) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < partitions.getNumPartitions(); i++) {
      all.add(i);
    }
    context.runJob(
        partitions,
        task,
        CollectionConverters.asScala(all).toSeq(),
        new AbstractFunction2<Object, byte[], BoxedUnit>() {
          @Override
          public BoxedUnit apply(Object index, byte[] delivery) {
            handler.handle((Integer) index, delivery);
            return BoxedUnit.UNIT;
          }
        },
        ClassTag$.MODULE$.<byte[]>apply(byte[].class));
  }
}
