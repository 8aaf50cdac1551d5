package dev.recsim.learn.fullslate;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Slates;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engines;
import dev.recsim.learn.Initialization;
import dev.recsim.learn.Network;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * A network's values of slates, in units of the agent's {@code value_scale}. Looks at all slates of
 * an observation block by block, and allocates nothing. As a policy it shows the slate of the
 * greatest value; where the state is all there is to see, it looks each state up once until the
 * network changes.
 */
final class SlateValues implements DeterministicPolicy, AutoCloseable {
  private static final int BLOCK = 256;

  private final Space space;
  private final Network network;
  private final SlateInputs inputs;
  private final Slates slates;
  private final int[] best;
  private final int[] block;
  private final Slate[] known;
  private int[] states;
  private float[] rows;
  private float[] values;

  SlateValues(FullSlateQOptions options, Space space, Weights weights) {
    this.space = space;
    this.inputs = new SlateInputs(space);
    this.network =
        Engines.choose(options.engine(), options.hidden())
            .create(inputs.layout(options.hidden()), weights.tensors());
    this.slates = new Slates(space.slateSize(), true);
    this.best = new int[space.slateSize()];
    this.block = new int[BLOCK * space.slateSize()];
    this.known = new Slate[space.tabular() ? space.states() : 0];
    reserve(BLOCK);
  }

  /** Random weights to start from. */
  static Weights initial(FullSlateQOptions options, Space space, RandomKey key) {
    return Weights.of(Initialization.network(new SlateInputs(space).layout(options.hidden()), key));
  }

  private void reserve(int count) {
    if (values == null || values.length < count) {
      states = new int[count];
      rows = new float[Math.multiplyExact(count, inputs.width())];
      values = new float[count];
    }
  }

  Network network() {
    return network;
  }

  /** To be called when the network has changed. */
  void forget() {
    Arrays.fill(known, null);
  }

  @Override
  public Slate choose(Observation observation) {
    if (known.length == 0) {
      return best(observation);
    }
    int state = observation.state();
    if (known[state] == null) {
      known[state] = best(observation);
    }
    return known[state];
  }

  /** The greatest value of a slate. */
  float greatest(Observation observation) {
    int size = best.length;
    float greatest = Float.NEGATIVE_INFINITY;
    slates.start(observation.documents(space));
    int count = fill(observation);
    while (count > 0) {
      network.forward(states, rows, count, values);
      for (int i = 0; i < count; i++) {
        if (values[i] > greatest) {
          greatest = values[i];
          System.arraycopy(block, i * size, best, 0, size);
        }
      }
      count = fill(observation);
    }
    return greatest;
  }

  /** The slate of the greatest value, the first among equals. */
  Slate best(Observation observation) {
    greatest(observation);
    return Slate.of(best);
  }

  /** Writes the inputs of the next slates; returns how many. */
  private int fill(Observation observation) {
    Arrays.fill(states, 0, BLOCK, observation.state());
    int count = 0;
    while (count < BLOCK && slates.next()) {
      inputs.write(observation, slates, rows, count);
      slates.copyTo(block, count * best.length);
      count++;
    }
    return count;
  }

  /** Makes room for a batch, to be written by {@link #write} and computed by {@link #forward}. */
  void start(int count) {
    reserve(Math.max(BLOCK, count));
  }

  void write(int row, Observation observation, Slate slate) {
    states[row] = observation.state();
    inputs.write(observation, slate, rows, row);
  }

  /** The values of the rows written; valid until the next call. */
  float[] forward(int count) {
    network.forward(states, rows, count, values);
    return values;
  }

  @Override
  public void close() {
    network.close();
  }
}
