/** Reads files of fits. Start reading at {@link dev.recsim.experimentfile.fits.FitReader}. */
package dev.recsim.experimentfile.fits;
