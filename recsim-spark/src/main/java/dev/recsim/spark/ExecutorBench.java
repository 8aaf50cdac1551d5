package dev.recsim.spark;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The bench of an executor, on which its trials run. It is loaded from the files that the driver
 * sent and from the JDK, and sees none of Spark's classes: both have libraries of the same names
 * and other versions.
 */
final class ExecutorBench {
  private static final String BENCH = "dev.recsim.experiment.remote.Bench";

  private static ClassLoader loader;
  private static String experiment;
  private static ExecutorBench current;

  private final Object bench;
  private final Method run;

  private ExecutorBench(Class<?> type, byte[] parcel, Map<String, String> options)
      throws ReflectiveOperationException {
    bench = type.getConstructor(byte[].class, Map.class).newInstance(parcel, options);
    run = type.getMethod("run", String.class, int.class, String.class);
  }

  /**
   * The bench of this JVM. It is made for the first trial of an experiment; an executor serves one
   * driver, which runs one experiment after the other, all with the same class path.
   */
  static synchronized ExecutorBench of(Shipment shipment) {
    if (!shipment.experiment().equals(experiment)) {
      try {
        byte[] parcel = Files.readAllBytes(shipment.parcel());
        Class<?> type = type(shipment, BENCH);
        close(current);
        current = new ExecutorBench(type, parcel, shipment.options());
        experiment = shipment.experiment();
      } catch (IOException | ReflectiveOperationException e) {
        throw translated(e);
      }
    }
    return current;
  }

  /** Deletes the files of the experiment before. */
  private static void close(ExecutorBench before) {
    try {
      if (before != null && before.bench instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (Exception e) {
      throw translated(e);
    }
  }

  /** A class of the code that the driver sent. */
  static synchronized Class<?> type(Shipment shipment, String name)
      throws IOException, ClassNotFoundException {
    if (loader == null) {
      loader = loader(shipment.classPath());
    }
    return Class.forName(name, true, loader);
  }

  private static ClassLoader loader(List<Path> jars) throws IOException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    return new URLClassLoader("recsim", urls, ClassLoader.getPlatformClassLoader());
  }

  /**
   * Runs a trial on the calling thread.
   *
   * @return what it delivers: its result, also where it has failed, and its networks
   */
  byte[] run(DueTrial trial) {
    try {
      return (byte[]) run.invoke(bench, trial.agent(), trial.seed(), trial.fingerprint());
    } catch (ReflectiveOperationException e) {
      throw translated(e);
    }
  }

  /** In words: the driver does not know the classes of what is thrown on a bench. */
  static IllegalStateException translated(Exception e) {
    Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
    IllegalStateException translated = new IllegalStateException(cause.toString());
    translated.setStackTrace(cause.getStackTrace());
    return translated;
  }
}
