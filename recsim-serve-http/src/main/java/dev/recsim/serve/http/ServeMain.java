package dev.recsim.serve.http;

import dev.recsim.io.process.ParentWatch;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.config.InvalidServeFile;
import dev.recsim.serve.config.ServeConfig;
import dev.recsim.serve.config.ServeFile;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Serves what a file says until the process gets SIGTERM or SIGINT: {@code java -jar
 * recsim-serve-http-<version>-all.jar serve.yaml}. It then answers the requests that came, writes
 * the log, and ends with status 0. What is wrong at the start is a line on stderr and status 1.
 */
public final class ServeMain {
  private static final String USAGE =
      "usage: java -jar recsim-serve-http-<version>-all.jar serve.yaml";

  /** Of recsim:serve: the server ends when its stdin does. */
  private static final String PARENT = "--parent-stdin";

  private ServeMain() {}

  /**
   * Starts the server.
   *
   * @param arguments the path of the file
   */
  public static void main(String[] arguments) {
    try {
      boolean hasParent = arguments.length == 2 && arguments[1].equals(PARENT);
      if (arguments.length != 1 && !hasParent) {
        throw new StartFailure(USAGE);
      }
      ServeConfig config = ServeFile.read(Path.of(arguments[0]));
      Ranker ranker = config.open();
      RankingServer server = start(ranker, config);
      if (hasParent) {
        ParentWatch.start(System.in, () -> System.exit(0));
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "recsim-shutdown"));
      System.out.println("recsim serves at " + server.addresses());
    } catch (InvalidServeFile | RuntimeException | LinkageError e) {
      fail(e.getMessage() == null ? e.toString() : e.getMessage(), System.err);
    } catch (OutOfMemoryError e) {
      fail("there is too little memory; start java with a larger -Xmx", System.err);
    }
  }

  private static RankingServer start(Ranker ranker, ServeConfig config) {
    try {
      return RankingServer.start(ranker, config, line -> System.err.println("recsim: " + line));
    } catch (RuntimeException e) {
      ranker.close();
      throw e;
    }
  }

  private static void fail(String message, PrintStream err) {
    err.println(message);
    // Neither Jetty nor a log may keep the process alive.
    Runtime.getRuntime().halt(1);
  }

  private static void stop(RankingServer server) {
    boolean complete = server.stop();
    System.out.println(complete ? "recsim stopped" : "recsim stopped before all requests ended");
    System.out.flush();
    // An orderly end after SIGTERM has status 0, not 143.
    Runtime.getRuntime().halt(complete ? 0 : 1);
  }
}
