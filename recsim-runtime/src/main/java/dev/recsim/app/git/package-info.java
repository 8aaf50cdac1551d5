/**
 * Reads the git history of a project with the git command. Writes nothing. Start reading at {@link
 * dev.recsim.app.git.Git}.
 */
package dev.recsim.app.git;
