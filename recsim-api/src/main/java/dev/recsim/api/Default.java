package dev.recsim.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets the default value of an option, written as in YAML: {@code 0.1}, {@code epsilon_greedy},
 * {@code [64, 64]}, {@code {start: 1, end: 0.2, updates: 600}}. The default of an option without
 * this annotation is null.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** {@return the value} */
  String value();
}
