/**
 * What pages are made of: figures as people read them, sections with charts and tables, the style
 * sheet and the script that draws the charts. Shared by all pages; knows nothing of experiments.
 * Start reading at {@link dev.recsim.report.page.Page}.
 */
package dev.recsim.report.page;
