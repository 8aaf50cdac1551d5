package dev.recsim.serve.http;

import dev.recsim.serve.Ranker;
import dev.recsim.serve.RankerOptions.Source;
import dev.recsim.serve.config.InvalidServeFile;
import dev.recsim.serve.config.ServeConfig;
import dev.recsim.serve.config.ServeFile;
import dev.recsim.serve.http.Routes.Call;
import dev.recsim.serve.http.Routes.Route;
import dev.recsim.yaml.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What operators call: each change is complete when it is answered, or refused without effect. */
record AdminEndpoints(Ranker ranker, ServeConfig config) {
  Map<String, Route> routes() {
    return Map.of(
        "/reload", Route.post(this::reload),
        "/rollback", Route.post(this::rollback),
        "/catalogue", Route.post(this::catalogue),
        "/arms", Route.post(this::arms));
  }

  /** The policy, and its folder or null. */
  private record Named(String policy, String path) {}

  private static final class Reader {
    private final JsonBody body;
    private final List<String> keys;
    private String policy;
    private String path;

    Reader(JsonBody body, List<String> keys) {
      this.body = body;
      this.keys = keys;
    }

    Named read() throws IOException {
      body.object("the body", this::read);
      return new Named(policy, path);
    }

    private void read(String key) throws IOException {
      if (!keys.contains(key)) {
        throw JsonBody.unknown("the body", key, keys);
      }
      String text = body.text(key);
      policy = key.equals("policy") ? text : policy;
      path = key.equals("path") ? text : path;
    }
  }

  private static Named read(Call call, List<String> keys) {
    return JsonBody.read(call.body(), body -> new Reader(body, keys).read());
  }

  private Named named(Call call, String... keys) {
    Named named = read(call, List.of(keys));
    Map<String, Source> policies = config.ranker().policies();
    if (named.policy() == null || !policies.containsKey(named.policy())) {
      throw Refusal.split(
          Refusal.BAD_REQUEST,
          named.policy() == null
              ? "the body lacks \"policy\"; send the name of a policy of serve.yaml"
              : "there is no policy \""
                  + named.policy()
                  + "\""
                  + Names.orThereAre(named.policy(), policies.keySet()));
    }
    return named;
  }

  private Answer reload(Call call) {
    Named named = named(call, "policy", "path");
    Path folder = named.path() == null ? configured(named.policy()) : folder(named.path());
    ranker.reload(named.policy(), folder);
    return done();
  }

  private Path configured(String policy) {
    Path folder = config.ranker().policies().get(policy).folder();
    if (folder == null) {
      throw Refusal.badRequest(
          "policy " + policy + " is of type random", "reload a promoted policy");
    }
    return folder;
  }

  private static Path folder(String path) {
    String place = path;
    try {
      Path folder = Path.of(path).toAbsolutePath().normalize();
      if (Files.isDirectory(folder)) {
        return folder;
      }
      place = folder.toString();
    } catch (InvalidPathException e) {
      // There is no such folder.
    }
    throw Refusal.badRequest(
        "there is no folder " + place, "send the path of a promoted policy on the server");
  }

  private Answer rollback(Call call) {
    ranker.rollback(named(call, "policy").policy());
    return done();
  }

  private Answer catalogue(Call call) {
    read(call, List.of());
    ranker.reloadCatalogue();
    return done();
  }

  private Answer arms(Call call) {
    try {
      ranker.arms(
          ServeFile.arms(
              new String(call.body(), StandardCharsets.UTF_8),
              config.ranker().policies().keySet()));
    } catch (InvalidServeFile e) {
      throw Refusal.badRequest(e.getMessage(), "send the value of arms in serve.yaml");
    }
    return done();
  }

  private static Answer done() {
    return Answer.json("{\"done\":true}".getBytes(StandardCharsets.UTF_8));
  }
}
