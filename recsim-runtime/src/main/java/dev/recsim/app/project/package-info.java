/** The files of a project: its experiments, which of them are selected, and their baselines. */
package dev.recsim.app.project;
