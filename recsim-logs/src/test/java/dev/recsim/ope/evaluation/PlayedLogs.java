package dev.recsim.ope.evaluation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.log.FileSink;
import dev.recsim.serve.log.FileSinkOptions;
import dev.recsim.served.CatalogueMark;
import dev.recsim.served.DecisionRecord;
import dev.recsim.served.DecisionRecord.Candidate;
import dev.recsim.served.EventRecord;
import dev.recsim.served.Outcome;
import dev.recsim.trial.Decision;
import dev.recsim.trial.Loop;
import dev.recsim.trial.StepLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.IntStream;

/** Plays sessions of an environment, and writes them as a session log and as a served log. */
public final class PlayedLogs implements StepLog {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String UNIT = "x\n0";

  private final Path folder;
  private final Space space;
  private final FileSink sink;
  private final StringBuilder lines = new StringBuilder();
  private final boolean both;

  /** The documents of the environment. */
  private final CatalogueMark whole;

  private PlayedLogs(Path folder, Space space, boolean both) {
    this.folder = folder;
    this.space = space;
    this.both = both;
    whole =
        CatalogueMark.of(
            IntStream.range(0, space.documents()).mapToObj(Integer::toString).toList());
    sink =
        FileSink.open(
            new FileSinkOptions(folder.resolve("served"), 2_000_000, false, null, 1_000_000_000));
    sink.event(
        new EventRecord.Start(
            "test",
            List.of(),
            space.userFeatures(),
            space.documentFeatures(),
            Map.of(),
            Optional.of(whole)));
  }

  /** An environment of this type with other options than the default. */
  static Environment environment(String type, Map<String, Object> changed) {
    for (EnvironmentProvider<?> provider : ServiceLoader.load(EnvironmentProvider.class)) {
      if (provider.name().equals(type)) {
        return create(provider, changed);
      }
    }
    throw new IllegalArgumentException(type);
  }

  private static <C extends Record> Environment create(
      EnvironmentProvider<C> provider, Map<String, Object> changed) {
    C options = provider.defaults();
    for (Map.Entry<String, Object> each : changed.entrySet()) {
      options = Options.with(options, each.getKey(), each.getValue());
    }
    return provider.create(options, Path.of("."));
  }

  /** Plays; also writes the session log if both are wanted. */
  static void play(
      Environment environment,
      Policy policy,
      int sessions,
      RandomKey key,
      Path folder,
      boolean both) {
    PlayedLogs logs = new PlayedLogs(folder, environment.space(), both);
    new Loop(environment, Perception.NONE, key.child("users"), key.child("logged"), "log", logs)
        .play(policy, sessions);
    logs.sink.event(new EventRecord.Stop());
    logs.sink.close();
    if (logs.sink.status().lost() > 0) {
      throw new AssertionError(logs.sink.status());
    }
    try {
      Files.writeString(folder.resolve("x-seed-0.jsonl"), logs.lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Log served(Path folder) {
    LogOptions options = LogOptions.ofServed("served", 0);
    return Log.of(options, folder, List.of()).withPropensities();
  }

  static Log sessions(Path folder) {
    return Log.of(new LogOptions("x-seed-0.jsonl", null, ",", null, 0), folder, List.of());
  }

  @Override
  public void step(Decision decision) {
    String id = "%016x%016x".formatted(decision.session(), decision.index());
    List<? extends Document> documents = decision.seen().candidates();
    List<Candidate> candidates = new ArrayList<>();
    for (Document each : documents) {
      int topic = space.topics() == 0 ? -1 : each.topic();
      candidates.add(new Candidate(Long.toString(each.id()), topic, Optional.of(each.features())));
    }
    int size = decision.slate().size();
    List<String> slate = new ArrayList<>();
    List<Integer> clicks = new ArrayList<>();
    for (int p = 0; p < size; p++) {
      int document = decision.slate().document(p);
      slate.add(documents.isEmpty() ? "" + document : "" + documents.get(document).id());
    }
    if (decision.step().response().clicked() >= 0) {
      clicks.add(decision.step().response().clicked());
    }
    String status = decision.step().status().name().toLowerCase(Locale.ROOT);
    double[] user = decision.seen().user();
    sink.decision(
        new DecisionRecord(
            id,
            new DecisionRecord.Unit(UNIT, Integer.toString(decision.session()), "a", 0.5),
            new DecisionRecord.Seen(
                Integer.toString(decision.seen().state()),
                user,
                candidates,
                candidates.isEmpty() ? whole.digest() : null),
            new DecisionRecord.Shown(
                "p", 0, slate, decision.shown().propensities(), List.of(), null),
            decision.session()));
    sink.outcome(new Outcome(id, clicks, null, decision.step().reward(), Map.of(), status));
    if (both) {
      line(decision, candidates, slate, clicks, status);
    }
  }

  /** As {@code recsim.sessionLogs} writes it. */
  private void line(
      Decision decision,
      List<Candidate> candidates,
      List<String> slate,
      List<Integer> clicks,
      String status) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("agent", "x");
    line.put("seed", 0);
    line.put("session", decision.session());
    line.put("step", decision.index());
    line.put("state", decision.seen().state());
    Map<String, Object> user = new LinkedHashMap<>();
    for (int f = 0; f < space.userFeatures().size(); f++) {
      user.put(space.userFeatures().get(f), decision.seen().user()[f]);
    }
    line.put("user", user);
    List<Object> all = new ArrayList<>();
    for (Candidate each : candidates) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", Long.parseLong(each.id()));
      one.put("topic", Math.max(0, each.topic()));
      one.put("features", each.features().orElseThrow());
      all.add(one);
    }
    line.put("candidates", all);
    line.put("slate", IntStream.range(0, slate.size()).map(decision.slate()::document).toArray());
    line.put("slate_ids", slate.stream().map(Long::parseLong).toList());
    line.put("propensities", decision.shown().propensities());
    line.put("clicks", clicks);
    line.put("reward", decision.step().reward());
    line.put("status", status);
    try {
      lines.append(JSON.writeValueAsString(line)).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
