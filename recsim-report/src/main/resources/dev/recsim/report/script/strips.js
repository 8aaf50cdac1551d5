/* Strip charts: a row of dots for each agent, with the mean and its interval. */
((kit) => {
  'use strict';

  const { data, css, look, escape, figure, reward, base, titled, room, rowAxis, figureAxis, spans, options } = kit;

  function strips(chart, view, width) {
    const names = chart.rows.map((row) => row.agent);
    const optimum = data.optimum === undefined ? [] : [{ name: 'optimum', xAxis: data.optimum }];
    const name = chart.reference ? reward + ' more than ' + chart.reference : reward;
    const marks = chart.reference ? [{ name: '', xAxis: 0 }] : optimum;
    return {
      ...base((hit) => titled(hit, 'seed ' + hit.data.value[2] + ': ' + figure(hit.data.value[0]))),
      grid: { left: room(names, width) + 12, right: 24, top: 22, bottom: 48 },
      xAxis: figureAxis(name, view === 'near' && chart.near,
        { scale: true, boundaryGap: ['2%', '2%'] }),
      yAxis: rowAxis(names, width),
      series: [
        ...chart.rows.map((row, at) => dots(row, at)),
        spans('', chart.rows.map((row, at) => [row.low === null ? row.mean : row.low, row.high === null ? row.mean : row.high, at]),
          () => ({ stroke: css('ink'), lineWidth: 4 }), { tick: 0, z: 5 }),
        ...chart.rows.map((row, at) => mean(row, at)),
        ...chart.rows.flatMap((row, at) => (row.baseline === undefined ? [] : [before(row, at)])),
        {
          type: 'scatter',
          data: [],
          markLine: {
            silent: true,
            symbol: 'none',
            // Two digits, ECharts' default, would move a line in a close-up.
            precision: 12,
            data: marks,
            lineStyle: { color: css('ink'), type: [6, 4], width: 1.5 },
            label: { position: 'start', distance: 6, formatter: (mark) => mark.name, color: css('ink'), fontSize: 12 },
          },
        },
      ],
    };
  }

  /** The seeds of a row, one above the other in their order, so that equal scores can be counted. */
  function dots(row, at) {
    const style = look(row.agent);
    const last = Math.max(row.values.length - 1, 1);
    return {
      type: 'scatter',
      name: row.agent,
      symbol: style.symbol,
      symbolSize: 7,
      itemStyle: { color: style.color, opacity: 0.6 },
      data: row.values.map(([seed, value], i) => ({
        value: [value, at, seed],
        symbolOffset: [0, row.values.length === 1 ? 0 : (i / last - 0.5) * 22],
      })),
    };
  }

  /** The mean, on the bar of its interval. */
  function mean(row, at) {
    return { type: 'scatter', name: row.agent, silent: true, z: 6, symbol: 'rect', symbolSize: [2, 18],
      itemStyle: { color: css('ink') }, data: [[row.mean, at]] };
  }

  /** The mean of the baseline: a diamond at the lower edge of the row, apart from dots and bar. */
  function before(row, at) {
    return {
      type: 'scatter',
      name: 'baseline of ' + row.agent,
      symbol: 'diamond',
      symbolSize: [9, 11],
      symbolOffset: [0, 15],
      z: 6,
      itemStyle: { color: css('card'), borderColor: css('ink'), borderWidth: 1.5 },
      data: [{ value: [row.baseline, at] }],
      tooltip: { formatter: () => '<b>' + escape(row.agent) + '</b><br>baseline: mean ' + figure(row.baseline) },
    };
  }

  options.strips = strips;
})(recsimCharts);
