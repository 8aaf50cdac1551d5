package dev.recsim.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits the value of a numeric option. On a list it applies to each element, on a nested record to
 * each component of type double. Values must be finite in any case.
 *
 * <p>The reader of experiment files, the JSON Schema and {@link Options#check} all use it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
  /** {@return the smallest value allowed} */
  double min() default Double.NEGATIVE_INFINITY;

  /** {@return the largest value allowed} */
  double max() default Double.POSITIVE_INFINITY;

  /** {@return the number that the value must be greater than} */
  double above() default Double.NEGATIVE_INFINITY;

  /** {@return the number that the value must be less than} */
  double below() default Double.POSITIVE_INFINITY;

  /** {@return the smallest length of a list; of the outermost one if lists are nested} */
  int minLength() default 0;
}
