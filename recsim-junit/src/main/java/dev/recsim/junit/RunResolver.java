package dev.recsim.junit;

import dev.recsim.experiment.code.RunningCode;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.AssertionFailedError;

/**
 * Runs the experiment of a test method once for each JVM. The run is finished before JUnit asks for
 * the parameter, because JUnit hides the message of what fails then behind its own. Assertions that
 * were started and not written fail the test.
 */
final class RunResolver
    implements BeforeTestExecutionCallback, AfterTestExecutionCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(RunResolver.class);

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    run(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isEmpty() && run(context).hasEmptyChain()) {
      throw new AssertionFailedError(
          "assertThat(run) without an assertion tests nothing; add one, such as .passesCheck()");
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ExperimentRun.class;
  }

  @Override
  public ExperimentRun resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return run(context);
  }

  /** The run of the test, with the assertions of this test only. */
  private static ExperimentRun run(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(ExperimentRun.class, key -> shared(context), ExperimentRun.class);
  }

  private static ExperimentRun shared(ExtensionContext context) {
    RunningCode.areTests(context.getRequiredTestClass());
    RecsimTest test = context.getRequiredTestMethod().getAnnotation(RecsimTest.class);
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            test.value() + "#" + test.experiment(),
            key ->
                ExperimentRun.of(test.value(), test.experiment(), Settings.of(System::getProperty)),
            ExperimentRun.class)
        .with(test.onUndecided());
  }
}
