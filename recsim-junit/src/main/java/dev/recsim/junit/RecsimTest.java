package dev.recsim.junit;

import dev.recsim.report.check.BuildRules.OnUndecided;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test method whose parameter of type {@link ExperimentRun} is a finished run. Trials that
 * are stored are not run again, as with {@code recsim:run}; the others run on the threads of this
 * JVM. The test fails if a trial fails.
 *
 * <p>The system properties {@code recsim.experimentsDirectory}, {@code recsim.reportsDirectory},
 * {@code recsim.alpha} and {@code recsim.parallelism} mean what they mean for the goals, with the
 * same defaults, relative to the working directory of the test.
 */
@Test
@ExtendWith(RunResolver.class)
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RecsimTest {
  /** The experiment file, relative to the working directory: {@code experiments/commute.yaml}. */
  String value();

  /** The name of the experiment, if the file makes several: {@code suite/trap-5}. */
  String experiment() default "";

  /** Whether a verdict that needs more seeds fails the test. */
  OnUndecided onUndecided() default OnUndecided.FAIL;
}
