package dev.recsim.app.ab;

import dev.recsim.app.project.UserError;
import dev.recsim.decide.LiveTest;
import dev.recsim.decide.LiveTest.Tested;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.live.TestColumns.Only;
import dev.recsim.live.judge.LiveTestJudge;
import dev.recsim.live.judge.LiveTestResult.InSegment;
import dev.recsim.live.judge.MetricJudge;
import dev.recsim.live.options.AbSection.Segment;
import dev.recsim.live.options.LiveTestSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges parts of the units. Segments that were declared in advance are corrected for their number
 * by Holm's procedure; others are shown without a verdict. None decides on the test.
 */
record SegmentJudge(LiveTestSpec spec, double alpha, Instant until, Optional<LogDriver> cluster) {

  /** A metric of a treatment in a segment. */
  private record Part(Segment segment, MetricJudge judge) {}

  List<InSegment> all() throws IOException, UserError {
    List<Part> parts = new ArrayList<>();
    for (Segment segment : spec.section().segments()) {
      LiveTestJudge judge =
          new LiveTestJudge(
              spec,
              TestSources.read(spec, until, new Only(segment.column(), segment.value()), cluster),
              alpha);
      judge.judges().forEach(it -> parts.add(new Part(segment, it)));
    }
    List<Part> declared =
        parts.stream()
            .filter(it -> !it.segment().exploration() && it.judge().refusal().isEmpty())
            .toList();
    List<List<Result>> corrected =
        declared.isEmpty()
            ? List.of()
            : new LiveTest(declared.stream().map(SegmentJudge::tested).toList(), alpha).results();
    List<InSegment> all = new ArrayList<>();
    for (Part it : parts) {
      int place = declared.indexOf(it);
      List<Result> results =
          it.judge().refusal().isPresent()
              ? List.of()
              : place < 0 ? it.judge().test().results(alpha) : corrected.get(place);
      all.add(
          new InSegment(
              it.segment().name(),
              it.segment().exploration(),
              it.judge().arm(),
              it.judge().report(results, Optional.empty())));
    }
    return all;
  }

  private static Tested tested(Part it) {
    return new Tested(
        it.judge().arm() + " in " + it.segment().name(),
        it.judge().metric(),
        it.judge().test(),
        false);
  }
}
