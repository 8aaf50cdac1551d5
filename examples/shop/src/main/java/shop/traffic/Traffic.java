package shop.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays visits of users to the shop, over HTTP:
 *
 * <pre>java -cp target/classes shop.traffic.Traffic http://localhost:8080 10000 1</pre>
 *
 * The arguments are the shop's address, the number of visits, and a seed. Each visit is of a user
 * of its own.
 */
public final class Traffic {
  private static final int THREADS = 8;
  private static final int LONGEST = 100;
  private static final Pattern RECOMMENDED = Pattern.compile("\"recommended\":\\{\"id\":\"(\\w+)\"");
  private static final Pattern DECISION = Pattern.compile("\"decision\":\"(\\w+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String shop;
  private final long seed;

  private Traffic(String shop, long seed) {
    this.shop = shop;
    this.seed = seed;
  }

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    int visits = Integer.parseInt(args[1]);
    Traffic traffic = new Traffic(args[0], Long.parseLong(args[2]));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<Integer>> clicks = new ArrayList<>();
    for (int visit = 0; visit < visits; visit++) {
      int number = visit;
      Callable<Integer> play = () -> traffic.visit(number);
      clicks.add(threads.submit(play));
    }
    long sum = 0;
    for (Future<Integer> each : clicks) {
      sum += each.get();
    }
    threads.shutdown();
    System.out.printf("%,d visits, %.3f clicks a visit%n", visits, (double) sum / visits);
  }

  /** Plays a visit; returns the number of clicks. */
  private int visit(int number) throws IOException, InterruptedException {
    World.User user = new World.User(1_000_003 * seed + number);
    String name = "u" + seed + "-" + number;
    int at = user.searches();
    int clicks = 0;
    for (int step = 0; step < LONGEST; step++) {
      String page =
          get("/api/products/%s?user=%s&visit=%s".formatted(World.PRODUCTS.get(at), name, name));
      int recommended = World.PRODUCTS.indexOf(found(RECOMMENDED, page));
      boolean clicked = user.clicks(at, recommended);
      boolean bought = clicked && user.buys();
      boolean left = step == LONGEST - 1 || user.leaves(clicked);
      post(
          "{\"decision\":\"%s\",\"clicked\":%s,\"bought\":%s,\"left\":%s}"
              .formatted(found(DECISION, page), clicked, bought, left));
      clicks += clicked ? 1 : 0;
      if (left) {
        break;
      }
      at = clicked ? recommended : user.searches();
    }
    return clicks;
  }

  private static String found(Pattern pattern, String page) {
    Matcher matcher = pattern.matcher(page);
    if (!matcher.find()) {
      throw new IllegalStateException("the shop's answer has no " + pattern + ": " + page);
    }
    return matcher.group(1);
  }

  private String get(String path) throws IOException, InterruptedException {
    var answer =
        client.send(HttpRequest.newBuilder(URI.create(shop + path)).build(), BodyHandlers.ofString());
    return checked(answer.statusCode(), answer.body());
  }

  private void post(String json) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(shop + "/api/feedback"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    checked(answer.statusCode(), answer.body());
  }

  private static String checked(int status, String body) {
    if (status / 100 != 2) {
      throw new IllegalStateException("the shop answered with status " + status + ": " + body);
    }
    return body;
  }
}
