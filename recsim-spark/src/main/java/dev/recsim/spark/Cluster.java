package dev.recsim.spark;

import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.io.Scratch;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;

/** This program's place on the cluster, from the first experiment to its own end. */
final class Cluster {
  private static final long GRACE_MILLIS = 15_000;
  private static final String CHECKPOINTS = "spark.checkpoint.dir";

  private volatile boolean ending;
  private SparkContext context;
  private Scratch scratch;
  private List<String> classPath;
  private int experiments;

  /** Sends an experiment to the executors; with the first one, all code. */
  synchronized Shipment ship(Start start) throws IOException {
    connect(start.options());
    String name = "experiment-" + ++experiments + ".bin";
    Path parcel = Files.write(scratch.folder().resolve(name), start.parcel());
    context.addFile(parcel.toUri().toString());
    return shipment(name, start.options());
  }

  /** Sends all code to the executors, without an experiment. */
  synchronized Shipment ship(Map<String, String> options) throws IOException {
    connect(options);
    return shipment("", options);
  }

  /** Connects without recsim's code, which not every task needs. */
  synchronized SparkContext context(Map<String, String> options) throws IOException {
    connect(options);
    return context;
  }

  private Shipment shipment(String parcel, Map<String, String> given) {
    Map<String, String> options = new TreeMap<>(given);
    options.remove(Frames.CLASS_PATH);
    return new Shipment(parcel, classPath, options);
  }

  private void connect(Map<String, String> options) throws IOException {
    if (context != null) {
      return;
    }
    context = new SparkContext(SparkSettings.of(options));
    scratch = new Scratch();
    checkpoint();
    ClassPathFiles files = new ClassPathFiles(scratch.folder());
    Path own = files.jar(ownCode());
    // spark-submit has added it already.
    if (!context.getConf().get("spark.jars", "").contains(own.toString())) {
      context.addJar(own.toUri().toString());
    }
    String given = options.getOrDefault(Frames.CLASS_PATH, "");
    List<Path> jars = files.jars(List.of(given.split(File.pathSeparator)));
    jars.forEach(jar -> context.addFile(jar.toUri().toString()));
    classPath = jars.stream().map(jar -> jar.getFileName().toString()).toList();
  }

  /** Long iterations keep what they have, in a folder that all executors must see. */
  private void checkpoint() {
    String given = context.getConf().get(CHECKPOINTS, "");
    if (!given.isEmpty()) {
      context.setCheckpointDir(given);
    } else if (context.master().startsWith("local")) {
      context.setCheckpointDir(scratch.folder().resolve("checkpoints").toUri().toString());
    }
  }

  private static Path ownCode() {
    try {
      return Path.of(Cluster.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  SparkContext context() {
    return context;
  }

  /** Ends this JVM: the run is over. What still runs on the cluster is stopped. */
  void end() {
    ending = true;
    exit(0);
  }

  /** Ends this JVM: Spark cannot go on. */
  void fail(Exception problem) {
    if (ending) {
      // Stopping the context fails the job, and ends the JVM.
      return;
    }
    String message = String.valueOf(problem.getMessage());
    System.err.println("Spark: " + message.lines().findFirst().orElse(problem.toString()));
    exit(1);
  }

  /** Executors end without their driver, too, only later. */
  private void exit(int status) {
    Thread impatient =
        new Thread(
            () -> {
              try {
                Thread.sleep(GRACE_MILLIS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(status);
            });
    impatient.setDaemon(true);
    impatient.start();
    stop();
    System.exit(status);
  }

  private synchronized void stop() {
    if (context != null) {
      context.stop();
    }
    if (scratch != null) {
      scratch.close();
    }
  }
}
