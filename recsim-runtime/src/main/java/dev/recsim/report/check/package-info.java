/**
 * How a check is told to people and to CI machines: plain words, JUnit XML, Markdown, annotations.
 * Pure: the same results give the same text. Names, errors and values may hold anything, the text
 * is safe all the same. Start reading at {@link dev.recsim.report.check.CheckWords}.
 */
package dev.recsim.report.check;
