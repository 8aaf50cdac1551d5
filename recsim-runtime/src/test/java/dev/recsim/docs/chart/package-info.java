/** Line and bar charts as SVG, for the pictures of the documentation. */
package dev.recsim.docs.chart;
