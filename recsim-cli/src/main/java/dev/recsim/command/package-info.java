/**
 * The command-line jar: a person's words become the verbs of {@code dev.recsim.cli}, with the class
 * path that they need. Start reading at {@link dev.recsim.command.Recsim}.
 */
package dev.recsim.command;
