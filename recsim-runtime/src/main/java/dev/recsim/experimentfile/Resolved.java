package dev.recsim.experimentfile;

import dev.recsim.baseline.BaselineOptions;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.ExperimentSpec.ClaimSpec;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.experimentfile.ExperimentSpec.MetricSpec;
import dev.recsim.experimentfile.binding.RecordShape;
import dev.recsim.experimentfile.binding.Shape;
import dev.recsim.experimentfile.yaml.YamlTree;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Training;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An experiment with every default written out, and its fingerprints. */
final class Resolved {
  /**
   * Part of every fingerprint: raise it when the same YAML comes to mean something else, so that
   * stored trials are not taken for its results.
   */
  private static final BigDecimal MEANING = BigDecimal.ONE;

  private final Path directory;

  /**
   * @param directory that files named in options are relative to
   */
  Resolved(Path directory) {
    this.directory = directory;
  }

  /**
   * The experiment as a tree. An agent's schedule is written where it is not the experiment's.
   *
   * @param training the experiment's schedule
   */
  static Map<String, Object> tree(
      ExperimentReader.Header header,
      EnvironmentSpec<?> environment,
      List<AgentSpec<?>> agents,
      Training training,
      Evaluation evaluation,
      List<Integer> seeds) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (AgentSpec<?> agent : agents) {
      Map<String, Object> entry = component(agent.provider().name(), agent.options());
      if (agent.training() != training && !agent.training().equals(training)) {
        entry.put("training", record(agent.training()));
      }
      entries.put(agent.name(), entry);
    }
    Map<String, Object> tree = record(header);
    tree.put("environment", component(environment.provider().name(), environment.options()));
    putMetrics(tree, environment);
    tree.put("agents", entries);
    tree.put("training", record(training));
    tree.put("evaluation", record(evaluation));
    tree.put("trials", Shape.map("seeds", Seeds.tree(seeds)));
    return tree;
  }

  /** Where there are any: an experiment without them is what it was before there were metrics. */
  private static void putMetrics(Map<String, Object> tree, EnvironmentSpec<?> environment) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    for (MetricSpec<?> metric : environment.metrics()) {
      metrics.put(metric.name(), component(metric.provider().name(), metric.options()));
    }
    if (!metrics.isEmpty()) {
      tree.put("metrics", metrics);
    }
  }

  /** The tree with what runs are held against; nothing of it enters an agent's fingerprint. */
  static Map<String, Object> withChecks(
      Map<String, Object> tree, BaselineOptions baseline, List<ClaimSpec> claims) {
    tree.put("baseline", record(baseline));
    if (!claims.isEmpty()) {
      tree.put("claims", Claims.tree(claims));
    }
    return tree;
  }

  /** SHA-256 of each file that the options name, hex, by its path in the experiment. */
  SortedMap<String, String> files(EnvironmentSpec<?> environment, List<AgentSpec<?>> agents) {
    List<Record> options = new ArrayList<>(List.of(environment.options()));
    agents.forEach(agent -> options.add(agent.options()));
    SortedMap<String, String> files = new TreeMap<>();
    for (Record record : options) {
      RecordShape.of(record)
          .files(
              record,
              (option, file) ->
                  files.computeIfAbsent(
                      file, it -> HexFormat.of().formatHex(digestOf(directory.resolve(it)))));
    }
    return files;
  }

  private static Map<String, Object> component(String type, Record options) {
    Map<String, Object> tree = Shape.map("type", type);
    tree.putAll(record(options));
    return tree;
  }

  private static Map<String, Object> record(Record record) {
    return RecordShape.of(record).tree(record);
  }

  /** SHA-256 of the resolved experiment, without its checks, and the files it names. */
  String fingerprint(String resolved, EnvironmentSpec<?> environment, List<AgentSpec<?>> agents) {
    List<Record> options = new ArrayList<>(List.of(environment.options()));
    agents.forEach(agent -> options.add(agent.options()));
    return sha256(YamlTree.write(Shape.map("meaning", MEANING)) + resolved, options);
  }

  /** SHA-256 of all that decides an agent's trials, save the trial's seed. */
  String agentFingerprint(
      long seed, EnvironmentSpec<?> environment, Evaluation evaluation, AgentSpec<?> agent) {
    Map<String, Object> tree =
        Shape.map(
            "meaning",
            MEANING,
            "seed",
            BigDecimal.valueOf(seed),
            "environment",
            component(environment.provider().name(), environment.options()),
            "evaluation",
            record(evaluation),
            "name",
            agent.name(),
            "agent",
            component(agent.provider().name(), agent.options()),
            "training",
            record(agent.training()));
    putMetrics(tree, environment);
    return sha256(YamlTree.write(tree), List.of(environment.options(), agent.options()));
  }

  /** Of the text and, behind it, the files that the options name. */
  private String sha256(String text, List<Record> options) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    for (Record record : options) {
      RecordShape.of(record)
          .files(record, (option, file) -> digest.update(digestOf(directory.resolve(file))));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] digestOf(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return digest.digest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
