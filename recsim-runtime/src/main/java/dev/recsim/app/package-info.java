/**
 * The operations of recsim, for the command line, build plugins, notebooks and tests. They return
 * values and never print or end the JVM; progress goes to a {@link dev.recsim.app.Listener}. Start
 * reading at {@link dev.recsim.app.RunOperation}.
 *
 * <pre>{@code
 * var specs = new Experiments(Path.of("experiments"), Selection.of("*"), List.of()).select();
 * var workspace = new Workspace(Path.of("reports"), 0.01, new Listener() {});
 * try (var executor = new LocalExecutor(4, Optional.empty())) {
 *   List<ExperimentReport> reports =
 *       new RunOperation(workspace).run(specs, new RunOptions(false, false, false, 4), executor);
 * }
 * }</pre>
 */
package dev.recsim.app;
