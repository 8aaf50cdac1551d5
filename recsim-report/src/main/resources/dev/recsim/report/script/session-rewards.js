/* The distribution of session rewards, as steps. */
((kit) => {
  'use strict';

  const { figure, round, base, titled, axis, shareAxis, legend, line, options } = kit;

  function sessions(chart, view, width) {
    const { top, legend: names } = legend(chart.series.map((one) => one.agent), width);
    // With the last half percent of the longest tail, most of the chart would be empty.
    const end = Math.max(...chart.series.flatMap((one) => {
      const seen = one.points.filter((p) => p[1] > 0.005);
      return seen.length ? seen[seen.length - 1][0] : one.points[0][0];
    }));
    return {
      ...base((hit) => titled(hit, figure(100 * hit.data[1]) + ' % of sessions earn more than ' + figure(hit.data[0]))),
      grid: { left: 60, right: 28, top, bottom: 48 },
      legend: names,
      xAxis: axis('value', 'Reward of a session', { max: end > 0 ? round(end).max : null, splitLine: { show: false } }),
      yAxis: shareAxis('Share of sessions', { max: 1, nameGap: 44 }),
      series: chart.series.map((one) => line(one.agent, one.points, { step: 'end', showSymbol: false, clip: true })),
    };
  }

  options['session-rewards'] = sessions;
})(recsimCharts);
