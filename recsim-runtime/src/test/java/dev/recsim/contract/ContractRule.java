package dev.recsim.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rule that a contract test checks, and why it matters. Each failure of the test says it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ContractRule {
  /** {@return one sentence without a full stop: what must hold, and what breaks if it does not} */
  String value();
}
