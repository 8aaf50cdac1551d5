package dev.recsim.experiment.remote;

import dev.recsim.experiment.remote.Frames.End;
import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Load;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Names;
import dev.recsim.experiment.remote.Frames.Part;
import dev.recsim.experiment.remote.Frames.ReadLog;
import dev.recsim.experiment.remote.Frames.Ready;
import dev.recsim.experiment.remote.Frames.Request;
import dev.recsim.experiment.remote.Frames.Sum;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads logs, and sums over what users opened, on a cluster through a driver program. */
public final class LogDriver implements AutoCloseable {
  private final List<String> command;
  private final Map<String, String> options;
  private WorkerProcess driver;

  /**
   * @param command starts the program, which speaks {@link Frames}
   * @param options additional options for the driver, see {@link Frames}
   */
  public LogDriver(List<String> command, Map<String, String> options) {
    this.command = List.copyOf(command);
    this.options = Map.copyOf(options);
  }

  /**
   * Finds the files of a log, which the requests that follow read.
   *
   * @param log options of the log, see {@link Frames}
   * @return names of the files, in their order
   * @throws LogProblem if it has none
   */
  public List<String> open(byte[] request, Map<String, String> log) throws IOException {
    start();
    Map<String, String> all = new TreeMap<>(options);
    all.putAll(log);
    all.put(Frames.CLASS_PATH, System.getProperty("java.class.path"));
    Frame answer = exchange(new ReadLog(request, all));
    if (answer instanceof Names names) {
      return names.files().lines().toList();
    }
    throw problem(answer);
  }

  /**
   * Reads all parts of the log.
   *
   * @return the answers of the parts in their order
   * @throws LogProblem if a part cannot be read
   */
  public List<byte[]> read(byte[] request) throws IOException {
    return parts(new Request(request));
  }

  /**
   * Brings what users opened to the cluster, for the sums that follow.
   *
   * @param users see {@link Load}
   */
  public void load(byte[] users) throws IOException {
    start();
    Frame answer = exchange(new Load(users, options));
    if (!(answer instanceof Ready)) {
      throw problem(answer);
    }
  }

  /**
   * Sums over what was loaded.
   *
   * @param sum see {@link Frames#SUM}
   * @return the parts of the sum
   */
  public List<byte[]> sum(Map<String, String> sum) throws IOException {
    return parts(new Sum(sum));
  }

  private void start() throws IOException {
    if (driver == null) {
      driver = new WorkerProcess(command);
    }
  }

  private List<byte[]> parts(Frame request) throws IOException {
    Map<Integer, byte[]> parts = new TreeMap<>();
    Frame answer = exchange(request);
    while (answer instanceof Part part) {
      parts.put(part.number(), part.answer());
      answer = exchange(null);
    }
    if (answer instanceof End) {
      return List.copyOf(parts.values());
    }
    throw problem(answer);
  }

  private Frame exchange(Frame frame) throws IOException {
    try {
      if (frame != null) {
        driver.send(frame);
      }
      return driver.answer();
    } catch (IOException e) {
      String how = driver.died(e);
      driver = null;
      throw new IOException(
          "the program that reads the log on the cluster %s; what it wrote to stderr says why"
              .formatted(how));
    }
  }

  private static IOException problem(Frame answer) {
    return answer instanceof Lost lost
        ? new LogProblem(lost.message())
        : WorkerProcess.unexpected(answer);
  }

  /** The log cannot be read; the message says why. */
  public static final class LogProblem extends IOException {
    private static final long serialVersionUID = 1;

    LogProblem(String message) {
      super(message);
    }
  }

  @Override
  public void close() {
    if (driver != null) {
      driver.end();
      driver = null;
    }
  }
}
