/* Gaps between an environment and logs of other policies, split into their parts. */
((kit) => {
  'use strict';

  const { css, look, escape, figure, base, titled, room, rowAxis, axis, legend, spans, options } = kit;

  const percent = (share) => figure(100 * share) + ' %';

  /** The gap of each log with its interval. */
  function whiskers(chart) {
    const color = css('ink');
    return [
      spans('', chart.logs.map((log, row) => [chart.low[row], chart.high[row], row]), () => ({ stroke: color, lineWidth: 2 }), { tick: 0, z: 5 }),
      { type: 'scatter', silent: true, z: 5, symbolSize: 8, itemStyle: { color }, data: chart.gaps.map((gap, row) => [gap, row]) },
    ];
  }

  function tolerance(chart) {
    return {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: css('soft'), type: 'dashed' },
      data: [{ xAxis: -chart.tolerance }, { xAxis: chart.tolerance }],
    };
  }

  function gaps(chart, view, width) {
    const parts = chart.series.filter((one) => one.values.some((value) => value !== 0));
    const { top, legend: names } = legend(parts.map((one) => one.name), width);
    const most = 1.1 * Math.max(chart.tolerance, ...chart.low.map(Math.abs), ...chart.high.map(Math.abs),
      ...chart.logs.map((log, row) => parts.reduce((sum, one) => sum + Math.abs(one.values[row]), 0)));
    return {
      ...base((hit) => titled(hit, escape(chart.logs[hit.dataIndex]) + '<br>' + percent(hit.value))),
      grid: { left: room(chart.logs, width) + 12, right: 28, top, bottom: 48 },
      legend: names,
      xAxis: axis('value', 'Gap', {
        min: -most,
        max: most,
        axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true, formatter: percent, showMinLabel: false, showMaxLabel: false },
      }),
      yAxis: rowAxis(chart.logs, width),
      series: [
        ...parts.map((one, at) => ({
          type: 'bar',
          name: one.name,
          stack: 'gap',
          data: one.values,
          barMaxWidth: 20,
          itemStyle: { color: look(one.name).color },
          ...(at === 0 ? { markLine: tolerance(chart) } : {}),
        })),
        ...whiskers(chart),
      ],
    };
  }

  options.gaps = gaps;
})(recsimCharts);
