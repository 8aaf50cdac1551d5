/**
 * The forked program: reads arguments, calls the operations of {@code app}, prints what they return
 * and ends the JVM with an exit code. The only room that may end it. Start reading at {@link
 * dev.recsim.cli.Main}.
 */
package dev.recsim.cli;
