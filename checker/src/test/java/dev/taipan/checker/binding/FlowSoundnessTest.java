package dev.taipan.checker.binding;

import org.junit.jupiter.api.Test;

/**
 * Runs random programs along random ways and compares: what a use sees there must be among what the
 * binder says, under conditions that are true on that way.
 */
final class FlowSoundnessTest {
  @Test
  void whatHappensIsFound() {
    for (int depth = 0; depth <= 4; depth++) {
      for (long seed = 0; seed < (depth < 4 ? 1500 : 300); seed++) {
        Probe probe = Probe.of(new RandomProgram(seed).write(depth));
        for (long way = 0; way < 20; way++) {
          new Execution(probe, seed * 1000 + way).run();
        }
      }
    }
  }
}
