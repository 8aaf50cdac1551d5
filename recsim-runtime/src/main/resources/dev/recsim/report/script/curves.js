/* Learning curves, with the scores of agents that do not learn as horizontal lines. */
((kit) => {
  'use strict';

  const { data, css, look, figure, reward, round, base, titled, axis, legend, line, band, options } = kit;

  /** The curves of another figure, which has a chart of its own below. */
  function other(chart) {
    const [id, name] = chart.figure.split('/');
    const panel = data.charts[id].panels.find((one) => one.name === name);
    return { ...chart, series: panel.series.filter((one) => kit.visible(one.agent)), lines: [], title: name };
  }

  function curves(scores, view, width) {
    const chart = scores.figure ? other(scores) : scores;
    const { top, legend: names } = legend(chart.series.map((one) => one.agent), width);
    const x = view === 'updates' ? 1 : 0;
    const range = round(Math.max(...chart.series.flatMap((one) => one.points.map((p) => p[x]))));
    const opacity = chart.series.length <= 4 ? 0.16 : 0.06;
    return {
      ...base((hit) => titled(hit, 'epoch ' + hit.data[4] + ', ' + figure(hit.data[0]) +
        (x ? ' updates' : ' steps') + '<br>mean ' + figure(hit.data[1]) + '<br>lowest to highest seed ' +
        figure(hit.data[2]) + ' to ' + figure(hit.data[3]))),
      grid: { left: 52, right: 28, top, bottom: 48 },
      legend: names,
      xAxis: axis('value', x ? 'Updates' : 'Environment steps', { ...range, splitLine: { show: false } }),
      yAxis: axis('value', chart.title || reward, { nameGap: 36, scale: Boolean(chart.title) }),
      series: [
        ...chart.series.map((one) => line(one.agent, one.points.map((p) => [p[x], p[2], p[3], p[4], p[5]]),
          { showSymbol: one.points.length < 30, z: 3 })),
        ...chart.series.map((one) => band(one, x, opacity)),
        ...chart.series.filter((one) => one.baseline).map((one) => past(one, x)),
        ...(chart.warmup && !x ? [warmup(chart.warmup)] : []),
        ...named(chart).map((one) => reference(one, range.max)),
      ],
    };
  }

  /** The steps before the first update, named. */
  function warmup(end) {
    return {
      type: 'line',
      data: [],
      markArea: {
        silent: true,
        data: [[{ xAxis: 0, name: 'warm-up' }, { xAxis: end }]],
        itemStyle: { color: css('quiet'), opacity: 0.12 },
        label: { position: 'insideBottom', color: css('soft'), fontSize: 12 },
      },
    };
  }

  /** The mean curve of the baseline, drawn over the line of the run. */
  function past(one, x) {
    return {
      type: 'line',
      name: one.agent,
      silent: true,
      symbol: 'none',
      z: 4,
      data: one.baseline.filter((p) => p[x] !== null).map((p) => [p[x], p[2]]),
      lineStyle: { color: look(one.agent).color, width: 1.2, type: [3, 3] },
      itemStyle: { color: look(one.agent).color },
    };
  }

  /** The lines with room for their names; the names of close lines are side by side. */
  function named({ lines, series }) {
    const values = [...lines.map((one) => one.value), ...series.flatMap((one) => one.points.map((p) => p[4]))];
    const near = Math.max(...values.map(Math.abs)) / 10;
    return lines.reduce((placed, one) => {
      const beside = placed.filter((other) => Math.abs(other.value - one.value) < near).map((other) => other.to);
      const aside = Math.max(0, ...beside);
      return [...placed, { ...one, aside, to: aside + (one.name + figure(one.value)).length * 6.8 + 16 }];
    }, []);
  }

  /** A horizontal line with its name on it. */
  function reference(one, end) {
    const color = one.agent ? look(one.agent).color : css('ink');
    return {
      type: 'line',
      name: one.name,
      silent: true,
      symbol: 'none',
      data: [[0, one.value], [end, one.value]],
      lineStyle: { color, width: 1.5, type: [6, 4] },
      itemStyle: { color },
      markPoint: {
        silent: true,
        symbol: 'rect', symbolSize: 0.01,
        data: [{ coord: [end, one.value] }],
        label: {
          show: true,
          formatter: one.name + ' ' + figure(one.value),
          color: css('ink'), fontSize: 12, backgroundColor: css('card'), padding: [1, 4], borderRadius: 3,
          align: 'right', position: [-one.aside, -16],
        },
      },
    };
  }

  options.curves = curves;
})(recsimCharts);
