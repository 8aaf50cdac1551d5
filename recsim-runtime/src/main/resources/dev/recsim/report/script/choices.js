/* The acceptance matrix of a report, with each agent's choices. */
((kit) => {
  'use strict';

  const { css, escape, figure, base, axis, heatKey, options } = kit;

  function choices(chart, view) {
    const shown = chart.choices.find((choice) => choice.agent === view) || { cells: [], trials: 0 };
    const cells = chart.rewards.flatMap((row, s) => row.map((reward, a) => [a, s, reward]));
    const top = Math.max(...cells.map((cell) => cell[2]));
    const bottom = Math.min(0, ...cells.map((cell) => cell[2]));
    const few = chart.rewards[0].length <= 12;
    return {
      ...base((hit) => cellText(chart, shown, hit.data)),
      grid: { left: 52, right: 18, top: 8, bottom: 92 },
      xAxis: axis('category', 'Document shown', { data: chart.rewards[0].map((_, a) => String(a)) }),
      yAxis: axis('category', 'State', { data: chart.rewards.map((_, s) => String(s)), inverse: true, nameGap: 32 }),
      visualMap: { ...heatKey(bottom, top), seriesIndex: 0 },
      series: [
        { type: 'heatmap', data: cells, itemStyle: { borderColor: css('card'), borderWidth: few ? 2 : 0.5 } },
        {
          type: 'custom',
          silent: true,
          data: chart.optimal.map((a, s) => [a, s]),
          renderItem: (params, api) => frame(api, few),
        },
        {
          type: 'custom',
          silent: true,
          data: shown.cells.map((cell) => [cell[1], cell[0], cell[2]]),
          renderItem: (params, api) => choice(api, shown.trials, few),
        },
      ],
    };
  }

  function cellText(chart, shown, [document, state, reward]) {
    const taken = shown.cells.find((cell) => cell[0] === state && cell[1] === document);
    return 'state ' + state + ', document ' + document + '<br>expected reward <b>' + figure(reward) + '</b>' +
      (chart.optimal[state] === document ? '<br>the optimal choice' : '') +
      (taken ? '<br>' + escape(shown.agent) + ': ' + taken[2] + ' of ' + shown.trials + ' trials' : '');
  }

  /** A frame around a cell. */
  function frame(api, few) {
    const [x, y] = api.coord([api.value(0), api.value(1)]);
    const [w, h] = api.size([1, 1]);
    const inset = few ? 3 : 1;
    return {
      type: 'rect',
      shape: { x: x - w / 2 + inset, y: y - h / 2 + inset, width: w - 2 * inset, height: h - 2 * inset, r: 2 },
      style: { fill: 'none', stroke: css('tone-1'), lineWidth: few ? 2.5 : 1.5 },
    };
  }

  /** A dot whose size is the share of trials that chose the cell, with their number if it fits. */
  function choice(api, trials, few) {
    const [x, y] = api.coord([api.value(0), api.value(1)]);
    const room = Math.min(...api.size([1, 1]));
    const radius = Math.max(room * 0.36 * Math.sqrt(api.value(2) / trials), few ? 8 : 2);
    const dot = {
      type: 'circle',
      shape: { cx: x, cy: y, r: radius },
      style: { fill: css('card'), stroke: css('ink'), lineWidth: few ? 1.5 : 1 },
    };
    const number = {
      type: 'text',
      style: { text: String(api.value(2)), x, y, fill: css('ink'), align: 'center', verticalAlign: 'middle', fontSize: 11 },
    };
    return { type: 'group', children: few ? [dot, number] : [dot] };
  }

  kit.heights.choices = (chart, width, rows) => Math.min(Math.max(rows * 40, 280), Math.min(width, 720)) + 100;
  options.choices = choices;
})(recsimCharts);
