/**
 * What git knows of a project, read by the git command. Writes nothing. Start reading at {@link
 * dev.recsim.app.git.Git}.
 */
package dev.recsim.app.git;
