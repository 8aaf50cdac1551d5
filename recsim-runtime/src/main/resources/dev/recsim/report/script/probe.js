/* What comes first as a feature varies: a stripe for each agent, and lines of values below. */
((kit) => {
  'use strict';

  const { css, look, escape, figure, base, titled, axis, legend, line, options, heights } = kit;
  const { hue, short, room, names } = kit.shown;
  const STRIPE = 30;
  const LABEL = 14;
  const AROUND = 62;

  function sweep(chart, view) {
    const chosen = chart.sweeps.find((one) => one.feature === view) || chart.sweeps[0];
    return { ...chosen, agents: chosen.agents.map((agent) => ({ ...agent, first: agent.first.map((at) => chart.firsts[at]) })) };
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

  /** The height of the lines, at least that of their names. */
  function lines(one) {
    return Math.max(128, valued(one).length * LABEL);
  }

  /** Moves heights, from the top, as little as possible so that none is nearer than a label to the next. */
  function apart(heights, top, bottom) {
    const placed = [];
    heights.forEach((y) => placed.push(Math.max(y, top + LABEL / 2, placed.length ? placed[placed.length - 1] + LABEL : 0)));
    for (let i = placed.length - 1, most = bottom - LABEL / 2; i >= 0; i--, most = placed[i + 1] - LABEL) {
      placed[i] = Math.min(placed[i], most);
    }
    return placed;
  }

  /** The names of the lines at their ends. */
  function ends(agents, last, space) {
    return {
      type: 'custom',
      silent: true,
      xAxisIndex: 1,
      yAxisIndex: 1,
      data: [[last, agents[0].values[last]]],
      renderItem: (params, api) => {
        const ordered = agents.map((agent) => ({ agent: agent.agent, at: api.coord([last, agent.values[last]]) }))
          .sort((a, b) => a.at[1] - b.at[1]);
        const { y, height } = params.coordSys;
        const placed = apart(ordered.map((one) => one.at[1]), y, y + height);
        return {
          type: 'group',
          children: ordered.flatMap((one, i) => [
            { type: 'line', shape: { x1: one.at[0] + 3, y1: one.at[1], x2: one.at[0] + 11, y2: placed[i] }, style: { stroke: look(one.agent).color } },
            { type: 'text', style: { text: one.agent, x: one.at[0] + 14, y: placed[i], fill: css('ink'), fontSize: 11,
              fontFamily: css('sans'), verticalAlign: 'middle', width: space - 14, overflow: 'truncate' } },
          ]),
        };
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
    // A name begins in the middle of the last column.
    const half = (width - left) / (2 * one.points.length + 4);
    const space = Math.min(room(valued(one).map((agent) => agent.agent), width) + 16, width * 0.24);
    const right = Math.max(24, space - half);
    const wide = (width - left - right) / one.points.length;
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
        { left, right, top: key.top, height: stripes },
        ...(below ? [{ left, right, top: key.top + stripes + AROUND, height: lines(one) }] : []),
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
        })),
        ...(below ? [ends(valued(one), one.points.length - 1, right + half)] : []),
      ],
    };
  };

  heights.probe = (chart, width, rows, view) => {
    const one = sweep(chart, view);
    const firsts = new Set(one.agents.flatMap((agent) => agent.first));
    firsts.delete('');
    const groups = [...new Set([...chart.groups, ...firsts])].filter((group) => firsts.has(group));
    return legend(groups, width).top + one.agents.length * STRIPE + 48 + (valued(one).length > 0 ? AROUND + lines(one) : 0);
  };
})(recsimCharts);
