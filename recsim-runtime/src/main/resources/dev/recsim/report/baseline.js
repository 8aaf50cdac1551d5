/* Charts of differences to another run, and of what became of the scores. */
((kit) => {
  'use strict';

  const { css, look, escape, figure, base, titled, axis, legend, line, options } = kit;

  /** A verdict has a shape as well as a colour, and its word beside the agent's name. */
  const SHAPES = { good: 'circle', unsure: 'diamond', bad: 'rect', quiet: 'circle' };

  function tone(row) {
    return row.tone ? css(row.tone) : look(row.agent).color;
  }

  // --- Differences with their intervals ----------------------------------------------------------

  /**
   * A row for each agent: its difference and interval; where there is one, the margin as a zone
   * left of zero, and the verdict.
   */
  function forest(chart, view, width) {
    const names = chart.rows.flatMap((row) => [row.agent, row.word || '']);
    const room = Math.min(Math.max(...names.map((text) => text.length)) * 7.6 + 8, width * 0.36);
    const drawn = chart.rows.map((row, at) => ({ ...row, at })).filter((row) => row.difference !== null);
    const near = view === 'near' ? chart.near : null;
    return {
      ...base((hit) => forestText(chart.rows[hit.data.value[1]])),
      grid: { left: room + 12, right: 24, top: 24, bottom: 48 },
      xAxis: axis('value', chart.unit, {
        boundaryGap: ['3%', '3%'],
        ...(near ? { min: near[0], max: near[1] } : {}),
        axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true, formatter: figure,
          showMinLabel: !near, showMaxLabel: !near },
      }),
      yAxis: axis('category', '', {
        data: chart.rows.map((row) => row.agent),
        inverse: true,
        axisLine: { show: false },
        splitLine: { show: true, lineStyle: { color: css('rule') } },
        axisLabel: { show: false },
      }),
      series: [
        rows(drawn.filter((row) => row.margin), (row) => [-row.margin, 0], zone, 1),
        rows(drawn.filter((row) => row.low !== null), (row) => [row.low, row.high], bar, 4),
        points(drawn, near),
        { ...rows(chart.rows.map((row, at) => ({ ...row, at })), () => [0, 0],
          (row, params, api) => name(row, params, api, room), 2), clip: false },
        zero(),
      ],
    };
  }

  /** A custom series with one item for each row, which spans these two values. */
  function rows(all, span, draw, z) {
    return {
      type: 'custom',
      silent: true,
      clip: true,
      z,
      encode: { x: [0, 1], y: 2 },
      data: all.map((row) => [...span(row), row.at]),
      renderItem: (params, api) => draw(all[params.dataIndex], params, api),
    };
  }

  /** From the margin to zero: a drop that is still good. Its edge is what counts. */
  function zone(row, params, api) {
    const [left, y] = api.coord([-row.margin, row.at]);
    const half = api.size([0, 1])[1] * 0.36;
    return {
      type: 'group',
      children: [
        { type: 'rect', shape: { x: left, y: y - half, width: api.coord([0, row.at])[0] - left, height: 2 * half },
          style: { fill: css('quiet'), opacity: 0.16 } },
        { type: 'line', shape: { x1: left, x2: left, y1: y - half, y2: y + half },
          style: { stroke: css('soft'), lineWidth: 1.5, lineDash: [4, 3] } },
      ],
    };
  }

  function bar(row, params, api) {
    const [low, y] = api.coord([row.low, row.at]);
    const high = api.coord([row.high, row.at])[0];
    const style = { stroke: tone(row), lineWidth: 3 };
    return {
      type: 'group',
      children: [[low, high, y, y], [low, low, y - 6, y + 6], [high, high, y - 6, y + 6]]
        .map(([x1, x2, y1, y2]) => ({ type: 'line', shape: { x1, x2, y1, y2 }, style })),
    };
  }

  /** Where a close-up leaves a row out, an arrow at the edge says where it is. */
  function points(drawn, near) {
    return {
      type: 'scatter',
      z: 5,
      data: drawn.map((row) => {
        const left = near && row.difference < near[0];
        const right = near && row.difference > near[1];
        return {
          value: [left ? near[0] : right ? near[1] : row.difference, row.at],
          symbol: left || right ? 'triangle' : SHAPES[row.tone] || look(row.agent).symbol,
          symbolRotate: left ? 90 : right ? -90 : 0,
          symbolSize: row.tone === 'unsure' ? 14 : 11,
          itemStyle: { color: tone(row), borderColor: css('card'), borderWidth: 1.5 },
        };
      }),
    };
  }

  /** The agent's name, and its verdict under it. */
  function name(row, params, api, room) {
    const y = api.coord([0, row.at])[1];
    const x = params.coordSys.x - 12;
    const text = (words, at, fill, fontSize, fontWeight) => ({
      type: 'text',
      style: { text: words, x, y: at, fill, fontSize, fontWeight, fontFamily: css('sans'), align: 'right',
        verticalAlign: 'middle', width: room, overflow: 'truncate', ellipsis: '...' },
    });
    return {
      type: 'group',
      children: row.word
        ? [text(row.agent, y - 8, css('ink'), 13, 'normal'), text(row.word, y + 9, tone(row), 11, 'bold')]
        : [text(row.agent, y, css('ink'), 13, 'normal')],
    };
  }

  function zero() {
    return {
      type: 'scatter',
      data: [],
      markLine: {
        silent: true,
        symbol: 'none',
        data: [{ xAxis: 0 }],
        lineStyle: { color: css('ink'), type: 'solid', width: 1.2 },
        label: { show: false },
      },
    };
  }

  function forestText(row) {
    const lines = ['difference ' + figure(row.difference)];
    if (row.low !== null) {
      lines.push('interval ' + figure(row.low) + ' to ' + figure(row.high));
    }
    if (row.margin) {
      lines.push('margin ' + figure(row.margin));
    }
    return '<b>' + escape(row.agent) + '</b>' + (row.word ? ' ' + escape(row.word) : '') + '<br>' + lines.join('<br>');
  }

  // --- History -----------------------------------------------------------------------------------

  /** Each agent's mean at every recorded baseline, and now. */
  function history(chart, view, width) {
    const { top, legend: names } = legend(chart.series.map((one) => one.agent), width);
    const label = (at) => (chart.points[at].commit ? chart.points[at].date + '\n' + chart.points[at].commit : 'this run');
    return {
      ...base((hit) => titled(hit, historyText(chart.points[hit.data[0]], hit.data))),
      grid: { left: 52, right: 28, top: top + 12, bottom: 48 },
      legend: names,
      xAxis: axis('category', '', {
        data: chart.points.map((point, at) => label(at)),
        splitLine: { show: false },
        axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true, lineHeight: 16 },
      }),
      yAxis: axis('value', 'Reward per session', {
        scale: true,
        nameGap: 36,
        ...(view === 'near' ? { min: chart.near[0], max: chart.near[1] } : {}),
        axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true, formatter: figure,
          showMinLabel: view !== 'near', showMaxLabel: view !== 'near' },
      }),
      series: [
        ...chart.series.map((one) => spread(one)),
        ...chart.series.map((one) => line(one.agent, one.values, { symbolSize: 8, z: 3, clip: true })),
        changes(chart),
      ],
    };
  }

  function spread(one) {
    const stroke = look(one.agent).color;
    return {
      type: 'custom',
      name: one.agent,
      silent: true,
      clip: true,
      z: 2,
      itemStyle: { color: stroke },
      encode: { x: 0, y: [1, 2] },
      data: one.values.filter((value) => value[2] !== null).map((value) => [value[0], value[2], value[3]]),
      renderItem: (params, api) => {
        const [x, low] = api.coord([api.value(0), api.value(1)]);
        const high = api.coord([api.value(0), api.value(2)])[1];
        const style = { stroke, lineWidth: 1.5, opacity: 0.7 };
        return {
          type: 'group',
          children: [[x, x, low, high], [x - 5, x + 5, low, low], [x - 5, x + 5, high, high]]
            .map(([x1, x2, y1, y2]) => ({ type: 'line', shape: { x1, x2, y1, y2 }, style })),
        };
      },
    };
  }

  /** Where the experiment became another one: scores left and right of it are not alike. */
  function changes(chart) {
    return {
      type: 'line',
      data: [],
      markLine: {
        silent: true,
        symbol: 'none',
        data: chart.points.flatMap((point, at) => (point.changed ? [{ xAxis: at }] : [])),
        lineStyle: { color: css('soft'), type: [2, 4], width: 1.2 },
        label: { formatter: 'changed', color: css('soft'), fontSize: 11, distance: 2 },
      },
    };
  }

  function historyText(point, value) {
    const lines = ['mean ' + figure(value[1])];
    if (value[2] !== null) {
      lines.push('95 % interval ' + figure(value[2]) + ' to ' + figure(value[3]) + ', ' + value[4] + ' seeds');
    }
    lines.push(point.commit ? escape(point.commit + ', ' + point.date) : 'this run');
    if (point.subject) {
      lines.push(escape(point.subject));
    }
    if (point.changed) {
      lines.push('the experiment changed here');
    }
    return lines.join('<br>');
  }

  Object.assign(options, { forest, history });
})(recsimCharts);
