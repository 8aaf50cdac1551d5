package dev.recsim.junit;

import dev.recsim.experiment.RunningCode;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs the experiment of a test method once for each JVM. The run is finished before JUnit asks for
 * the parameter, because JUnit hides the message of what fails then behind its own.
 */
final class RunResolver implements BeforeTestExecutionCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(RunResolver.class);

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    run(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ExperimentRun.class;
  }

  @Override
  public ExperimentRun resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return run(context);
  }

  private static ExperimentRun run(ExtensionContext context) {
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
