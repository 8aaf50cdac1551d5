/* Shares of topics: a bar for each agent. */
((kit) => {
  'use strict';

  const { css, escape, figure, base, titled, room, rowAxis, shareAxis, options } = kit;

  /** A bar for each agent. Topics are distinguished by their order and number; neighbours differ in hue. */
  function topics(chart, view, width) {
    const names = chart.rows.map((row) => row.agent);
    const plot = width - room(names, width) - 36;
    const percent = (share) => figure(100 * share) + ' %';
    return {
      ...base((hit) => {
        const [mean, low, high] = chart.rows[hit.dataIndex].shares[hit.seriesIndex];
        return titled(hit, escape(hit.name) + ': ' + percent(mean) +
          (low === null ? '' : '<br>95 % interval ' + percent(low) + ' to ' + percent(high)));
      }),
      grid: { left: room(names, width) + 12, right: 24, top: 8, bottom: 48 },
      xAxis: shareAxis('Share of clicks', { max: 1 }),
      yAxis: rowAxis(names, width, { splitLine: { show: false } }),
      series: chart.topics.map((one, at) => ({
        type: 'bar',
        stack: 'topics',
        name: one,
        barWidth: 26,
        itemStyle: {
          // With the golden angle, neighbours have different hues for any number of topics.
          color: 'hsl(' + Math.round(205 + at * 137.508) % 360 + ', ' + css('share') + ')',
          borderColor: css('card'),
          borderWidth: 1,
        },
        label: { show: true, color: css('ink'), fontSize: 11, formatter: (hit) => (hit.value * plot < 20 ? '' : one.replace('topic ', '')) },
        emphasis: { focus: 'series' },
        data: chart.rows.map((row) => row.shares[at][0]),
      })),
    };
  }

  options.topics = topics;
})(recsimCharts);
