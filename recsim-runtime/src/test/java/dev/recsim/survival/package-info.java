/**
 * What happens to a run that something goes wrong with: each test runs the real program in a JVM of
 * its own, as the plugin does. Start reading at {@link dev.recsim.survival.Program}.
 */
package dev.recsim.survival;
