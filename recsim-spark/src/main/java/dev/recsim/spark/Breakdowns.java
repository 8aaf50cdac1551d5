package dev.recsim.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Why tasks of a job failed, as Spark tells it. */
final class Breakdowns extends SparkListener {
  private final Map<Integer, String> last = new ConcurrentHashMap<>();
  private final Semaphore ended = new Semaphore(0);

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof TaskFailedReason reason) {
      last.put(end.taskInfo().index(), reason.toErrorString());
    }
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    ended.release();
  }

  /**
   * Waits until all of the job that was just run is known here.
   *
   * @return the first line of the last failure of a trial's task
   */
  String lastOf(int index) throws InterruptedException {
    ended.acquire();
    return last.getOrDefault(index, "for no known reason").lines().findFirst().orElseThrow();
  }
}
