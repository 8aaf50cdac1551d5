package dev.recsim.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The numbers an option can be; on a list, each of its elements; on a nested record, each of its
 * components of type double. Finite in any case.
 *
 * <p>The one source of the range: the reader of experiment files enforces it, the JSON Schema
 * states it, and {@link Options#check} holds it for records made in Java.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
  /** {@return the least value} */
  double min() default Double.NEGATIVE_INFINITY;

  /** {@return the greatest value} */
  double max() default Double.POSITIVE_INFINITY;

  /** {@return the number that the value must be greater than} */
  double above() default Double.NEGATIVE_INFINITY;

  /** {@return the number that the value must be less than} */
  double below() default Double.POSITIVE_INFINITY;

  /** {@return the least length of a list, of the outermost where lists are nested} */
  int minLength() default 0;
}
