package dev.recsim.experimentfile.ab;

import dev.recsim.api.Metric;
import dev.recsim.experimentfile.evaluation.LogsSection;
import dev.recsim.experimentfile.rule.Claims;
import dev.recsim.experimentfile.rule.Guards;
import dev.recsim.experimentfile.rule.MetricDirections;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.Better;
import dev.recsim.live.options.AbSection;
import dev.recsim.live.options.AbSection.Segment;
import dev.recsim.logs.LogOptions;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.GuardSpec;
import dev.recsim.rule.Margin;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.NumberShape;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the section {@code ab} and its guards. */
public record LiveTests(Problems problems) {
  /** The key of the section. */
  public static final String AB = "ab";

  private static final String ARMS = "arms";
  private static final String METRICS = "metrics";
  private static final String LOGS = "logs";
  private static final String SEGMENTS = "segments";
  private static final String EXPLORE = "explore";
  private static final Shape VALUES = new Shape.Items(new Shape.Text(), 1);
  private static final String MARGIN = "margin";

  /** Keys of a file with a live test. */
  private static final List<String> KEYS =
      List.of("name", "title", "description", "extends", AB, "baseline", "claims");

  /** Keys of experiments. */
  private static final List<String> ELSEWHERE =
      List.of("environment", "environments", "agents", "logs", "evaluate");

  /** JSON Schema of the section. */
  public static Map<String, Object> schema() {
    Map<String, Object> name = Shape.map("pattern", Names.NAME);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        ARMS,
        Shape.map(
            "description",
            "The arms with their declared shares of units, the control first.",
            "type",
            "object",
            "minProperties",
            BigDecimal.valueOf(2),
            "propertyNames",
            name,
            "additionalProperties",
            Shape.map("type", "number", "exclusiveMinimum", BigDecimal.ZERO)));
    properties.put(
        METRICS,
        Shape.map(
            "description",
            "The metrics, each under a name of your choice.",
            "type",
            "object",
            "minProperties",
            BigDecimal.ONE,
            "propertyNames",
            name,
            "additionalProperties",
            RecordShape.of(AbMetric.class, null).schema()));
    properties.put(
        SEGMENTS,
        segments(
            "Parts of the units, declared in advance: columns of the log, each with its values."
                + " Verdicts are corrected for their number, and decide nothing."));
    properties.put(
        EXPLORE, segments("Parts of the units that are shown without a verdict, as segments."));
    properties.putAll(RecordShape.of(AbOptions.DEFAULTS).properties(AbOptions.DEFAULTS));
    properties.put(LOGS, logs());
    return Shape.map("type", "object", "properties", properties, "additionalProperties", false);
  }

  private static Map<String, Object> logs() {
    return Shape.map(
        "description",
        "In place of file and columns, a served log: {type: served, folder: ../served}.",
        "type",
        "object",
        "properties",
        RecordShape.of(LogOptions.DEFAULTS).properties(LogOptions.DEFAULTS),
        "additionalProperties",
        false);
  }

  private static Map<String, Object> segments(String description) {
    return Shape.map(
        "description", description, "type", "object", "additionalProperties", VALUES.schema());
  }

  /** Whether a file is about a live test. */
  public static boolean in(Section root) {
    return root.value(AB).isPresent();
  }

  /** Reads the section; empty if something is invalid, with the problems added. */
  public Optional<AbSection> read(Section root) {
    int before = problems.count();
    for (NodeTuple entry : root.entries()) {
      String key = ((ScalarNode) entry.getKeyNode()).getValue();
      if (ELSEWHERE.contains(key)) {
        problems.at(
            entry.getKeyNode(),
            "a live test stands in a file of its own; move %s or ab to another file"
                .formatted(key));
      }
    }
    Node node = root.value(AB).orElseThrow();
    Optional<Section> section = Section.of(node, AB, problems);
    if (section.isEmpty()) {
      return Optional.empty();
    }
    Optional<LogOptions> served = served(section.get());
    Optional<AbOptions> options = options(section.get(), served);
    Map<String, Double> arms = arms(section.get());
    Map<String, AbMetric> metrics = metrics(section.get());
    List<Segment> segments = new ArrayList<>(segments(section.get(), SEGMENTS));
    segments.addAll(segments(section.get(), EXPLORE));
    options.ifPresent(it -> checkColumns(section.get(), it, metrics));
    List<GuardSpec> guards = new Guards(directions(metrics), problems).read(root);
    Optional<Margin> margin = margin(root);
    List<ClaimSpec> claims =
        margin
            .map(it -> new AbClaims(arms, metrics, guards, it, problems).read(root))
            .orElse(List.of());
    root.rejectUnknown(Stream.concat(KEYS.stream(), ELSEWHERE.stream()).toList(), problems);
    return problems.count() > before
        ? Optional.empty()
        : Optional.of(
            new AbSection(
                options.orElseThrow(),
                arms,
                metrics,
                margin.orElseThrow(),
                guards,
                claims,
                segments,
                served,
                problems.line(node)));
  }

  private Optional<AbOptions> options(Section ab, Optional<LogOptions> served) {
    return RecordShape.of(AbOptions.DEFAULTS)
        .readOver(
            ab,
            AbOptions.DEFAULTS,
            List.of(ARMS, METRICS, SEGMENTS, EXPLORE, LOGS),
            AB + ".",
            problems)
        .map(it -> served.isEmpty() ? it : it.served(served.get().folder()));
  }

  /** The served log that is in place of file and columns. */
  private Optional<LogOptions> served(Section ab) {
    Optional<Section> section = ab.value(LOGS).flatMap(it -> Section.of(it, LOGS, problems));
    for (String key : List.of("file", "columns")) {
      if (section.isPresent() && ab.value(key).isPresent()) {
        problems.at(ab.value(key).get(), key + " is not used with logs; remove it");
      }
    }
    if (section.isPresent() && section.get().value("type").isEmpty()) {
      return problems.none(
          section.get().node(), "logs must be {type: served, ...}; write other data as file");
    }
    return section.flatMap(it -> LogsSection.read(it, LOGS, LogOptions.DEFAULTS, problems));
  }

  private Map<String, Double> arms(Section ab) {
    Map<String, Double> arms = new LinkedHashMap<>();
    Optional<Section> section =
        ab.required(ARMS, "\"arms: {a: 0.5, b: 0.5}\", the control first", problems)
            .flatMap(node -> Section.of(node, ARMS, problems));
    if (section.isEmpty()) {
      return arms;
    }
    for (NodeTuple entry : section.get().entries()) {
      String name = ((ScalarNode) entry.getKeyNode()).getValue();
      Names.problem(name).ifPresent(message -> problems.at(entry.getKeyNode(), message));
      NumberShape.of(double.class, null)
          .read(entry.getValueNode(), ARMS + "." + name, problems)
          .ifPresent(share -> arms.put(name, share.doubleValue()));
    }
    double sum = arms.values().stream().mapToDouble(it -> it).sum();
    if (arms.size() < 2) {
      problems.at(section.get().node(), "arms needs a control and a treatment");
    } else if (arms.values().stream().anyMatch(it -> !(it > 0)) || Math.abs(sum - 1) > 1e-9) {
      problems.at(
          section.get().node(),
          "the shares of arms must be above 0 and add up to 1, but their sum is " + sum);
    }
    return arms;
  }

  private List<Segment> segments(Section ab, String key) {
    List<Segment> segments = new ArrayList<>();
    Optional<Section> section = ab.value(key).flatMap(node -> Section.of(node, key, problems));
    for (NodeTuple entry : section.map(Section::entries).orElse(List.of())) {
      String column = ((ScalarNode) entry.getKeyNode()).getValue();
      VALUES
          .read(entry.getValueNode(), key + "." + column, problems)
          .map(it -> (List<?>) it)
          .ifPresent(
              values ->
                  values.forEach(
                      it -> segments.add(new Segment(column, (String) it, key.equals(EXPLORE)))));
    }
    return segments;
  }

  private Map<String, AbMetric> metrics(Section ab) {
    Map<String, AbMetric> metrics = new LinkedHashMap<>();
    Optional<Section> section =
        ab.required(METRICS, "\"metrics: {<name>: {column: <column>}}\"", problems)
            .flatMap(node -> Section.of(node, METRICS, problems));
    if (section.isPresent() && section.get().entries().isEmpty()) {
      problems.at(section.get().node(), "metrics has no metric; write <name>: {column: <column>}");
    }
    RecordShape shape = RecordShape.of(AbMetric.class, null);
    for (NodeTuple entry : section.map(Section::entries).orElse(List.of())) {
      String name = ((ScalarNode) entry.getKeyNode()).getValue();
      Names.problem(name).ifPresent(message -> problems.at(entry.getKeyNode(), message));
      shape
          .read(entry.getValueNode(), METRICS + "." + name, problems)
          .ifPresent(metric -> metrics.put(name, (AbMetric) metric));
    }
    return metrics;
  }

  /** What declares the columns; null if it is missing. */
  private Node columns(Section ab) {
    if (ab.value(LOGS).isPresent()) {
      return ab.value(LOGS).get();
    }
    ab.required("file", "\"file: ../data/<name>.csv\"", problems);
    return ab.required(
            "columns", "\"columns: {unit: user, arm: variant, time: exposed}\"", problems)
        .orElse(null);
  }

  /** Checks that columns are those of a log, or of sums, and that methods have what they need. */
  private void checkColumns(Section ab, AbOptions options, Map<String, AbMetric> metrics) {
    Node node = columns(ab);
    if (node == null || options.columns() == null) {
      return;
    }
    AbOptions.AbColumns columns = options.columns();
    if (columns.arm() == null) {
      problems.at(node, "columns lacks arm; write arm: <column>");
    }
    if ((columns.unit() == null) == (columns.n() == null)) {
      problems.at(node, "columns must have unit (a log) or n (sums), one of them");
    }
    boolean sums = columns.n() != null;
    if (sums && (columns.time() != null || columns.row() != null || options.window() != null)) {
      problems.at(node, "time, row and window are for logs; sums have day");
    }
    if (!sums && columns.day() != null) {
      problems.at(node, "day is for sums with n; a log has time");
    }
    if (sums) {
      rejectSegments(ab);
    }
    boolean timed = columns.time() != null || columns.day() != null;
    if (!timed && (options.plan() != null || options.window() != null)) {
      problems.at(node, "plan and window need a column of the time; write time: <column>");
    }
    boolean fresh =
        options.window() != null
            || !timed
            || options.lookTime().isEmpty()
            || sums && options.rows() == AbOptions.Rows.NEW_UNITS;
    metrics.forEach(
        (name, metric) -> {
          boolean planned = metric.method() == AbOptions.Method.PLANNED;
          if (planned && options.plan() == null && timed && options.lookTime().isPresent()) {
            problems.at(ab.node(), name + " has method: planned, but there is no plan");
          }
          if (metric.method() == AbOptions.Method.EXACT && !metric.ofEvents() && !fresh) {
            problems.at(
                ab.node(),
                name
                    + " has method: exact, which needs units that count once: write window, or rows:"
                    + " new_units for sums");
          }
        });
  }

  private void rejectSegments(Section ab) {
    for (String key : List.of(SEGMENTS, EXPLORE)) {
      ab.value(key)
          .ifPresent(
              node ->
                  problems.at(node, key + " needs a log with units; sums have no other columns"));
    }
  }

  private static MetricDirections directions(Map<String, AbMetric> metrics) {
    Map<String, Metric.Better> directions = new LinkedHashMap<>();
    metrics.forEach(
        (name, it) ->
            directions.put(
                name, it.better() == Better.LOWER ? Metric.Better.LOWER : Metric.Better.HIGHER));
    return new MetricDirections(Optional.of(directions));
  }

  private Optional<Margin> margin(Section root) {
    Optional<Node> baseline = root.value("baseline");
    if (baseline.isEmpty()) {
      return Optional.of(Margin.DEFAULTS);
    }
    Optional<Section> section = Section.of(baseline.get(), "baseline", problems);
    section.ifPresent(it -> it.rejectUnknown(List.of(MARGIN, Guards.GUARD), problems));
    Optional<Node> margin = section.flatMap(it -> it.value(MARGIN));
    return margin.isEmpty()
        ? Optional.of(Margin.DEFAULTS)
        : margin.flatMap(
            it -> Claims.MARGIN_SHAPE.read(it, MARGIN, problems).map(Margin.class::cast));
  }
}
