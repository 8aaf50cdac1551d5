/**
 * The forked JVM: its class path and options, its start, its end, and what the end means. It does
 * not know goals or their parameters. Start reading at {@link dev.recsim.maven.fork.ForkRequest}.
 */
package dev.recsim.maven.fork;
