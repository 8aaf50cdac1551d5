package dev.recsim.contract;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.IncompleteExecutionException;

/**
 * Prefixes the message of each failure of a contract with the class under test and the {@link
 * ContractRule}. This includes exceptions that the class under test throws.
 */
final class ContractMessages implements InvocationInterceptor {
  private final Supplier<String> tested;

  /**
   * @param tested name of the class under test
   */
  ContractMessages(Supplier<String> tested) {
    this.tested = tested;
  }

  /** The name of an object's class; of a lambda, the class that contains it. */
  static String name(Object tested) {
    String name = tested.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : "a lambda of " + name.substring(0, lambda);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public <T> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    return proceed(invocation, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  private <T> T proceed(Invocation<T> invocation, ExtensionContext context) throws Throwable {
    try {
      return invocation.proceed();
    } catch (IncompleteExecutionException e) {
      throw e;
    } catch (AssertionError | Exception e) {
      Optional<ContractRule> rule = rule(context);
      if (rule.isEmpty()) {
        throw e;
      }
      throw failure(
          "%s breaks a contract: %s.%n%s"
              .formatted(
                  tested.get(),
                  rule.get().value(),
                  e instanceof AssertionError ? e.getMessage() : "It threw " + e),
          e);
    }
  }

  /** The rule of the test method, or of its factory if the test is dynamic. */
  private static Optional<ContractRule> rule(ExtensionContext context) {
    return context
        .getTestMethod()
        .map(method -> Optional.ofNullable(method.getAnnotation(ContractRule.class)))
        .orElseGet(() -> context.getParent().flatMap(ContractMessages::rule));
  }

  /** Keeps the expected and actual values, which development environments compare. */
  private static AssertionError failure(String message, Throwable cause) {
    AssertionError failure =
        cause instanceof AssertionFailedError it && it.isExpectedDefined()
            ? new AssertionFailedError(message, it.getExpected(), it.getActual(), cause)
            : new AssertionError(message, cause);
    failure.setStackTrace(cause.getStackTrace());
    return failure;
  }
}
