/* The learning curves of both sides of a comparison. */
((kit) => {
  'use strict';

  const { look, figure, base, titled, axis, legend, line, round, options } = kit;

  /** Two lines for each agent: the head's as in a report, the base's dashed and lighter. */
  function overlay(chart, view, width) {
    const { top, legend: names } = legend(chart.series.map((one) => one.agent), width);
    const ends = chart.series.flatMap((one) => [...one.base, ...one.head]).map((point) => point[0]);
    return {
      ...base((hit) => titled(hit, hit.data[3] + ', epoch ' + hit.data[2] + ', ' + figure(hit.data[0]) +
        ' steps<br>mean ' + figure(hit.data[1]))),
      grid: { left: 66, right: 28, top, bottom: 48 },
      legend: names,
      xAxis: axis('value', 'Environment steps', { ...round(Math.max(...ends)), splitLine: { show: false } }),
      yAxis: axis('value', chart.reward, { nameGap: 50 }),
      series: chart.series.flatMap((one) => [
        side(one.agent, one.head, 'head', { z: 3, lineStyle: { color: look(one.agent).color, width: 2, type: 'solid' } }),
        side(one.agent, one.base, 'base', { z: 2, lineStyle: { color: look(one.agent).color, width: 2, type: [5, 5], opacity: 0.6 } }),
      ]),
    };
  }

  function side(agent, points, word, extra) {
    return line(agent, points.map((point) => [...point, word]), { showSymbol: points.length < 30, ...extra });
  }

  options.overlay = overlay;
})(recsimCharts);
