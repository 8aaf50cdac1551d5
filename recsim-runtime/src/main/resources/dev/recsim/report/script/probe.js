/* What comes first as a feature varies: a stripe for each agent, and lines of values below. */
((kit) => {
  'use strict';

  const { css, escape, figure, base, titled, axis, legend, line, options, heights } = kit;
  const { hue, short, room, names } = kit.shown;
  const STRIPE = 30;
  const LINES = 190;

  function sweep(chart, view) {
    return chart.sweeps.find((one) => one.feature === view) || chart.sweeps[0];
  }

  function valued(one) {
    return one.agents.filter((agent) => agent.values.length > 0);
  }

  /** The cells of all agents that show this group first; empty names are undecided policies. */
  function stripe(group, at, one, numbers, wide) {
    return {
      type: 'custom',
      name: group,
      itemStyle: { color: hue(at) },
      data: one.agents.flatMap((agent, y) => agent.first
        .map((first, x) => [x, y, first])
        .filter((hit) => hit[2] === group)
        .map(([x]) => [x, y])),
      renderItem: (params, api) => {
        const [x, y] = api.coord([api.value(0), api.value(1)]);
        const [w, h] = api.size([1, 1]);
        const fits = numbers[at].length * 6.5 + 4 < wide;
        return {
          type: 'group',
          children: [
            { type: 'rect', shape: { x: x - w / 2, y: y - h / 2 + 2, width: w, height: h - 4 }, style: { fill: hue(at) } },
            ...(fits ? [{ type: 'text', style: { text: numbers[at], x, y, fill: css('ink'), align: 'center', verticalAlign: 'middle', fontSize: 11 } }] : []),
          ],
        };
      },
    };
  }

  /** A dash where a policy prefers no document. */
  function undecided(one) {
    return {
      type: 'custom',
      silent: true,
      data: one.agents.flatMap((agent, y) => agent.first.map((first, x) => [x, y, first])
        .filter((hit) => hit[2] === '')
        .map(([x]) => [x, y])),
      renderItem: (params, api) => {
        const [x, y] = api.coord([api.value(0), api.value(1)]);
        return { type: 'text', style: { text: '-', x, y, fill: css('soft'), align: 'center', verticalAlign: 'middle' } };
      },
    };
  }

  options.probe = (chart, view, width) => {
    const one = sweep(chart, view);
    const firsts = one.agents.flatMap((agent) => agent.first).filter((first) => first !== '');
    const groups = [...new Set([...chart.groups, ...firsts])];
    const used = groups.filter((group) => firsts.includes(group));
    const key = legend(used, width);
    const left = room(one.agents.map((agent) => agent.agent), width) + 16;
    const wide = (width - left - 84) / one.points.length;
    const stripes = one.agents.length * STRIPE;
    const below = valued(one).length > 0;
    const points = one.points.map(figure);
    const x = (at, name) => axis('category', name, {
      gridIndex: at,
      data: points,
      nameGap: 26,
      axisLabel: { color: css('soft'), fontSize: 11, hideOverlap: true },
    });
    return {
      ...base((hit) => (hit.seriesType === 'line'
        ? titled(hit, escape(one.name) + ' ' + points[hit.dataIndex] + '<br>value ' + figure(hit.value))
        : titled(hit, escape(one.agents[hit.value[1]].agent) + '<br>' + escape(one.name) + ' ' + points[hit.value[0]]))),
      legend: key.legend,
      grid: [
        { left, right: 84, top: key.top, height: stripes },
        ...(below ? [{ left, right: 84, top: key.top + stripes + 62, height: LINES - 62 }] : []),
      ],
      xAxis: [x(0, one.name), ...(below ? [x(1, one.name)] : [])],
      yAxis: [
        names(one.agents.map((agent) => agent.agent), left - 12, { inverse: true }),
        ...(below ? [axis('value', 'Value', { gridIndex: 1, scale: true, splitNumber: 3, nameGap: 44,
          axisLabel: { color: css('soft'), fontSize: 11, hideOverlap: true, formatter: figure } })] : []),
      ],
      series: [
        undecided(one),
        ...used.map((group) => stripe(group, groups.indexOf(group), one, short(groups), wide)),
        ...valued(one).map((agent) => line(agent.agent, agent.values, {
          xAxisIndex: 1,
          yAxisIndex: 1,
          endLabel: { show: true, formatter: '{a}', color: css('ink'), fontSize: 11, width: 76, overflow: 'truncate' },
          labelLayout: { moveOverlap: 'shiftY' },
        })),
      ],
    };
  };

  heights.probe = (chart, width, rows, view) => {
    const one = sweep(chart, view);
    const firsts = new Set(one.agents.flatMap((agent) => agent.first));
    firsts.delete('');
    const groups = [...new Set([...chart.groups, ...firsts])].filter((group) => firsts.has(group));
    return legend(groups, width).top + one.agents.length * STRIPE + 48 + (valued(one).length > 0 ? LINES : 0);
  };
})(recsimCharts);
