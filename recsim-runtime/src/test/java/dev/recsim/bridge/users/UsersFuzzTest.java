package dev.recsim.bridge.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Observation;
import dev.recsim.api.Step;
import dev.recsim.bridge.users.StepLayout.Invalid;
import dev.recsim.random.RandomKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged messages of programs: each is read as something valid, or refused in words. */
class UsersFuzzTest {
  private static final RandomKey KEY = RandomKey.root(11);
  private static final int ROWS = 3;
  private static final String INTRODUCTION =
      """
      {"protocol": 1, "versions": {"a": "1"}, "inputs": true,
       "space": {"documents": 4, "slate_size": 2, "states": 3, "topics": 2,
                 "user_features": ["age"], "document_features": ["length"], "signals": ["time"]},
       %s "reward_unit": "minutes", "counters": ["watched"],
       "metrics": [{"name": "watched", "description": "W.", "of": "watched", "per": "sessions"}],
       "latents": ["patience"], "batch": 10}
      """;
  private static final String CATALOGUE =
      "\"catalogue\": {\"documents\": 5, \"features\": \"%s\", \"topics\": \"%s\"},"
          .formatted(
              Base64.getEncoder().encodeToString(new byte[40]),
              Base64.getEncoder().encodeToString(new byte[20]));

  @Test
  void damagedMessagesAreRefusedInWords() {
    fuzz(500);
  }

  @Test
  @Tag("nightly")
  void fiveThousandDamagedMessagesAreRefusedInWords() {
    fuzz(5_000);
  }

  private static void fuzz(int tries) {
    int read = 0;
    for (String catalogue : new String[] {"", CATALOGUE}) {
      byte[] sound = INTRODUCTION.formatted(catalogue).getBytes(StandardCharsets.UTF_8);
      EnvironmentDescription description = EnvironmentDescription.read(sound);
      for (int i = 0; i < tries; i++) {
        RandomKey key = KEY.child(catalogue).child(i);
        read += introduction(sound, key) ? 1 : 0;
        read += answers(description.layout(), key.child("answer")) ? 1 : 0;
      }
    }
    assertThat(read).as("messages that were valid").isBetween(1, 4 * tries - 1);
  }

  private static boolean introduction(byte[] sound, RandomKey key) {
    byte[] damaged = sound.clone();
    for (int i = 0; i <= key.below(0, 4); i++) {
      damaged[key.below(1 + 2 * i, sound.length)] = (byte) (32 + key.below(2 + 2 * i, 95));
    }
    try {
      return EnvironmentDescription.read(damaged).together() > 0;
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    }
  }

  /** Mostly zeros, which are valid, and some bytes of small or any values. */
  private static boolean answers(StepLayout layout, RandomKey key) {
    byte[] starts = bytes(ROWS * layout.starts().bytes(), key.child(0));
    byte[] steps = bytes(ROWS * layout.steps().bytes(), key.child(1));
    try {
      Observation start = layout.start(Answered.of(starts, ROWS, key.below(0, ROWS)));
      assertThat(start.candidates()).hasSizeBetween(2, 4);
      Step step = layout.step(Answered.of(steps, ROWS, key.below(1, ROWS)), 2);
      layout.count(Answered.of(steps, ROWS, 0), new double[1]);
      assertThat(step.reward()).isFinite();
      return true;
    } catch (Invalid e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    }
  }

  private static byte[] bytes(int size, RandomKey key) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      if (key.uniform(2L * i) < 0.1) {
        bytes[i] = (byte) key.below(2L * i + 1, key.bits(-1) < 0 ? 4 : 256);
      }
    }
    return bytes;
  }
}
