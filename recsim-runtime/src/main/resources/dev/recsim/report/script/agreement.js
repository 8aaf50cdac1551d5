/* How often two agents show the same: a heat map of agents by agents. */
((kit) => {
  'use strict';

  const { css, escape, base, options, heights } = kit;
  const { percent, room, names, cell, heat, shades } = kit.shown;

  options.agreement = (chart, view, width) => {
    const rows = chart.matrices[view];
    const left = room(chart.agents, width) + 12;
    const wide = (width - left - 16) / chart.agents.length;
    return {
      ...base((hit) => escape(chart.agents[hit.data.value[1]]) + ' and ' + escape(chart.agents[hit.data.value[0]]) +
        '<br><b>' + percent(hit.data.value[2]) + '</b>'),
      grid: { left, right: 16, top: 8, bottom: turned(chart, width) ? 78 : 30 },
      xAxis: names(chart.agents, 84, {
        axisLabel: { color: css('ink'), fontSize: 12, interval: 0, rotate: turned(chart, width) ? 40 : 0, width: Math.max(84, wide), overflow: 'truncate' },
      }),
      yAxis: names(chart.agents, left - 12, { inverse: true }),
      visualMap: shades(1, 1),
      series: [heat(
        rows.flatMap((row, y) => row.map((share, x) => [x, y, share]))
          .filter((one) => one[2] !== null)
          .map(([x, y, share]) => cell(x, y, share, 1, wide > 26)), 1, {})],
    };
  };

  /** Whether the names below the matrix need more room than a column. */
  function turned(chart, width) {
    const most = Math.max(...chart.agents.map((agent) => agent.length)) * 7.2 + 8;
    return most > (width - room(chart.agents, width) - 28) / chart.agents.length;
  }

  heights.agreement = (chart, width) => chart.agents.length * 40 + (turned(chart, width) ? 96 : 48);
})(recsimCharts);
