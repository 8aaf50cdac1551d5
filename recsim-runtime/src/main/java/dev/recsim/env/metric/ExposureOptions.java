package dev.recsim.env.metric;

import dev.recsim.api.Default;
import dev.recsim.api.Description;

/** Options of {@code exposure_gini} and {@code exposure_entropy}. */
public record ExposureOptions(
    @Description("What is counted: documents that all sessions share, or topics.")
        @Default("documents")
        Over over) {}
