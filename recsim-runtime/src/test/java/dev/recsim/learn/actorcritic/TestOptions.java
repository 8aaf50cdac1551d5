package dev.recsim.learn.actorcritic;

import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;

/** Options for tests. */
final class TestOptions {
  private TestOptions() {}

  /** The notebook's agent with its faults. */
  static final ActorCriticOptions NOTEBOOK =
      new ActorCriticOptions(
          List.of(64, 64),
          null,
          null,
          null,
          5,
          null,
          0,
          Neighbours.RAW,
          null,
          ActorLoss.DETERMINISTIC_POLICY_GRADIENT,
          0.99,
          Schedule.of(0.001),
          Schedule.of(0.001),
          Schedule.of(0.001),
          1,
          100_000,
          ReplaySampling.EPOCH_SNAPSHOT,
          Schedule.of(0.8),
          EngineChoice.JAVA);

  /** The options with some changed, by component name. */
  static ActorCriticOptions with(ActorCriticOptions options, Map<String, Object> changes) {
    RecordComponent[] components = ActorCriticOptions.class.getRecordComponents();
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        String name = components[i].getName();
        values[i] =
            changes.containsKey(name)
                ? changes.get(name)
                : components[i].getAccessor().invoke(options);
      }
      Constructor<?> constructor = ActorCriticOptions.class.getDeclaredConstructors()[0];
      return (ActorCriticOptions) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
