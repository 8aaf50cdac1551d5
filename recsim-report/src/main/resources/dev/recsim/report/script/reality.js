/* Observed effects of tests by predicted ones, with both intervals and the line of equality. */
((kit) => {
  'use strict';

  const { css, figure, base, axis, options, heights, escape } = kit;
  const HEIGHT = 420;

  const percent = (value) => figure(value) + ' %';

  /** A range with room, the same on both axes, which has zero. */
  function range(chart) {
    const ends = chart.points.flatMap((one) => [one.low, one.high, one.least, one.most, one.x, one.y])
      .concat(chart.bands.flatMap((one) => [one.low, one.high]), [0]);
    const margin = 0.06 * (Math.max(...ends) - Math.min(...ends)) || 1;
    return { min: Math.min(...ends) - margin, max: Math.max(...ends) + margin };
  }

  function tip(one) {
    return '<b>' + escape(one.name) + '</b><br>predicted ' + percent(one.x) + ' (' + figure(one.low) + ' to ' + percent(one.high) +
      ')<br>observed ' + percent(one.y) + ' (' + figure(one.least) + ' to ' + percent(one.most) + ')';
  }

  /** The interval of a change without an outcome, from bottom to top. */
  function bands(chart, ends) {
    return {
      type: 'custom',
      silent: true,
      clip: true,
      data: chart.bands.map((one) => [one.low, one.high, one.name]),
      renderItem: (params, api) => {
        const [left, top] = api.coord([api.value(0), ends.max]);
        const [right, bottom] = api.coord([api.value(1), ends.min]);
        return {
          type: 'group',
          children: [
            {
              type: 'rect',
              shape: { x: left, y: top, width: right - left, height: bottom - top },
              style: { fill: css('tone-2'), opacity: 0.15 },
            },
            {
              type: 'text',
              style: { text: chart.bands[params.dataIndex].name, x: (left + right) / 2, y: top + 6, align: 'center', fill: css('soft'), fontSize: 12 },
            },
          ],
        };
      },
    };
  }

  /** Both intervals of a test as a cross. */
  function crosses(chart) {
    return {
      type: 'custom',
      silent: true,
      clip: true,
      data: chart.points.map((one) => [one.x, one.y, one.low, one.high, one.least, one.most, one.counts ? 1 : 0]),
      renderItem: (params, api) => {
        const [left, y] = api.coord([api.value(2), api.value(1)]);
        const [right] = api.coord([api.value(3), api.value(1)]);
        const [x, low] = api.coord([api.value(0), api.value(4)]);
        const [, high] = api.coord([api.value(0), api.value(5)]);
        const style = { stroke: css('tone-0'), lineWidth: 1.4, lineDash: api.value(6) ? null : [3, 3] };
        return {
          type: 'group',
          children: [
            { type: 'line', shape: { x1: left, x2: right, y1: y, y2: y }, style },
            { type: 'line', shape: { x1: x, x2: x, y1: low, y2: high }, style },
          ],
        };
      },
    };
  }

  options.reality = (chart) => {
    const ends = range(chart);
    const label = { color: css('soft'), fontSize: 12, hideOverlap: true, formatter: percent, showMinLabel: false, showMaxLabel: false };
    return {
      ...base((hit) => hit.data.tip || ''),
      grid: { left: 76, right: 20, top: 16, bottom: 56 },
      xAxis: axis('value', 'Predicted', { ...ends, splitNumber: 5, axisLabel: label }),
      yAxis: axis('value', 'Observed', { ...ends, splitNumber: 5, axisLabel: label, nameGap: 58 }),
      series: [
        bands(chart, ends),
        {
          type: 'line',
          silent: true,
          symbol: 'none',
          data: [[ends.min, ends.min], [ends.max, ends.max]],
          lineStyle: { color: css('ink'), width: 1.2, type: [5, 4] },
        },
        crosses(chart),
        {
          type: 'scatter',
          symbolSize: 10,
          z: 4,
          data: chart.points.map((one) => ({
            value: [one.x, one.y],
            tip: tip(one),
            itemStyle: { color: one.counts ? css('tone-0') : css('card'), borderColor: css('tone-0'), borderWidth: 2 },
          })),
        },
      ],
    };
  };

  heights.reality = () => HEIGHT;
})(recsimCharts);
