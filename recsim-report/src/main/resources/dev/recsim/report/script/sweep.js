/* Scores by the keys of a sweep: lines over one key, a heat map over two. */
((kit) => {
  'use strict';

  const { css, look, escape, figure, reward, base, titled, axis, legend, line, spans, heatKey, options } = kit;

  /** Numbers are placed by value, on a logarithmic axis if their range is wide; others at equal distances. */
  function scale(values) {
    const numbers = values.map(Number);
    if (values.some((text) => text.trim() === '') || !numbers.every(Number.isFinite)) {
      return { type: 'category', at: (i) => i, extra: { data: values } };
    }
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    const log = low > 0 && high / low >= 50;
    const room = log ? (high / low) ** 0.06 : (high - low) * 0.06;
    return {
      type: log ? 'log' : 'value',
      at: (i) => numbers[i],
      extra: log ? { min: low / room, max: high * room } : { min: low - room, max: high + room },
    };
  }

  function lines(chart, view, width) {
    const { top, legend: names } = legend(chart.series.map((one) => one.agent), width);
    const x = scale(chart.values);
    const label = { color: css('soft'), fontSize: 12, hideOverlap: true };
    return {
      ...base((hit) => titled(hit, escape(chart.key + ' ' + chart.values[hit.data[4]]) + '<br>mean ' +
        figure(hit.data[1]) + interval(hit.data[2], hit.data[3]))),
      grid: { left: 60, right: 28, top, bottom: 48 },
      legend: names,
      xAxis: axis(x.type, chart.key, {
        ...x.extra,
        splitLine: { show: false },
        axisLine: { show: true, onZero: false, lineStyle: { color: css('rule') } },
        axisLabel: x.type === 'category' ? label : { ...label, formatter: figure, showMinLabel: false, showMaxLabel: false },
      }),
      yAxis: axis('value', reward, { scale: true, nameGap: 44 }),
      series: [
        ...chart.series.map((one) => line(one.agent,
          one.points.map(([i, mean, low, high]) => [x.at(i), mean, low, high, i]), { z: 3, symbolSize: 8 })),
        ...chart.series.map((one) => whiskers(one, x)),
        ...chart.lines.map((one) => reference(one, x)),
      ],
    };
  }

  function interval(low, high) {
    return low === null ? '' : '<br>95 % interval ' + figure(low) + ' to ' + figure(high);
  }

  /** The intervals; the axis includes their ends. */
  function whiskers(one, x) {
    const style = { stroke: look(one.agent).color, lineWidth: 1.5 };
    return spans(one.agent, one.points.filter((p) => p[2] !== null).map((p) => [p[2], p[3], x.at(p[0])]), () => style, { upright: true });
  }

  /**
   * An agent, or the optimum, that the key does not touch. The axis goes as far as the optimum; an
   * agent that is far off is not drawn.
   */
  function reference(one, x) {
    const color = one.name === 'optimum' ? css('ink') : look(one.name).color;
    return {
      type: 'scatter',
      name: one.name,
      data: one.name === 'optimum' ? [[x.at(0), one.value]] : [],
      symbolSize: 0,
      silent: true,
      markLine: {
        silent: true,
        symbol: 'none',
        precision: 12,
        data: [{ yAxis: one.value, name: one.name }],
        lineStyle: { color, type: [6, 4], width: 1.5 },
        label: { position: 'insideEndTop', formatter: one.name + ' ' + figure(one.value), color: css('ink'), fontSize: 12, backgroundColor: css('card'), padding: [1, 4], borderRadius: 3 },
      },
    };
  }

  function heat(chart, view, width) {
    const shown = chart.series.find((one) => one.agent === view) || chart.series[0];
    const means = shown.points.map((point) => point[2]);
    const [low, high] = [Math.min(...means), Math.max(...means)];
    const room = Math.min(Math.max(...chart.values[1].map((text) => text.length)) * 7.4 + 40, width * 0.3);
    const label = { color: css('soft'), fontSize: 12, interval: 0, hideOverlap: true };
    return {
      ...base((hit) => chart.keys.map((key, i) => escape(key + ' ' + chart.values[i][hit.data[i]])).join('<br>') +
        '<br>mean <b>' + figure(hit.data[2]) + '</b>' + interval(hit.data[3], hit.data[4])),
      grid: { left: room, right: 18, top: 8, bottom: 92 },
      xAxis: axis('category', chart.keys[0], { data: chart.values[0], axisLabel: label }),
      yAxis: axis('category', chart.keys[1], {
        data: chart.values[1],
        inverse: true,
        nameGap: room - 22,
        axisLabel: { ...label, width: room - 34, overflow: 'truncate' },
      }),
      visualMap: { ...heatKey(low, high > low ? high : low + 1), text: [figure(high), figure(low)] },
      series: [{
        type: 'heatmap',
        name: shown.agent,
        data: shown.points,
        itemStyle: { borderColor: css('card'), borderWidth: 2 },
        label: {
          show: chart.numbered && width / chart.values[0].length > 56,
          formatter: (hit) => figure(hit.data[2]),
          color: css('ink'),
          backgroundColor: css('card'),
          borderRadius: 4,
          padding: [3, 5],
          fontSize: 12,
        },
      }],
    };
  }

  const kinds = { lines, heat };
  options.sweep = (chart, view, width) => kinds[chart.kind](chart, view, width);
})(recsimCharts);
