/* Strip charts: a row of dots for each agent, with the mean and its interval. */
((kit) => {
  'use strict';

  const { data, css, look, escape, figure, reward, base, titled, room, rowAxis, figureAxis, options } = kit;

  function strips(chart, view, width) {
    const names = chart.rows.map((row) => row.agent);
    const optimum = data.optimum === undefined ? [] : [{ name: 'optimum', xAxis: data.optimum }];
    const name = chart.reference ? reward + (width < 600 ? '\nmore than ' : ' more than ') + chart.reference : reward;
    const marks = chart.reference ? [{ name: '', xAxis: 0 }] : optimum;
    return {
      ...base((hit) => titled(hit, 'seed ' + hit.data.value[2] + ': ' + figure(hit.data.value[0]))),
      grid: { left: room(names, width) + 12, right: 24, top: 22, bottom: name.includes('\n') ? 64 : 48 },
      xAxis: figureAxis(name, view === 'near' && chart.near,
        { scale: true, boundaryGap: ['2%', '2%'], nameTextStyle: { color: css('soft'), fontSize: 13, lineHeight: 17 } }),
      yAxis: rowAxis(names, width),
      series: [
        ...chart.rows.map((row, at) => dots(row, at)),
        ...chart.rows.map((row, at) => whisker(row, at)),
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

  function whisker(row, at) {
    return {
      type: 'custom',
      name: row.agent,
      silent: true,
      clip: true,
      z: 5,
      encode: { x: [0, 1, 2], y: 3 },
      data: [[row.mean, row.low === null ? row.mean : row.low, row.high === null ? row.mean : row.high, at]],
      renderItem: (params, api) => {
        const [x, y] = api.coord([api.value(0), at]);
        const bar = { x1: api.coord([api.value(1), at])[0], x2: api.coord([api.value(2), at])[0], y1: y, y2: y };
        const tick = { x1: x, x2: x, y1: y - 9, y2: y + 9 };
        return {
          type: 'group',
          children: [[bar, 4], [tick, 2]].map(([shape, lineWidth]) => (
            { type: 'line', shape, style: { stroke: css('ink'), lineWidth } })),
        };
      },
    };
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
