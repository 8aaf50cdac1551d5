package dev.recsim.serve.http;

import dev.recsim.served.Outcome;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what happened after a decision. */
final class OutcomeBody {
  private static final List<String> KEYS =
      List.of("decision", "clicks", "rewards", "reward", "signals", "status");

  private final JsonBody body;
  private String decision;
  private List<Integer> clicks;
  private double[] rewards;
  private Double reward;
  private final Map<String, double[]> signals = new HashMap<>();
  private String status;

  private OutcomeBody(JsonBody body) {
    this.body = body;
  }

  static Outcome read(byte[] bytes) {
    return JsonBody.read(bytes, body -> new OutcomeBody(body).read());
  }

  private Outcome read() throws IOException {
    body.object("the body", this::read);
    if (decision == null) {
      throw Refusal.badRequest(
          "the body lacks \"decision\"", "send the decision of the answer to /rank");
    }
    return new Outcome(decision, clicks, rewards, reward, signals, status);
  }

  private void read(String name) throws IOException {
    if (!KEYS.contains(name)) {
      throw JsonBody.unknown("the body", name, KEYS);
    }
    if (body.isNull()) {
      return;
    }
    switch (name) {
      case "decision" -> decision = body.text(name);
      case "clicks" -> clicks = body.list(name, body::index);
      case "rewards" -> rewards = body.numbers(name);
      case "reward" -> reward = body.number(name);
      case "signals" ->
          body.object(name, signal -> signals.put(signal, body.numbers("signals." + signal)));
      default -> status = body.text(name);
    }
  }
}
