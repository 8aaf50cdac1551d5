/* Realized returns by predicted ones, a small chart for each agent. */
((kit) => {
  'use strict';

  const { css, look, figure, base, titled, axis, line, options, heights } = kit;
  const { across, places, title } = kit.shown;
  const SQUARE = 290;

  /** The range of predicted and realized returns, the same on both axes. */
  function range(points) {
    const ends = points.flatMap(([predicted, realized, error]) => [predicted, realized - 2 * (error || 0), realized + 2 * (error || 0)]);
    const margin = 0.06 * (Math.max(...ends) - Math.min(...ends)) || 1;
    return { min: Math.min(...ends) - margin, max: Math.max(...ends) + margin };
  }

  /** The means, below the name. */
  function words(text, place) {
    const below = title(text, { ...place, top: place.top + 17 });
    return { ...below, textStyle: { ...below.textStyle, color: css('soft'), fontSize: 12, fontWeight: 400 } };
  }

  function bar(panel, at) {
    return {
      type: 'custom',
      silent: true,
      clip: true,
      xAxisIndex: at,
      yAxisIndex: at,
      data: panel.points.filter((point) => point[2] !== null)
        .map(([predicted, realized, error]) => [predicted, realized - 2 * error, realized + 2 * error]),
      renderItem: (params, api) => {
        const [x, low] = api.coord([api.value(0), api.value(1)]);
        return {
          type: 'line',
          shape: { x1: x, x2: x, y1: low, y2: api.coord([api.value(0), api.value(2)])[1] },
          style: { stroke: look(panel.agent).color, lineWidth: 1.5 },
        };
      },
    };
  }

  options.calibration = (chart, view, width) => {
    const all = places(chart.plots.length, width, 0, SQUARE);
    const ranges = chart.plots.map((panel) => range(panel.points));
    const small = { color: css('soft'), fontSize: 11, hideOverlap: true, formatter: figure, showMinLabel: false, showMaxLabel: false };
    const side = (name, at, extra) => axis('value', name, {
      gridIndex: at,
      ...ranges[at],
      splitNumber: 4,
      axisLabel: small,
      nameTextStyle: { color: css('soft'), fontSize: 12 },
      ...extra,
    });
    return {
      ...base((hit) => titled(hit, 'predicted ' + figure(hit.data[0]) + '<br>realized ' + figure(hit.data[1]) +
        '<br>' + hit.data[3] + ' decisions')),
      title: chart.plots.flatMap((panel, at) => [title(panel.agent, all[at]), words(panel.words, all[at])]),
      grid: all.map((place) => ({ left: place.left + 58, top: place.top + 44, width: place.width - 78, height: SQUARE - 100 })),
      xAxis: chart.plots.map((_, at) => side('Predicted', at, { nameGap: 26 })),
      yAxis: chart.plots.map((_, at) => side('Realized', at, { nameGap: 40 })),
      series: chart.plots.flatMap((panel, at) => [
        {
          type: 'line',
          silent: true,
          symbol: 'none',
          xAxisIndex: at,
          yAxisIndex: at,
          data: [[ranges[at].min, ranges[at].min], [ranges[at].max, ranges[at].max]],
          lineStyle: { color: css('ink'), width: 1.2, type: [5, 4] },
        },
        bar(panel, at),
        line(panel.agent, panel.points, { symbolSize: 7, xAxisIndex: at, yAxisIndex: at, z: 3 }),
      ]),
    };
  };

  heights.calibration = (chart, width) =>
    Math.ceil(chart.plots.length / across(chart.plots.length, width)) * SQUARE;
})(recsimCharts);
