package dev.recsim.experimentfile.evaluation;

import dev.recsim.experimentfile.evaluation.EvaluateOptions.PolicyOptions;
import dev.recsim.logs.LogOptions;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.Margin;
import java.util.List;
import java.util.Map;

/**
 * What to evaluate on a log.
 *
 * @param policies policies that are no agents, by name, in the order of the file
 * @param claims claims {@code by: ope}
 * @param margin of claims {@code not_worse_than}
 */
public record EvaluateSection(
    LogOptions logs,
    EvaluateOptions options,
    Map<String, PolicyOptions> policies,
    List<ClaimSpec> claims,
    Margin margin) {}
