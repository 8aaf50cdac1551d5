package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.yaml.binding.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * The examples of the pages of agents and environments, and each component alone, with each key
 * left out: they are read, or refused with a place.
 */
@Tag("slow")
class MissingKeysTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```yaml\\n(.*?)^ *```$");

  @TempDir Path folder;
  private final Yaml yaml = new Yaml();
  private int valid;
  private int refused;

  @Test
  void componentWithoutOptionsIsReadOrRefusedWithAPlace() throws Exception {
    SortedSet<String> agents = new TreeSet<>(Providers.agents().keySet());
    SortedSet<String> environments = new TreeSet<>(Providers.environments().keySet());
    for (String agent : agents) {
      for (String environment : List.of("interest_evolution", "transition_matrix")) {
        read(of(Map.of("type", environment), Map.of("type", agent)));
        read(
            of(
                Map.of("type", environment),
                Map.of("type", "epsilon_greedy", "base", Map.of("type", agent))));
      }
    }
    for (String environment : environments) {
      read(of(Map.of("type", environment), Map.of("type", "random")));
      for (String part : List.of("user", "documents", "choice", "base")) {
        read(of(Map.of("type", environment, part, Map.of()), Map.of("type", "random")));
      }
    }
    assertThat(valid).isGreaterThan(agents.size());
    assertThat(refused).isGreaterThan(agents.size() / 2);
  }

  @Test
  void eachKeyOfSomeExamplesMayBeMissing() throws Exception {
    leaveOut(7);
    assertThat(valid).isGreaterThan(10);
    assertThat(refused).isGreaterThan(10);
  }

  @Tag("nightly")
  @Test
  void eachKeyOfAllExamplesMayBeMissing() throws Exception {
    leaveOut(1);
    System.out.println(valid + " experiments are read, " + refused + " are refused");
    assertThat(valid).isGreaterThan(100);
    assertThat(refused).isGreaterThan(100);
  }

  /** Leaves out each key of some examples, one at a time. */
  private void leaveOut(int step) throws IOException {
    List<Map<String, Object>> examples = examples();
    assertThat(examples).hasSizeGreaterThan(40);
    for (int i = 0; i < examples.size(); i += step) {
      Map<String, Object> example = examples.get(i);
      without(example, changed -> read(example));
    }
  }

  private static List<Map<String, Object>> examples() throws IOException {
    List<Map<String, Object>> examples = new ArrayList<>();
    for (String name : List.of("agents", "environments")) {
      List<Path> pages;
      try (Stream<Path> all = Files.walk(Path.of("../docs", name))) {
        pages = all.filter(it -> it.toString().endsWith(".md")).sorted().toList();
      }
      for (Path page : pages) {
        BLOCK
            .matcher(Files.readString(page))
            .results()
            .filter(it -> !it.group(1).contains("type: process")) // its program would start
            .map(it -> new Yaml().<Object>load(it.group(1)))
            .filter(it -> it instanceof Map<?, ?> map && !map.containsKey("model"))
            .forEach(it -> examples.add(whole((Map<?, ?>) it)));
      }
    }
    return examples;
  }

  private static Map<String, Object> whole(Map<?, ?> some) {
    Map<String, Object> all = new TreeMap<>();
    some.forEach((key, value) -> all.put(String.valueOf(key), value));
    all.putIfAbsent("environment", Map.of("type", "interest_evolution"));
    all.putIfAbsent("agents", Map.of("random", Map.of("type", "random")));
    return all;
  }

  private static Map<String, Object> of(Map<String, ?> environment, Map<String, ?> agent) {
    return Map.of("environment", environment, "agents", Map.of("a", agent));
  }

  /** Removes each key of a tree in turn, and puts it back. */
  @SuppressWarnings("unchecked") // keys and values are put back where they were
  private static void without(Object tree, Consumer<String> changed) {
    if (tree instanceof List<?> list) {
      list.forEach(it -> without(it, changed));
    } else if (tree instanceof Map<?, ?> map) {
      for (Object key : List.copyOf(map.keySet())) {
        Object value;
        try {
          value = map.remove(key);
        } catch (UnsupportedOperationException e) {
          return;
        }
        changed.accept(String.valueOf(key));
        ((Map<Object, Object>) map).put(key, value);
        without(value, changed);
      }
    }
  }

  private void read(Map<String, Object> experiment) {
    String text = yaml.dump(experiment);
    try {
      Path file = Files.writeString(folder.resolve("it.yaml"), text);
      ExperimentReader.readAll(folder, file, List.of());
      valid++;
    } catch (InvalidExperiment e) {
      refused++;
      assertThat(e.problems())
          .as(text)
          .isNotEmpty()
          .allSatisfy(it -> assertThat(it.line()).as(it.toString()).isPositive())
          .noneSatisfy(it -> assertThat(it.message()).contains("NullPointerException"));
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(text, e);
    }
  }
}
