/**
 * The parts of pages: figures as text, sections with charts and tables, the style sheet and the
 * script that draws the charts. All pages use them; they do not know experiments. Start reading at
 * {@link dev.recsim.report.page.Page}.
 */
package dev.recsim.report.page;
