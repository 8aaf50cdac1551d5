package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuffersTest {
  @Test
  void arraysThatAreLongEnoughStay() {
    float[] floats = new float[5];
    int[] ints = new int[5];
    assertThat(Buffers.atLeast(5, floats)).isSameAs(floats);
    assertThat(Buffers.atLeast(3, ints)).isSameAs(ints);
  }

  @Test
  void othersGetTheLengthOrTwiceTheOldOne() {
    assertThat(Buffers.atLeast(6, new float[5])).hasSize(10);
    assertThat(Buffers.atLeast(6, new int[5])).hasSize(10);
    assertThat(Buffers.atLeast(7, new float[0])).hasSize(7);
    assertThat(Buffers.atLeast(0, new int[0])).isEmpty();
  }
}
