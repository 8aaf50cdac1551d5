package dev.recsim.spring;

import dev.recsim.serve.RankRefused;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.config.InvalidServeFile;
import dev.recsim.serve.config.ServeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** Properties below {@code recsim}, as settings of a {@code serve.yaml}. */
record RankerSettings(Environment environment, ResourceLoader resources) {
  private static final String PREFIX = "recsim";
  private static final String CONFIG = "config";
  private static final String ENABLED = "enabled";

  Ranker open() {
    Map<String, Object> properties =
        Binder.get(environment)
            .bind(PREFIX, Bindable.mapOf(String.class, Object.class))
            .orElse(Map.of());
    Map<List<String>, String> settings = new LinkedHashMap<>();
    properties.forEach(
        (key, value) -> {
          if (!key.equals(CONFIG) && !key.equals(ENABLED)) {
            add(List.of(key), value, settings);
          }
        });
    Path here = Path.of("").toAbsolutePath();
    try {
      Object config = properties.get(CONFIG);
      Path file = config == null ? null : file(config.toString());
      Path folder = file == null ? here : file.getParent();
      return ServeFile.read(file, settings, folder).open();
    } catch (InvalidServeFile | RankRefused | IllegalArgumentException e) {
      throw new InvalidRankerSettings(e.getMessage());
    }
  }

  private Path file(String config) {
    try {
      boolean isPlain = !config.contains(":") || config.startsWith("/");
      Resource resource = resources.getResource(isPlain ? "file:" + config : config);
      return resource.getFile().toPath().toAbsolutePath();
    } catch (IOException e) {
      throw new InvalidRankerSettings(
          "recsim.config names \"%s\", which is no file; name one outside of a jar"
              .formatted(config));
    }
  }

  private static void add(List<String> path, Object value, Map<List<String>, String> settings) {
    if (value instanceof Map<?, ?> map && isList(map)) {
      settings.put(path, list(new ArrayList<>(map.values())));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> {
            List<String> below = new ArrayList<>(path);
            below.add(key.toString());
            add(below, inner, settings);
          });
    } else {
      settings.put(path, value instanceof List<?> list ? list(list) : value.toString());
    }
  }

  /** Whether keys are the indices of a list, as {@code recsim.shadow[0]} has them. */
  private static boolean isList(Map<?, ?> map) {
    return !map.isEmpty() && map.keySet().stream().allMatch(it -> it.toString().matches("\\d+"));
  }

  private static String list(List<?> values) {
    StringBuilder yaml = new StringBuilder("[");
    for (Object value : values) {
      yaml.append(yaml.length() == 1 ? "" : ", ")
          .append('"')
          .append(value.toString().replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    return yaml.append(']').toString();
  }
}
