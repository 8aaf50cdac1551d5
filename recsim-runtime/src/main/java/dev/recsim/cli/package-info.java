/**
 * The forked program: parses arguments, calls the operations of {@code app}, prints their results
 * and ends the JVM with an exit code. No other room may end it. Start reading at {@link
 * dev.recsim.cli.Main}.
 */
package dev.recsim.cli;
