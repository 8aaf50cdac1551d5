/* The scores of recorded baselines and of this run. */
((kit) => {
  'use strict';

  const { css, look, escape, figure, reward, base, titled, axis, figureAxis, legend, line, spans, options } = kit;

  /** Each agent's mean at every recorded baseline, and now. */
  function history(chart, view, width) {
    const { top, legend: names } = legend(chart.series.map((one) => one.agent), width);
    const label = (at) => (chart.points[at].commit ? chart.points[at].date + '\n' + chart.points[at].commit : 'this run');
    return {
      ...base((hit) => titled(hit, historyText(chart.points[hit.data[0]], hit.data))),
      grid: { left: 66, right: 28, top: top + 12, bottom: 48 },
      legend: names,
      xAxis: axis('category', '', {
        data: chart.points.map((point, at) => label(at)),
        splitLine: { show: false },
        axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true, lineHeight: 16 },
      }),
      yAxis: figureAxis(reward, view === 'near' && chart.near, { scale: true, nameGap: 50 }),
      series: [
        ...chart.series.map((one) => line(one.agent, one.values, { symbolSize: 8, z: 3, clip: true })),
        ...chart.series.map((one) => spread(one)),
        changes(chart),
      ],
    };
  }

  function spread(one) {
    const style = { stroke: look(one.agent).color, lineWidth: 1.5, opacity: 0.7 };
    return spans(one.agent, one.values.filter((value) => value[2] !== null).map((value) => [value[2], value[3], value[0]]),
      () => style, { upright: true });
  }

  /** Where the experiment became another one: scores left and right of it are not alike. */
  function changes(chart) {
    return {
      type: 'line',
      data: [],
      markLine: {
        silent: true,
        symbol: 'none',
        data: chart.points.flatMap((point, at) => (point.changed ? [{ xAxis: at }] : [])),
        lineStyle: { color: css('soft'), type: [2, 4], width: 1.2 },
        label: { show: false },
      },
    };
  }

  function historyText(point, value) {
    const lines = ['mean ' + figure(value[1])];
    if (value[2] !== null) {
      lines.push('95 % interval ' + figure(value[2]) + ' to ' + figure(value[3]) + ', ' + value[4] + ' seeds');
    }
    lines.push(point.commit ? escape(point.commit + ', ' + point.date) : 'this run');
    if (point.subject) {
      lines.push(escape(point.subject));
    }
    if (point.changed) {
      lines.push('the experiment changed here');
    }
    return lines.join('<br>');
  }

  options.history = history;
})(recsimCharts);
