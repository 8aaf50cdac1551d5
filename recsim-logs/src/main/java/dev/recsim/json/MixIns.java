package dev.recsim.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.recsim.stats.Interval;
import dev.recsim.trial.Checkpoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Annotations of records that depend on nothing of Jackson. */
public final class MixIns {
  private static final Map<Class<?>, Class<?>> MIX_INS =
      Map.of(Interval.class, IntervalMixIn.class, Checkpoint.class, CheckpointMixIn.class);

  /** {@code [low, high]}. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  private interface IntervalMixIn {}

  private interface CheckpointMixIn {
    @JsonInclude(Include.NON_EMPTY)
    Map<String, Double> diagnostics();

    @JsonInclude(Include.NON_EMPTY)
    Map<String, Double> metrics();
  }

  private MixIns() {}

  /** The annotations as a module of Jackson. */
  public static Module module() {
    SimpleModule module = new SimpleModule("recsim");
    MIX_INS.forEach(module::setMixInAnnotation);
    return module;
  }

  /** The annotation of a record, or null. */
  static <A extends Annotation> A of(Class<?> type, Class<A> annotation) {
    return MIX_INS.getOrDefault(type, type).getAnnotation(annotation);
  }

  /** The annotation of a component of a record, or null. */
  static <A extends Annotation> A of(Method accessor, Class<A> annotation) {
    return Stream.of(accessor.getDeclaringClass())
        .map(type -> MIX_INS.getOrDefault(type, type))
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(it -> it.getName().equals(accessor.getName()) && it.getParameterCount() == 0)
        .findFirst()
        .map(it -> it.getAnnotation(annotation))
        .orElse(null);
  }
}
