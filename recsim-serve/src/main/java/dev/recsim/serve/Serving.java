package dev.recsim.serve;

import dev.recsim.serve.arm.ArmClock;
import dev.recsim.serve.load.ServedPolicy;
import java.util.Map;

/**
 * What is served at a time. A change makes another one. Immutable.
 *
 * @param policies by name
 * @param before the policies that reloads have replaced
 * @param arms who is served by which policy
 * @param requests reads requests
 */
record Serving(
    Map<String, ServedPolicy> policies,
    Map<String, ServedPolicy> before,
    ArmClock arms,
    RequestReader requests) {}
