package dev.recsim.benchmarks.serving;

import dev.recsim.benchmarks.serving.OpenLoop.Outcome;
import dev.recsim.contract.PromotedAgents;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.http.ServeMain;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Latency of the ranking service under load, beside {@link FloorServer}. A network of 64 x 64
 * scores candidates that are named by id, whose features are in the catalogue. Server and generator
 * have a core each. After {@code mvn -DskipTests install}:
 *
 * <pre>{@code
 * mvn -q -pl recsim-benchmarks dependency:build-classpath -Dmdep.outputFile=/tmp/cp
 * taskset -c 1 java -XX:+UseSerialGC -cp "recsim-benchmarks/target/classes:$(cat /tmp/cp)" \
 *     dev.recsim.benchmarks.serving.HttpLoad 30
 * }</pre>
 *
 * <p>The argument is the number of seconds of each load, after 10 s to warm up. The heap is what is
 * used after collections in the first and the last third of the time.
 */
public final class HttpLoad {
  private static final int PORT = 18_080;
  private static final int FLOOR_PORT = 18_082;
  private static final int DOCUMENTS = 10_000;
  private static final int FEATURES = 20;
  private static final int REQUESTS = 256;
  private static final int CONNECTIONS = 16;
  private static final double WARM_UP = 10;

  private final Path folder;
  private final double seconds;

  private HttpLoad(Path folder, double seconds) {
    this.folder = folder;
    this.seconds = seconds;
  }

  /**
   * Prints a line for each server and load.
   *
   * @param arguments seconds of each load
   */
  public static void main(String[] arguments) throws Exception {
    double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 30;
    Path folder = Files.createTempDirectory("http-load");
    new HttpLoad(folder, seconds).run();
  }

  private void run() throws Exception {
    PromotedAgents.of("ppo", "interest_evolution", 1).write(folder.resolve("ppo"));
    Files.write(
        folder.resolve("catalogue.jsonl"),
        IntStream.range(0, DOCUMENTS).mapToObj(HttpLoad::document).toList());
    Files.writeString(
        folder.resolve("serve.yaml"),
        "policies: {new: {path: ppo}}\ncatalogue: {file: catalogue.jsonl}\nlog: {folder: served}\n"
            + "server: {port: %s, admin_port: %s}\n".formatted(PORT, PORT + 1));
    Process floor = start(FloorServer.class, Integer.toString(FLOOR_PORT));
    long begin = System.nanoTime();
    Process server = start(ServeMain.class, folder.resolve("serve.yaml").toString());
    try {
      awaitAnswer(PORT);
      print(
          "start to first answer: %.2f s, CPU %.2f s",
          (System.nanoTime() - begin) / 1e9, cpu(server).toNanos() / 1e9);
      awaitAnswer(FLOOR_PORT);
      print("load of the machine before: %.2f", load());
      for (int[] load : new int[][] {{50, 3_000}, {1_000, 200}}) {
        measure(floor, "floor", FLOOR_PORT, load[0], load[1]);
        measure(server, "recsim", PORT, load[0], load[1]);
      }
    } finally {
      floor.destroy();
      server.destroy();
      server.waitFor();
      print("status of the server: %s", server.exitValue());
    }
  }

  private void measure(Process server, String name, int port, int candidates, double rate)
      throws InterruptedException {
    OpenLoop loop = new OpenLoop(port, requests(candidates), rate, CONNECTIONS);
    loop.run(WARM_UP);
    Optional<Heap> heap =
        name.equals("recsim") ? Optional.of(new Heap(port, seconds)) : Optional.empty();
    Duration before = cpu(server);
    Outcome outcome = loop.run(seconds);
    double used = cpu(server).minus(before).toNanos() / 1e3 / outcome.latencies().length;
    print(
        "%-6s %4s candidates %5.0f/s: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, largest %.1f ms, errors %s, CPU %.0f us a request, machine load %.2f%s",
        name,
        candidates,
        rate,
        outcome.quantile(0.5),
        outcome.quantile(0.9),
        outcome.quantile(0.99),
        outcome.quantile(0.999),
        outcome.quantile(1),
        outcome.errors(),
        used,
        load(),
        heap.isPresent() ? heap.get().ends() : "");
  }

  /** Used heap of the server, read each second. */
  private static final class Heap {
    private final List<Double> megabytes = new ArrayList<>();
    private final Thread reader;

    Heap(int port, double seconds) {
      reader = new Thread(() -> read(port, seconds));
      reader.start();
    }

    private void read(int port, double seconds) {
      try {
        for (int i = 0; i < seconds - 1; i++) {
          megabytes.add(
              get(port, "/metrics")
                      .lines()
                      .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                      .mapToDouble(
                          line -> Double.parseDouble(line.substring(line.indexOf("} ") + 2)))
                      .sum()
                  / (1 << 20));
          Thread.sleep(1_000);
        }
      } catch (IOException | InterruptedException e) {
        print("the heap cannot be read: %s", e);
      }
    }

    String ends() throws InterruptedException {
      reader.join();
      int third = megabytes.size() / 3;
      return third == 0
          ? ""
          : String.format(
              Locale.ROOT,
              ", heap %.0f MB, then %.0f MB",
              least(megabytes.subList(0, third)),
              least(megabytes.subList(2 * third, megabytes.size())));
    }

    private static double least(List<Double> some) {
      return some.stream().min(Double::compare).orElseThrow();
    }
  }

  private static List<byte[]> requests(int candidates) {
    List<byte[]> requests = new ArrayList<>();
    for (int r = 0; r < REQUESTS; r++) {
      int first = RandomKey.root(r).below(0, DOCUMENTS);
      String offered =
          IntStream.range(0, candidates)
              .mapToObj(c -> "\"sku-" + (first + c * 7L) % DOCUMENTS + '"')
              .collect(Collectors.joining(","));
      String body =
          "{\"unit\":\"u-%s\",\"user\":%s,\"candidates\":[%s]}"
              .formatted(r, features("interest_", RandomKey.root(r)), offered);
      requests.add(
          "POST /rank HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s"
              .formatted(body.length(), body)
              .getBytes(StandardCharsets.US_ASCII));
    }
    return requests;
  }

  private static String document(int i) {
    return "{\"id\":\"sku-%s\",\"topic\":%s,\"features\":%s}"
        .formatted(i, i % FEATURES, features("topic_", RandomKey.root(-i - 1)));
  }

  private static String features(String prefix, RandomKey key) {
    return IntStream.range(0, FEATURES)
        .mapToObj(f -> String.format(Locale.ROOT, "\"%s%s\":%.4f", prefix, f, key.uniform(f)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private Process start(Class<?> main, String argument) throws IOException {
    return new ProcessBuilder(
            "taskset",
            "-c",
            "0",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            argument)
        .inheritIO()
        .start();
  }

  private static void awaitAnswer(int port) throws InterruptedException {
    OpenLoop once = new OpenLoop(port, requests(50).subList(0, 1), 1_000, 1);
    while (once.run(0.001).errors() > 0) {
      Thread.sleep(5);
    }
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static Duration cpu(Process server) {
    return server.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
