package dev.recsim.experimentfile.evaluation;

import dev.recsim.experimentfile.evaluation.EvaluateOptions.PolicyOptions;
import dev.recsim.experimentfile.rule.Claims;
import dev.recsim.logs.LogOptions;
import dev.recsim.rule.Claim;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.Margin;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Scalar;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.RecordShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the sections {@code logs} and {@code evaluate}, and claims {@code by: ope}. */
public record Evaluations(Problems problems) {
  /** The key of the log. */
  public static final String LOGS = "logs";

  /** The key of the evaluation. */
  public static final String EVALUATE = "evaluate";

  /** The key of policies that are no agents. */
  public static final String POLICIES = "policies";

  /** The policy that was logged. */
  public static final String LOGGED = "logged";

  private static final String EXAMPLE =
      "\"evaluate: {policies: {<name>: {column: <column>}}}\", see docs/off-policy.md; a fit belongs"
          + " into the folder environments";

  private static final String BEATS = "beats";
  private static final String NOT_WORSE = "not_worse_than";

  /** Keys of a file that only evaluates policies on a log. */
  private static final List<String> ALONE =
      List.of("name", "title", "seed", "extends", LOGS, EVALUATE, "claims", "baseline");

  /** Whether a file is only about a log: it has no environment and no agents. */
  public static boolean alone(Section root) {
    return (root.value(EVALUATE).isPresent() || root.value(LOGS).isPresent())
        && List.of("environment", "environments", "agents").stream()
            .noneMatch(key -> root.value(key).isPresent());
  }

  /**
   * Reads the sections; empty if there is no {@code evaluate} or something is invalid, with the
   * problems added.
   */
  public Optional<EvaluateSection> read(Section root) {
    Optional<LogOptions> logs =
        root.value(LOGS)
            .flatMap(node -> Section.of(node, LOGS, problems))
            .flatMap(it -> LogsSection.read(it, LOGS, LogOptions.DEFAULTS, problems));
    Optional<Node> evaluate = root.value(EVALUATE);
    if (evaluate.isEmpty()) {
      if (alone(root)) {
        root.required(EVALUATE, EXAMPLE, problems);
      }
      rejectOffPolicy(root.value("claims"));
      return Optional.empty();
    }
    if (alone(root)) {
      root.rejectUnknown(ALONE, problems);
    }
    root.required(LOGS, "\"logs: {file: ...}\"", problems);
    Optional<Section> section = Section.of(evaluate.get(), EVALUATE, problems);
    Map<String, PolicyOptions> policies = new LinkedHashMap<>();
    List<String> agents =
        root.value("agents").isPresent() ? Nodes.keys(root.node(), "agents") : List.of();
    section
        .flatMap(it -> it.value(POLICIES))
        .flatMap(node -> Section.of(node, POLICIES, problems))
        .ifPresent(it -> policies(it, agents, policies));
    if (agents.isEmpty() && policies.isEmpty()) {
      problems.at(
          evaluate.get(),
          "evaluate has no policy; write policies: {<name>: {column: ...}} or {type: random}");
    }
    List<String> names = new ArrayList<>(agents);
    names.addAll(policies.keySet());
    List<ClaimSpec> claims = claims(root.value("claims"), names, alone(root));
    Optional<EvaluateOptions> options =
        section.flatMap(
            it ->
                RecordShape.of(EvaluateOptions.DEFAULTS)
                    .readOver(it, EvaluateOptions.DEFAULTS, List.of(POLICIES), "", problems));
    options.stream()
        .flatMap(it -> it.learn().stream())
        .filter(name -> !agents.contains(name))
        .forEach(name -> problems.at(evaluate.get(), Names.noAgent(name, agents)));
    return logs.isEmpty() || options.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EvaluateSection(logs.get(), options.get(), policies, claims, margin(root)));
  }

  /** The margin of the experiment, or the default. */
  private Margin margin(Section root) {
    Problems ignored = new Problems(Path.of("baseline"));
    return root.value("baseline")
        .flatMap(node -> Section.of(node, "baseline", ignored))
        .flatMap(section -> section.value("margin"))
        .flatMap(node -> RecordShape.of(Margin.class, null).read(node, "margin", ignored))
        .map(Margin.class::cast)
        .orElse(Margin.DEFAULTS);
  }

  private void policies(Section section, List<String> agents, Map<String, PolicyOptions> policies) {
    RecordShape shape = RecordShape.of(PolicyOptions.class, null);
    for (NodeTuple entry : section.entries()) {
      String name = ((ScalarNode) entry.getKeyNode()).getValue();
      Names.problem(name).ifPresent(message -> problems.at(entry.getKeyNode(), message));
      if (agents.contains(name) || name.equals(LOGGED)) {
        problems.at(
            entry.getKeyNode(),
            "the name %s is that of %s; choose another one"
                .formatted(name, name.equals(LOGGED) ? "the logged policy" : "an agent"));
      }
      shape
          .read(entry.getValueNode(), POLICIES + "." + name, problems)
          .ifPresent(options -> policies.put(name, (PolicyOptions) options));
    }
  }

  /**
   * @param alone whether there are no trials that other claims could be about
   */
  private List<ClaimSpec> claims(Optional<Node> node, List<String> names, boolean alone) {
    List<ClaimSpec> claims = new ArrayList<>();
    if (node.isEmpty() || !(node.get() instanceof SequenceNode list)) {
      return claims;
    }
    for (Node item : list.getValue()) {
      if (alone && Claims.isReadElsewhere(item) && !Claims.isOffPolicy(item)) {
        problems.at(item, "claims of a file without agents are tested on its log; write by: ope");
      }
      if (Claims.isOffPolicy(item)) {
        NodeTuple entry = ((MappingNode) item).getValue().get(0);
        String of = ((ScalarNode) entry.getKeyNode()).getValue();
        if (isPolicy(entry.getKeyNode(), of, names)) {
          add(of, new Section((MappingNode) entry.getValueNode()), names, claims);
        }
      }
    }
    return claims;
  }

  /** Without {@code evaluate} nothing would test these claims. */
  private void rejectOffPolicy(Optional<Node> node) {
    if (node.isPresent() && node.get() instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        if (Claims.isOffPolicy(item)) {
          Node claim = ((MappingNode) item).getValue().get(0).getValueNode();
          Node by = new Section((MappingNode) claim).value(Claims.BY).orElseThrow();
          if (isOpe(by)) {
            problems.at(by, "by: ope needs the sections logs and evaluate; see docs/off-policy.md");
          }
        }
      }
    }
  }

  /** Whether a claim is tested on a log; otherwise a problem is added. */
  private boolean isOpe(Node by) {
    boolean ope = by instanceof ScalarNode text && text.getValue().equals(Claims.OPE);
    if (!ope) {
      problems.at(
          by,
          "%s must be %s or %s, not %s"
              .formatted(Claims.BY, Claims.OPE, Claims.REALITY, Nodes.describe(by)));
    }
    return ope;
  }

  private boolean isPolicy(Node node, String name, List<String> names) {
    if (!names.contains(name)) {
      problems.at(
          node, "no policy or agent is named \"" + name + "\"" + Names.orThereAre(name, names));
    }
    return names.contains(name);
  }

  private void add(String of, Section section, List<String> names, List<ClaimSpec> claims) {
    section.rejectUnknown(List.of(BEATS, NOT_WORSE, Claims.BY), problems);
    isOpe(section.value(Claims.BY).orElseThrow());
    if (section.value(BEATS).isEmpty() && section.value(NOT_WORSE).isEmpty()) {
      problems.at(
          section.node(),
          "%s claims nothing; write %s or %s with %s or another policy"
              .formatted(of, BEATS, NOT_WORSE, LOGGED));
    }
    for (String kind : List.of(BEATS, NOT_WORSE)) {
      section
          .value(kind)
          .flatMap(node -> other(kind, of, node, names))
          .map(it -> kind.equals(BEATS) ? new Claim.Beats(of, it) : new Claim.NotWorseThan(of, it))
          .ifPresent(it -> claims.add(new ClaimSpec(it, problems.line(section.node()))));
    }
  }

  private Optional<String> other(String kind, String of, Node node, List<String> names) {
    if (!(node instanceof ScalarNode scalar) || Scalar.kind(scalar) != Scalar.Kind.TEXT) {
      return problems.none(
          node, kind + " must be " + LOGGED + " or a policy, not " + Nodes.describe(node));
    }
    String other = scalar.getValue();
    if (other.equals(of)) {
      return problems.none(node, kind + " must be another policy than " + of + " itself");
    }
    return other.equals(LOGGED) || isPolicy(node, other, names)
        ? Optional.of(other)
        : Optional.empty();
  }
}
