package dev.recsim.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States the rule that a contract test checks, and why. It is part of the message of each failure.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ContractRule {
  /** {@return one sentence without a full stop: the rule, and what breaks if it is violated} */
  String value();
}
