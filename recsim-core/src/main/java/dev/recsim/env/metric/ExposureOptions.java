package dev.recsim.env.metric;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;

/** Options of {@code exposure_gini} and {@code exposure_entropy}. */
public record ExposureOptions(
    @Description("What is counted: documents that all sessions share, or topics.")
        @Default("documents")
        Over over) {}
