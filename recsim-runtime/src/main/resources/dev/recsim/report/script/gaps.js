/* Gaps between an environment and logs of other policies, split into their parts. */
((kit) => {
  'use strict';

  const { css, look, escape, figure, base, titled, room, rowAxis, axis, legend, options } = kit;

  const percent = (share) => figure(100 * share) + ' %';

  function whiskers(chart) {
    const colour = css('ink');
    return {
      type: 'custom',
      silent: true,
      z: 5,
      data: chart.logs.map((log, row) => [row, chart.low[row], chart.gaps[row], chart.high[row]]),
      encode: { x: [1, 2, 3], y: 0 },
      renderItem: (params, api) => {
        const [low, gap, high] = [1, 2, 3].map((at) => api.coord([api.value(at), api.value(0)]));
        return {
          type: 'group',
          children: [
            { type: 'line', shape: { x1: low[0], y1: low[1], x2: high[0], y2: high[1] }, style: { stroke: colour, lineWidth: 2 } },
            { type: 'circle', shape: { cx: gap[0], cy: gap[1], r: 4 }, style: { fill: colour } },
          ],
        };
      },
    };
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
        whiskers(chart),
      ],
    };
  }

  options.gaps = gaps;
})(recsimCharts);
