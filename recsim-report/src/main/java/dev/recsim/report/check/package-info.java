/**
 * A check in words, with the faces that show them: text for terminals ({@link
 * dev.recsim.report.check.CheckWords}), HTML ({@link dev.recsim.report.check.CheckSections}), JUnit
 * XML, Markdown and annotations for CI machines, and fields of {@code results.json}. Pure: the same
 * results give the same text. Names, errors and values may hold anything, the text is safe all the
 * same. Start reading at {@code CheckFinding}.
 */
package dev.recsim.report.check;
