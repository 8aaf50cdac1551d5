/* What agents show: shares of impressions, agreement of agents, effects of a feature, and calibration. */
((kit) => {
  'use strict';

  const { css, look, escape, figure, base, titled, axis, legend, line, options, heights } = kit;
  const NARROWEST = 300;
  const OTHERS = 'others';

  function percent(share) {
    return (share > 0 && share < 0.01 ? figure(100 * share) : Math.round(100 * share)) + ' %';
  }

  /** The colour of a group of documents; neighbours have different hues. */
  function hue(at) {
    return 'hsl(' + (Math.round(205 + at * 137.508) % 360) + ', ' + css('share') + ')';
  }

  /** Labels without the words with which all of them start: topic 3 becomes 3. */
  function short(labels) {
    const words = labels.filter((label) => label !== OTHERS && label !== 'none').map((label) => label.split(' '));
    let same = 0;
    while (words.length > 1 && words.every((each) => each.length > same + 1 && each[same] === words[0][same])) {
      same++;
    }
    return labels.map((label) => (label === OTHERS || label === 'none' ? label : label.split(' ').slice(same).join(' ')));
  }

  function room(texts, width) {
    return Math.min(Math.max(...texts.map((text) => text.length)) * 7.2 + 10, width * 0.38);
  }

  function across(count, width) {
    return Math.max(1, Math.min(3, count, Math.floor(width / NARROWEST)));
  }

  /** The places of small charts, in rows. */
  function places(count, width, top, height) {
    const columns = across(count, width);
    return Array.from({ length: count }, (_, at) => ({
      left: (at % columns) * (width / columns),
      top: top + Math.floor(at / columns) * height,
      width: width / columns,
    }));
  }

  function title(text, place) {
    return {
      text,
      left: place.left + 4,
      top: place.top + 3,
      padding: 0,
      textStyle: { color: css('ink'), fontSize: 13, fontWeight: 600, width: place.width - 12, overflow: 'truncate' },
    };
  }

  function names(labels, width, extra) {
    return axis('category', '', {
      data: labels,
      axisLine: { show: false },
      axisLabel: { color: css('ink'), fontSize: 12, interval: 0, width, overflow: 'truncate' },
      ...extra,
    });
  }

  /** A cell of a heat map, with its number if there is room. */
  function cell(x, y, share, most, numbered) {
    return {
      value: [x, y, share],
      label: { show: numbered, color: css(share > 0.72 * most ? 'card' : 'ink') },
    };
  }

  function heat(data, most, extra) {
    return {
      type: 'heatmap',
      data,
      itemStyle: { borderColor: css('card'), borderWidth: 1 },
      label: { fontSize: 11, formatter: (hit) => String(Math.round(100 * hit.data.value[2])) },
      ...extra,
    };
  }

  function shades(most, count) {
    return {
      show: false,
      min: 0,
      max: most,
      dimension: 2,
      seriesIndex: Array.from({ length: count }, (_, at) => at),
      inRange: { color: [css('heat-low'), css('heat-mid'), css('heat-high')] },
    };
  }

  // --- Impressions -------------------------------------------------------------------------------

  const ROW = 20;
  const AROUND = 88;

  /** A bar for each agent, with a segment for each group of documents. */
  function bars(chart, width) {
    const left = room(chart.agents, width) + 12;
    const plot = width - left - 24;
    const key = legend(chart.groups, width);
    const numbers = short(chart.groups);
    return {
      ...base((hit) => titled(hit, escape(hit.name) + '<br>' + percent(hit.value) + ' of impressions<br>' +
        percent(chart.clicked[hit.dataIndex][hit.seriesIndex]) + ' of clicks')),
      grid: { left, right: 24, top: key.top, bottom: 48 },
      legend: key.legend,
      xAxis: axis('value', 'Share of impressions', {
        min: 0,
        max: 1,
        axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true, formatter: percent },
      }),
      yAxis: names(chart.agents, left - 12, { inverse: true }),
      series: chart.groups.map((group, at) => ({
        type: 'bar',
        stack: 'groups',
        name: group,
        barWidth: 26,
        itemStyle: { color: hue(at), borderColor: css('card'), borderWidth: 1 },
        label: {
          show: true,
          color: css('ink'),
          fontSize: 11,
          formatter: (hit) => (hit.value * plot < numbers[at].length * 6.5 + 8 ? '' : numbers[at]),
        },
        emphasis: { focus: 'series' },
        data: chart.shown.map((shares) => shares[at]),
      })),
    };
  }

  /** A heat map for each agent: groups of documents by position, step or user. */
  function maps(chart, part, width) {
    const all = places(chart.agents.length, width, 0, chart.groups.length * ROW + AROUND);
    const left = room(chart.groups, all[0].width);
    const most = Math.max(...part.shares.flat(2));
    const wide = (all[0].width - left - 12) / part.labels.length;
    // Few names have room for two lines; of many, some are left out.
    const few = part.labels.length <= 4;
    const grids = all.map((place) => ({
      left: place.left + left + 4,
      top: place.top + 22,
      width: place.width - left - 16,
      height: chart.groups.length * ROW,
    }));
    return {
      ...base((hit) => escape(chart.agents[hit.seriesIndex]) + '<br>' + escape(chart.groups[hit.data.value[1]]) +
        '<br>' + escape(part.noun + ' ' + labels(part)[hit.data.value[0]]) +
        '<br><b>' + percent(hit.data.value[2]) + '</b> of impressions'),
      title: chart.agents.map((agent, at) => title(agent, all[at])),
      grid: grids,
      xAxis: chart.agents.map((_, at) => axis('category', part.noun, {
        gridIndex: at,
        data: labels(part),
        nameGap: few ? 36 : 24,
        nameTextStyle: { color: css('soft'), fontSize: 12 },
        axisLine: { show: false },
        axisLabel: { color: css('soft'), fontSize: 11, ...(few ? { interval: 0, width: wide - 4, overflow: 'break' } : {}) },
      })),
      yAxis: chart.agents.map((_, at) => names(chart.groups, left - 8, { gridIndex: at, inverse: true })),
      visualMap: shades(most, chart.agents.length),
      series: part.shares.map((columns, at) => heat(
        columns.flatMap((shares, x) => shares.map((share, y) => cell(x, y, share, most, wide > 24))),
        most, { xAxisIndex: at, yAxisIndex: at })),
    };
  }

  function labels(part) {
    return short(part.labels);
  }

  options.shown = (chart, view, width) => (chart.parts[view] ? maps(chart, chart.parts[view], width) : bars(chart, width));

  heights.shown = (chart, view, width) => (chart.parts[view]
    ? Math.ceil(chart.agents.length / across(chart.agents.length, width)) * (chart.groups.length * ROW + AROUND)
    : legend(chart.groups, width).top + chart.agents.length * 40 + 56);

  // --- Agreement ---------------------------------------------------------------------------------

  options.agreement = (chart, view, width) => {
    const rows = chart.matrices[view];
    const left = room(chart.agents, width) + 12;
    const wide = (width - left - 16) / chart.agents.length;
    return {
      ...base((hit) => escape(chart.agents[hit.data.value[1]]) + ' and ' + escape(chart.agents[hit.data.value[0]]) +
        '<br><b>' + percent(hit.data.value[2]) + '</b>'),
      grid: { left, right: 16, top: 8, bottom: turned(chart, width) ? 78 : 30 },
      xAxis: names(chart.agents, 84, {
        axisLabel: { color: css('ink'), fontSize: 12, interval: 0, rotate: turned(chart, width) ? 40 : 0, width: Math.max(84, wide), overflow: 'truncate' },
      }),
      yAxis: names(chart.agents, left - 12, { inverse: true }),
      visualMap: shades(1, 1),
      series: [heat(
        rows.flatMap((row, y) => row.map((share, x) => [x, y, share]))
          .filter((one) => one[2] !== null)
          .map(([x, y, share]) => cell(x, y, share, 1, wide > 26)), 1, {})],
    };
  };

  /** Whether the names below the matrix need more room than a column. */
  function turned(chart, width) {
    const most = Math.max(...chart.agents.map((agent) => agent.length)) * 7.2 + 8;
    return most > (width - room(chart.agents, width) - 28) / chart.agents.length;
  }

  heights.agreement = (chart, view, width) => chart.agents.length * 40 + (turned(chart, width) ? 96 : 48);

  // --- Calibration -------------------------------------------------------------------------------

  const SQUARE = 270;

  /** The range of predicted and realized returns, the same on both axes. */
  function range(points) {
    const ends = points.flatMap(([predicted, realized, error]) => [predicted, realized - 2 * (error || 0), realized + 2 * (error || 0)]);
    const margin = 0.06 * (Math.max(...ends) - Math.min(...ends)) || 1;
    return { min: Math.min(...ends) - margin, max: Math.max(...ends) + margin };
  }

  function bar(panel, at) {
    return {
      type: 'custom',
      silent: true,
      clip: true,
      xAxisIndex: at,
      yAxisIndex: at,
      data: panel.points.filter((point) => point[2] !== null)
        .map(([predicted, realized, error]) => [predicted, realized - 2 * error, realized + 2 * error]),
      renderItem: (params, api) => {
        const [x, low] = api.coord([api.value(0), api.value(1)]);
        return {
          type: 'line',
          shape: { x1: x, x2: x, y1: low, y2: api.coord([api.value(0), api.value(2)])[1] },
          style: { stroke: look(panel.agent).color, lineWidth: 1.5 },
        };
      },
    };
  }

  options.calibration = (chart, view, width) => {
    const all = places(chart.panels.length, width, 0, SQUARE);
    const ranges = chart.panels.map((panel) => range(panel.points));
    const small = { color: css('soft'), fontSize: 11, hideOverlap: true, formatter: figure, showMinLabel: false, showMaxLabel: false };
    const side = (name, at, extra) => axis('value', name, {
      gridIndex: at,
      ...ranges[at],
      splitNumber: 4,
      axisLabel: small,
      nameTextStyle: { color: css('soft'), fontSize: 12 },
      ...extra,
    });
    return {
      ...base((hit) => titled(hit, 'predicted ' + figure(hit.data[0]) + '<br>realized ' + figure(hit.data[1]) +
        '<br>' + hit.data[3] + ' decisions')),
      title: chart.panels.map((panel, at) => title(panel.agent, all[at])),
      grid: all.map((place) => ({ left: place.left + 58, top: place.top + 26, width: place.width - 78, height: SQUARE - 80 })),
      xAxis: chart.panels.map((_, at) => side('Predicted', at, { nameGap: 26 })),
      yAxis: chart.panels.map((_, at) => side('Realized', at, { nameGap: 40 })),
      series: chart.panels.flatMap((panel, at) => [
        {
          type: 'line',
          silent: true,
          symbol: 'none',
          xAxisIndex: at,
          yAxisIndex: at,
          data: [[ranges[at].min, ranges[at].min], [ranges[at].max, ranges[at].max]],
          lineStyle: { color: css('ink'), width: 1.2, type: [5, 4] },
        },
        bar(panel, at),
        line(panel.agent, panel.points, { symbolSize: 7, xAxisIndex: at, yAxisIndex: at, z: 3 }),
      ]),
    };
  };

  heights.calibration = (chart, view, width) =>
    Math.ceil(chart.panels.length / across(chart.panels.length, width)) * SQUARE;

  // --- Probes ------------------------------------------------------------------------------------

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

  heights.probe = (chart, view, width) => {
    const one = sweep(chart, view);
    const firsts = new Set(one.agents.flatMap((agent) => agent.first));
    firsts.delete('');
    const groups = [...new Set([...chart.groups, ...firsts])].filter((group) => firsts.has(group));
    return legend(groups, width).top + one.agents.length * STRIPE + 48 + (valued(one).length > 0 ? LINES : 0);
  };
})(recsimCharts);
