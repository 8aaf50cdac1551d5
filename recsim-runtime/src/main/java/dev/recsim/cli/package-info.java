/**
 * The forked program: wiring and exit codes. May import every room; the only one that may end the
 * JVM. Start reading at {@link dev.recsim.cli.Main}.
 */
package dev.recsim.cli;
