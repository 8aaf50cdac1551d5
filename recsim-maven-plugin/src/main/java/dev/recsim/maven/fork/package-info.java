/**
 * The forked JVM: its class path and options, its start, its end, and what that end means. It knows
 * nothing of goals and their parameters. Start reading at {@link
 * dev.recsim.maven.fork.ForkRequest}.
 */
package dev.recsim.maven.fork;
