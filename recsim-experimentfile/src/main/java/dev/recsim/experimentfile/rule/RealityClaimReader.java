package dev.recsim.experimentfile.rule;

import dev.recsim.rule.Claim;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads claims {@code by: reality}. */
public record RealityClaimReader(Problems problems) {
  private static final String METRIC = "metric";
  private static final String REWARD = "reward";
  private static final List<String> KEYS =
      List.of(Comparisons.BEATS, Comparisons.NOT_WORSE, METRIC, Comparisons.MARGIN, Claims.BY);

  /** The claims of a file; those that are wrong are left out, with the problems added. */
  public List<ClaimSpec> read(Section root) {
    Comparisons comparisons = new Comparisons(Nodes.keys(root.node(), "agents"), problems);
    List<ClaimSpec> claims = new ArrayList<>();
    comparisons.each(
        root,
        Claims::isOfReality,
        (of, section) ->
            claim(of.getValue(), section, comparisons)
                .ifPresent(it -> claims.add(new ClaimSpec(it, problems.line(of)))));
    return claims;
  }

  private Optional<Claim> claim(String of, Section section, Comparisons comparisons) {
    if (!section.rejectUnknown(KEYS, problems)) {
      return Optional.empty();
    }
    String metric =
        section.value(METRIC).orElse(null) instanceof ScalarNode it && !it.getValue().equals(REWARD)
            ? it.getValue()
            : null;
    Optional<Claim.OfTwo> claim = comparisons.read(of, metric, section);
    if (claim.orElse(null) instanceof Claim.NotWorseThan it && it.margin().relative() == null) {
      return problems.none(
          section.value(Comparisons.MARGIN).orElse(section.node()),
          Comparisons.NOT_WORSE
              + " by reality needs margin: {relative: 0.01}, because effects are relative");
    }
    return claim.map(Claim.InReality::new);
  }
}
