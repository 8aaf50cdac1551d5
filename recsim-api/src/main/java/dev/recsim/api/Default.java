package dev.recsim.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of an option where the file says nothing, written as in the file: {@code 0.1}, {@code
 * epsilon_greedy}, {@code [64, 64]}, {@code {start: 1, end: 0.2, updates: 600}}. An option without
 * it is null where it is left out.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** {@return the value} */
  String value();
}
