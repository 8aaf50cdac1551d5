/* Many small line charts of a report, one for each figure of the training. */
((kit) => {
  'use strict';

  const { css, escape, figure, round, base, titled, axis, legend, line, checkpoints, checkpointText, band, options } = kit;
  const HEIGHT = 200;
  const NARROWEST = 270;

  function columns(chart, width) {
    return Math.max(1, Math.min(3, chart.panels.length, Math.floor(width / NARROWEST)));
  }

  function agents(chart) {
    return [...new Set(chart.panels.flatMap((panel) => panel.series.map((one) => one.agent)))];
  }

  function panels(chart, view, width) {
    const { top, legend: names } = legend(agents(chart), width);
    const drawn = chart.panels.map((panel) => ({
      ...panel,
      series: panel.series.map((one) => ({ ...one, points: checkpoints(chart, one, view) })),
    }));
    const across = columns(chart, width);
    const room = width / across;
    const places = chart.panels.map((_, at) => ({
      left: (at % across) * room + 54,
      top: top + Math.floor(at / across) * HEIGHT + 28,
    }));
    const small = { color: css('soft'), fontSize: 11, hideOverlap: true };
    return {
      ...base((hit) => titled(hit, escape(chart.panels[hit.data[5]].name) + ', ' + checkpointText(hit.data, view))),
      title: chart.panels.map((panel, at) => ({
        text: panel.name,
        left: places[at].left - 46,
        top: places[at].top - 26,
        padding: 0,
        textStyle: { color: css('ink'), fontSize: 13, fontWeight: 600, width: room - 16, overflow: 'truncate' },
      })),
      legend: names,
      grid: places.map((place) => ({ ...place, width: room - 86, height: HEIGHT - 66 })),
      xAxis: drawn.map((panel, at) => axis('value', '', {
        gridIndex: at,
        min: 0,
        max: round(Math.max(...panel.series.flatMap((one) => one.points.map((p) => p[0])))).max,
        splitNumber: 3,
        axisLabel: small,
        splitLine: { show: false },
      })),
      yAxis: places.map((_, at) => axis('value', '', {
        gridIndex: at,
        scale: true,
        splitNumber: 3,
        axisLabel: { ...small, formatter: figure },
      })),
      series: drawn.flatMap((panel, at) => {
        const axes = { xAxisIndex: at, yAxisIndex: at };
        return [
          ...panel.series.map((one) => line(one.agent, one.points.map((p) => [...p, at]),
            { showSymbol: one.points.length < 30, symbolSize: 3, z: 3, ...axes })),
          ...panel.series.map((one) => ({ ...band(one.agent, one.points, panel.series.length <= 4 ? 0.16 : 0.06), ...axes })),
        ];
      }),
    };
  }

  kit.heights.panels = (chart, width) =>
    legend(agents(chart), width).top + Math.ceil(chart.panels.length / columns(chart, width)) * HEIGHT;
  options.panels = panels;
})(recsimCharts);
