package dev.recsim.report.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonJsonTest {
  /** The public format, byte for byte, on whichever JVM the tests run. */
  @Test
  void smallComparisonGivesTheseBytes() {
    RunComparison runs =
        Runs.compare(
            Runs.side(
                "main (9f86d08123)",
                "e",
                Map.of("gamma", "0.9"),
                Runs.agent("a", 1, 2, 3.1),
                Runs.agent("gone", 0.1)),
            Runs.side("the last run", "e", Map.of(), Runs.agent("a", 0, 1, 2)));
    assertThat(ComparisonJson.render(runs))
        .isEqualTo(
            """
            {
             "schema_version": 1,
             "base": "main (9f86d08123)",
             "head": "the last run",
             "headline": "a is worse.",
             "detail": "a of e went from 2.03 to 1.00 accepted documents a session: -1.03 (-50.8 %), 95 % interval -1.18 to -0.89 \
            (seeds: 3 paired). Of 2 agents in 1 experiment: 1 worse, 1 only in base. In e, gamma \
            changed; this alone can explain a difference.",
             "level": 0.95,
             "experiments": [
              {
               "experiment": "e",
               "base": {"origin": "main (9f86d08123)", "fingerprint": "f"},
               "head": {"origin": "the last run", "fingerprint": "f"},
               "changes": [
                {"key": "gamma", "base": "0.9", "head": null}
               ],
               "agents": [
                {
                 "agent": "a",
                 "verdict": "worse",
                 "method": "paired",
                 "base": 2.03333333333,
                 "head": 1,
                 "difference": -1.03333333333,
                 "interval": [-1.176755091, -0.889911575667],
                 "base_seeds": 3,
                 "head_seeds": 3,
                 "note": "",
                 "trials": [
                  {"seed": 0, "base": 1, "head": 0},
                  {"seed": 1, "base": 2, "head": 1},
                  {"seed": 2, "base": 3.1, "head": 2}
                 ]
                },
                {
                 "agent": "gone",
                 "verdict": "only in base",
                 "method": "none",
                 "base": null,
                 "head": null,
                 "difference": null,
                 "interval": null,
                 "base_seeds": 0,
                 "head_seeds": 0,
                 "note": "",
                 "trials": [
                  {"seed": 0, "base": 0.1, "head": null}
                 ]
                }
               ]
              }
             ]
            }
            """);
  }
}
