/* Curves of training: one large chart of the score, with the scores of other agents, or a small one for each figure. */
((kit) => {
  'use strict';

  const { css, look, escape, figure, reward, round, base, titled, axis, legend, line, training, checkpoints, checkpointText, band, options } = kit;

  /** Smallest share of the x axis that is shaded. */
  const SHADED = 0.005;
  /** Of a small chart. */
  const HEIGHT = 200;
  const NARROWEST = 270;

  const large = (chart) => chart.panels.length === 1 && !chart.panels[0].name;

  function columns(chart, width) {
    return Math.max(1, Math.min(3, chart.panels.length, Math.floor(width / NARROWEST)));
  }

  function agents(chart) {
    return [...new Set(chart.panels.flatMap((panel) => panel.series.map((one) => one.agent)))];
  }

  function curves(chart, view, width) {
    const { top, legend: names } = legend(agents(chart), width);
    const drawn = chart.panels.map((panel) => panel.series.map((one) => ({ ...one, points: checkpoints(chart, one, view) })));
    const ends = drawn.map((series) => round(Math.max(...series.flatMap((one) => one.points.map((p) => p[0])))));
    const wide = large(chart);
    const room = width / columns(chart, width);
    const places = wide ? [{ left: 66, right: 28, top, bottom: 48 }] : drawn.map((_, at) => ({
      left: (at % columns(chart, width)) * room + 54,
      top: top + Math.floor(at / columns(chart, width)) * HEIGHT + 28,
      width: room - 86,
      height: HEIGHT - 66,
    }));
    const label = { color: css('soft'), fontSize: 11, hideOverlap: true };
    const small = (extra) => (wide ? {} : { splitNumber: 3, axisLabel: { ...label, ...extra } });
    return {
      ...base((hit) => titled(hit, (wide ? '' : escape(chart.panels[hit.data[5]].name) + ', ') + checkpointText(hit.data, view))),
      title: wide ? [] : chart.panels.map((panel, at) => ({
        text: panel.name,
        left: places[at].left - 46,
        top: places[at].top - 26,
        padding: 0,
        textStyle: { color: css('ink'), fontSize: 13, fontWeight: 600, width: room - 16, overflow: 'truncate' },
      })),
      legend: names,
      grid: places,
      xAxis: ends.map((range, at) => axis('value', wide ? training[view].name : '',
        { gridIndex: at, ...(wide ? range : { min: 0, max: range.max }), splitLine: { show: false }, ...small() })),
      yAxis: drawn.map((_, at) => axis('value', wide ? reward : '', { gridIndex: at, nameGap: 50, scale: !wide, ...small({ formatter: figure }) })),
      series: [
        ...drawn.flatMap((series, at) => panel(series, at, wide)),
        ...(wide ? beside(chart, drawn[0], view, ends[0].max) : []),
      ],
    };
  }

  function panel(series, at, wide) {
    const axes = { xAxisIndex: at, yAxisIndex: at };
    return [
      ...series.map((one) => line(one.agent, one.points.map((p) => [...p, at]),
        { showSymbol: one.points.length < 30, z: 3, ...(wide ? {} : { symbolSize: 3 }), ...axes })),
      ...series.map((one) => ({ ...band(one.agent, one.points, series.length <= 4 ? 0.16 : 0.06), ...axes })),
    ];
  }

  /** What the chart of the score has besides its lines: baselines, the warm-up, other agents. */
  function beside(chart, drawn, view, most) {
    const end = warmupEnd(chart, view);
    const shown = (one) => drawn.some((it) => it.agent === one.agent);
    return [
      ...(view === 'cpu' ? [] : chart.baselines.filter(shown).map((one) => past(one, view === 'updates' ? 1 : 0))),
      ...(end > SHADED * most ? [warmup(end)] : []),
      ...named(chart.lines, drawn).map((one) => reference(one, most)),
    ];
  }

  /** Where the warm-up ends on the x axis: before the first update of any agent. */
  function warmupEnd(chart, view) {
    const seconds = agents(chart).filter((one) => kit.cpu.has(one)).map((one) => kit.cpu.get(one).warmup);
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
      data: one.points.filter((p) => p[x] !== null).map((p) => [p[x], p[2]]),
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

  kit.heights.curves = (chart, width) => (large(chart)
    ? Math.max(340, Math.min(460, width * 0.5)) + Math.floor(chart.panels[0].series.length / 6) * 24
    : legend(agents(chart), width).top + Math.ceil(chart.panels.length / columns(chart, width)) * HEIGHT);
  options.curves = curves;
})(recsimCharts);
