package dev.recsim.experimentfile.fits;

import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.evaluation.LogsSection;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.log.EnvironmentPlan;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.FitOptions;
import dev.recsim.fit.log.FitPlan;
import dev.recsim.logs.LogOptions;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.YamlFile;
import dev.recsim.yaml.YamlTree;
import dev.recsim.yaml.binding.PartShape;
import dev.recsim.yaml.binding.RecordShape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the file of a fit, {@code experiments/environments/<name>.yaml}. */
public final class FitReader {
  static final String LOGS = "logs";
  static final String MODEL = "model";
  static final String AGAINST = "against";
  static final String ACCEPT = "accept";
  private static final List<String> SECTIONS = List.of(LOGS, MODEL, AGAINST, ACCEPT);
  private static final PartShape PART = new PartShape(kind());

  private final Path file;
  private final Problems problems;

  private FitReader(Path file) {
    this.file = file;
    this.problems = new Problems(file);
  }

  @SuppressWarnings("unchecked") // the class of a generic interface
  private static Class<? extends Provider<?>> kind() {
    return (Class<? extends Provider<?>>) (Class<?>) FitModelProvider.class;
  }

  /**
   * Reads a file.
   *
   * @throws InvalidExperiment with all problems of the file
   */
  public static EnvironmentPlan read(Path file) throws InvalidExperiment {
    FitReader reader = new FitReader(file);
    Optional<? extends EnvironmentPlan> plan =
        YamlFile.read(file, reader.problems).map(Section::new).flatMap(reader::read);
    if (reader.problems.count() > 0 || plan.isEmpty()) {
      throw new InvalidExperiment(reader.problems.inOrder());
    }
    return plan.get();
  }

  /**
   * Returns the declaration of a fitted environment as this version writes it, with the options
   * that are new in this version. A declaration that this version cannot read stays as it is.
   *
   * @param file of the environment, in whose folder the declaration was
   * @param declaration as in {@link EnvironmentPlan#declaration}
   */
  public static List<String> again(Path file, List<String> declaration) {
    return plan(file, declaration).map(EnvironmentPlan::declaration).orElse(declaration);
  }

  /**
   * Returns what stays of a declaration if the log grows: the model and the columns of the log,
   * without defaults. Of a declaration that this version cannot read, all of it.
   */
  public static Map<String, Object> model(Path file, List<String> declaration) {
    return plan(file, declaration)
        .filter(FitPlan.class::isInstance)
        .map(FitPlan.class::cast)
        .map(FitReader::model)
        .orElseGet(() -> Map.of("declaration", declaration));
  }

  private static Map<String, Object> model(FitPlan plan) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(MODEL, PART.declared(plan.model()));
    LogOptions logs = plan.logs();
    if (logs.columns() != null) {
      tree.put("columns", RecordShape.of(logs.columns()).declared(logs.columns()));
    }
    return tree;
  }

  private static Optional<? extends EnvironmentPlan> plan(Path file, List<String> declaration) {
    FitReader reader = new FitReader(file);
    Optional<? extends EnvironmentPlan> plan =
        YamlFile.value(String.join("\n", declaration), file.toString(), reader.problems)
            .flatMap(root -> Section.of(root, "declaration", reader.problems))
            .flatMap(reader::read);
    return reader.problems.count() > 0 ? Optional.empty() : plan;
  }

  private Optional<? extends EnvironmentPlan> read(Section root) {
    return GivenReader.in(root) ? new GivenReader(file, problems).read(root) : plan(root);
  }

  private Optional<FitPlan> plan(Section root) {
    FitOptions defaults = Options.defaults(FitOptions.class);
    Optional<FitOptions> options =
        RecordShape.of(defaults).readOver(root, defaults, SECTIONS, "", problems);
    Optional<LogOptions> logs =
        root.required(LOGS, "\"logs: {file: ...}\"", problems)
            .flatMap(node -> Section.of(node, LOGS, problems))
            .flatMap(it -> LogsSection.read(it, LOGS, LogOptions.DEFAULTS, problems));
    Optional<Accept> accept =
        RecordShape.optional(
            root,
            ACCEPT,
            Options.defaults(Accept.class),
            List.of(CounterfactualReader.KEY),
            problems);
    EnvironmentPlan.Counterfactual counterfactual =
        logs.map(it -> new CounterfactualReader(problems, it).read(root.value(ACCEPT)))
            .orElse(EnvironmentPlan.Counterfactual.NONE);
    Optional<Part<FitModelProvider<?>>> model =
        root.required(MODEL, "\"model: {type: ...}\"", problems).flatMap(node -> part(node, MODEL));
    Map<String, Part<FitModelProvider<?>>> against = new LinkedHashMap<>();
    root.value(AGAINST).ifPresent(node -> against(node, model, against));
    return problems.count() > 0
        ? Optional.empty()
        : Optional.of(
            new FitPlan(
                file,
                logs.orElseThrow(),
                model.orElseThrow(),
                against,
                options.orElseThrow(),
                accept.orElseThrow(),
                counterfactual,
                declaration(
                    logs.get(),
                    model.get(),
                    against,
                    options.get(),
                    accept.get(),
                    counterfactual)));
  }

  @SuppressWarnings("unchecked") // the parts of a kind have its providers
  private Optional<Part<FitModelProvider<?>>> part(Node node, String label) {
    return PART.read(node, label, problems).map(it -> (Part<FitModelProvider<?>>) (Part<?>) it);
  }

  private void against(
      Node node,
      Optional<Part<FitModelProvider<?>>> model,
      Map<String, Part<FitModelProvider<?>>> models) {
    if (!(node instanceof MappingNode mapping)) {
      problems.at(node, "against must be a mapping from names to models");
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      String name = ((ScalarNode) entry.getKeyNode()).getValue();
      part(entry.getValueNode(), "against." + name)
          .ifPresent(
              part -> {
                models.put(name, part);
                model
                    .filter(it -> !it.provider().subject().equals(part.provider().subject()))
                    .ifPresent(
                        it ->
                            problems.at(
                                entry.getValueNode(),
                                "%s predicts %s, but the model predicts %s; they cannot be compared"
                                    .formatted(
                                        part.provider().name(),
                                        part.provider().subject(),
                                        it.provider().subject())));
              });
    }
  }

  private static List<String> declaration(
      LogOptions logs,
      Part<FitModelProvider<?>> model,
      Map<String, Part<FitModelProvider<?>>> against,
      FitOptions options,
      Accept accept,
      EnvironmentPlan.Counterfactual counterfactual) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(LOGS, RecordShape.of(logs).tree(logs));
    tree.put(MODEL, PART.tree(model));
    if (!against.isEmpty()) {
      Map<String, Object> others = new LinkedHashMap<>();
      against.forEach((name, part) -> others.put(name, PART.tree(part)));
      tree.put(AGAINST, others);
    }
    tree.putAll(RecordShape.of(options).tree(options));
    Map<String, Object> accepted = RecordShape.of(accept).tree(accept);
    accepted.putAll(CounterfactualReader.tree(counterfactual));
    tree.put(ACCEPT, accepted);
    return YamlTree.write(tree).lines().toList();
  }
}
