/**
 * What recsim does, as operations that return values: for the command line, a build plugin, a
 * notebook or a test. Nothing here prints or ends the JVM; progress goes to a {@link
 * dev.recsim.app.Listener}. Start reading at {@link dev.recsim.app.Workspace}.
 */
package dev.recsim.app;
