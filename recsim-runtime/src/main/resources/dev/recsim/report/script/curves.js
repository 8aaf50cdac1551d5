/* Learning curves, with the scores of agents that do not learn as horizontal lines. */
((kit) => {
  'use strict';

  const { css, look, figure, reward, round, base, titled, axis, legend, line, training, checkpoints, checkpointText, band, options } = kit;

  /** Smallest share of the x axis that is shaded. */
  const SHADED = 0.005;

  function curves(chart, view, width) {
    const drawn = chart.series.map((one) => ({ ...one, points: checkpoints(chart, one, view) }));
    const { top, legend: names } = legend(drawn.map((one) => one.agent), width);
    const range = round(Math.max(...drawn.flatMap((one) => one.points.map((p) => p[0]))));
    const opacity = drawn.length <= 4 ? 0.16 : 0.06;
    const end = warmupEnd(chart, view);
    return {
      ...base((hit) => titled(hit, checkpointText(hit.data, view))),
      grid: { left: 66, right: 28, top, bottom: 48 },
      legend: names,
      xAxis: axis('value', training[view].name, { ...range, splitLine: { show: false } }),
      yAxis: axis('value', reward, { nameGap: 50 }),
      series: [
        ...drawn.map((one) => line(one.agent, one.points, { showSymbol: one.points.length < 30, z: 3 })),
        ...drawn.map((one) => band(one.agent, one.points, opacity)),
        ...(view === 'cpu' ? [] : drawn.filter((one) => one.baseline).map((one) => past(one, view === 'updates' ? 1 : 0))),
        ...(end > SHADED * range.max ? [warmup(end)] : []),
        ...named(chart.lines, drawn).map((one) => reference(one, range.max)),
      ],
    };
  }

  /** Where the warm-up ends on the x axis: before the first update of any agent. */
  function warmupEnd(chart, view) {
    const seconds = chart.series.filter((one) => kit.cpu.has(one.agent)).map((one) => kit.cpu.get(one.agent).warmup);
    const ends = { steps: chart.warmup, updates: 0, cpu: Math.min(...seconds) };
    return chart.warmup && Number.isFinite(ends[view]) ? ends[view] : 0;
  }

  /** The training before the first update, named; the name of a narrow area reaches out of it. */
  function warmup(end) {
    return {
      type: 'line',
      data: [],
      markArea: {
        silent: true,
        data: [[{ xAxis: 0, name: 'warm-up' }, { xAxis: end }]],
        itemStyle: { color: css('quiet'), opacity: 0.12 },
        label: { position: 'insideBottomLeft', color: css('soft'), fontSize: 12 },
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
  function named(lines, drawn) {
    const values = [...lines.map((one) => one.value), ...drawn.flatMap((one) => one.points.map((p) => p[3]))];
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
