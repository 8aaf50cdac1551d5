/* Forest charts: the difference of each agent with its interval. */
((kit) => {
  'use strict';

  const { css, look, escape, figure, base, room, rowAxis, figureAxis, spans, options } = kit;

  /** A verdict has a shape as well as a colour, and its word beside the agent's name. */
  const SHAPES = { good: 'circle', unsure: 'diamond', bad: 'rect', quiet: 'circle' };

  function tone(row) {
    return row.tone ? css(row.tone) : look(row.agent).color;
  }

  /**
   * A row for each agent: its difference and interval; where there is one, the margin as a zone
   * left of zero, and the verdict. A band around zero and a ceiling go through all rows.
   */
  function forest(chart, view, width) {
    const left = room(chart.rows.flatMap((row) => [row.agent, row.word || '']), width);
    const drawn = chart.rows.map((row, at) => ({ ...row, at })).filter((row) => row.difference !== null);
    const near = view === 'near' && chart.near;
    return {
      ...base((hit) => forestText(chart.rows[hit.data.value[1]])),
      grid: { left: left + 12, right: 24, top: 24, bottom: 48 },
      xAxis: figureAxis(chart.unit, near, { boundaryGap: ['3%', '3%'] }),
      yAxis: rowAxis(chart.rows.map((row) => row.agent), width, { axisLabel: { show: false } }),
      series: [
        rows(drawn.filter((row) => row.margin), (row) => [-row.margin, 0], zone, 1),
        bars(drawn.filter((row) => row.low !== null)),
        points(drawn, near),
        { ...rows(chart.rows.map((row, at) => ({ ...row, at })), () => [0, 0],
          (row, params, api) => name(row, params, api, left), 2), clip: false },
        zero(chart),
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

  function bars(all) {
    return spans('', all.map((row) => [row.low, row.high, row.at]), (at) => ({ stroke: tone(all[at]), lineWidth: 3 }), { tick: 6, z: 4 });
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
  function name(row, params, api, width) {
    const y = api.coord([0, row.at])[1];
    const x = params.coordSys.x - 12;
    const text = (words, at, fill, fontSize, fontWeight) => ({
      type: 'text',
      style: { text: words, x, y: at, fill, fontSize, fontWeight, fontFamily: css('sans'), align: 'right',
        verticalAlign: 'middle', width, overflow: 'truncate', ellipsis: '...' },
    });
    return {
      type: 'group',
      children: row.word
        ? [text(row.agent, y - 8, css('ink'), 13, 'normal'), text(row.word, y + 9, tone(row), 11, 'bold')]
        : [text(row.agent, y, css('ink'), 13, 'normal')],
    };
  }

  /** Zero, the band of a margin around it, and the ceiling. */
  function zero(chart) {
    const ceiling = chart.ceiling === undefined ? [] : [{
      xAxis: chart.ceiling,
      lineStyle: { color: css('soft'), type: 'dashed', width: 1.5 },
      label: { show: true, position: 'start', distance: 4, formatter: 'ceiling', color: css('soft'), fontSize: 11 },
    }];
    return {
      type: 'scatter',
      data: [],
      markLine: {
        silent: true,
        symbol: 'none',
        data: [{ xAxis: 0 }, ...ceiling],
        lineStyle: { color: css('ink'), type: 'solid', width: 1.2 },
        label: { show: false },
      },
      markArea: {
        silent: true,
        data: chart.band ? [[{ xAxis: -chart.band }, { xAxis: chart.band }]] : [],
        itemStyle: { color: css('quiet'), opacity: 0.16 },
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

  options.forest = forest;
})(recsimCharts);
