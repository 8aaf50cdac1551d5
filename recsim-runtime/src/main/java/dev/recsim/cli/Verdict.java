package dev.recsim.cli;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Revision;
import java.util.List;

/**
 * What a report is told of the check.
 *
 * @param check the result
 * @param history baselines as git remembers them, newest first
 */
record Verdict(CheckResult check, List<Revision> history) {}
