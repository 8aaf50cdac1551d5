/* The charts of a report: each turns its data, the chosen view and a width into ECharts options. */
const recsimCharts = ((data) => {
  'use strict';

  const TONES = 7;
  const DASHES = ['solid', [7, 4], [2, 3]];
  const SYMBOLS = ['circle', 'triangle', 'diamond'];
  const reward = data.reward || 'Reward per session';
  const agents = new Map(data.agents.map((agent) => [agent.name, agent]));

  /** A variable of the style sheet, which has light and dark colours. */
  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  }

  /** The look of an agent, the same in all charts: a colour; when colours repeat, other dashes and symbols. */
  function look(name) {
    const tone = agents.has(name) ? agents.get(name).tone : 'quiet';
    if (typeof tone === 'string') {
      return { variable: tone, color: css(tone), dash: 'solid', symbol: 'circle' };
    }
    const variable = 'tone-' + (tone % TONES);
    const round = Math.floor(tone / TONES) % DASHES.length;
    return { variable, color: css(variable), dash: DASHES[round], symbol: SYMBOLS[round] };
  }

  /** Text as markup, which does not change the direction of the text next to it. */
  function escape(text) {
    const isolated = document.createElement('bdi');
    isolated.textContent = text;
    return isolated.outerHTML;
  }

  /** A number with as many decimals as are useful. */
  function figure(value) {
    const size = Math.abs(value);
    const decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 ? 3 : 4;
    return value.toLocaleString('en-US', { maximumFractionDigits: decimals });
  }

  /** An axis from 0 that ends at a round number just above the data. */
  function round(most) {
    const rough = most / 6;
    const power = 10 ** Math.floor(Math.log10(rough));
    const interval = [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= rough);
    return { min: 0, max: Math.ceil(most / interval) * interval, interval };
  }

  function base(tooltip) {
    return {
      animation: false,
      textStyle: { fontFamily: css('sans'), color: css('ink') },
      tooltip: {
        trigger: 'item',
        confine: true,
        backgroundColor: css('card'),
        borderColor: css('rule'),
        textStyle: { color: css('ink'), fontSize: 13 },
        formatter: (hit) => tooltip(hit),
      },
    };
  }

  function titled(hit, lines) {
    const dot = '<span class="swatch" style="background:' + hit.color + '"></span>';
    return dot + '<b>' + escape(hit.seriesName) + '</b><br>' + lines;
  }

  function axis(type, name, extra) {
    return {
      type,
      name,
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: { color: css('soft'), fontSize: 13 },
      axisLine: { show: type === 'category', lineStyle: { color: css('rule') } },
      axisTick: { show: false },
      axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true },
      splitLine: { show: type === 'value', lineStyle: { color: css('rule') } },
      ...extra,
    };
  }

  /** The agents' names above a chart, in as many rows as they need, so that none is hidden on paper. */
  function legend(names, width) {
    let rows = 1;
    let used = 0;
    names.forEach((name) => {
      const room = name.length * 7.4 + 34;
      rows += used > 0 && used + room > width ? 1 : 0;
      used = used > 0 && used + room > width ? room : used + room;
    });
    return {
      top: rows * 20 + 24,
      legend: {
        icon: 'circle',
        top: 0,
        left: 0,
        padding: 0,
        itemWidth: 10,
        itemHeight: 10,
        itemGap: 8,
        data: names,
        textStyle: { color: css('ink'), fontSize: 13, padding: [0, 8, 0, 0] },
        inactiveColor: css('rule'),
      },
    };
  }

  function line(name, points, extra) {
    const style = look(name);
    return {
      type: 'line',
      name,
      data: points,
      symbol: style.symbol,
      symbolSize: 5,
      itemStyle: { color: style.color },
      lineStyle: { color: style.color, width: 2, type: style.dash },
      emphasis: { focus: 'series' },
      ...extra,
    };
  }

  // --- Learning curves -------------------------------------------------------------------------

  function curves(chart, view, width) {
    const { top, legend: names } = legend(chart.series.map((one) => one.agent), width);
    const x = view === 'updates' ? 1 : 0;
    const range = round(Math.max(...chart.series.flatMap((one) => one.points.map((p) => p[x]))));
    const opacity = chart.series.length <= 4 ? 0.16 : 0.06;
    return {
      ...base((hit) => titled(hit, 'epoch ' + hit.data[4] + ', ' + figure(hit.data[0]) +
        (x ? ' updates' : ' steps') + '<br>mean ' + figure(hit.data[1]) + '<br>lowest to highest seed ' +
        figure(hit.data[2]) + ' to ' + figure(hit.data[3]))),
      grid: { left: 52, right: 28, top, bottom: 48 },
      legend: names,
      xAxis: axis('value', x ? 'Updates' : 'Environment steps', { ...range, splitLine: { show: false } }),
      yAxis: axis('value', reward, { nameGap: 36 }),
      series: [
        ...chart.series.map((one) => band(one, x, opacity)),
        ...chart.series.map((one) => line(one.agent, one.points.map((p) => [p[x], p[2], p[3], p[4], p[5]]),
          { showSymbol: one.points.length < 30, z: 3 })),
        ...chart.series.filter((one) => one.baseline).map((one) => past(one, x)),
        ...named(chart).map((one) => reference(one, range.max)),
      ],
    };
  }

  /** The area between the lowest and the highest seed. */
  function band(one, x, opacity) {
    const fill = look(one.agent).color;
    return {
      type: 'custom',
      name: one.agent,
      silent: true,
      clip: true,
      z: 1,
      itemStyle: { color: fill },
      encode: { x: [0, 1], y: [2, 3] },
      data: [[one.points[0][x], one.points[one.points.length - 1][x],
        Math.min(...one.points.map((p) => p[3])), Math.max(...one.points.map((p) => p[4]))]],
      renderItem: (params, api) => ({
        type: 'polygon',
        shape: {
          points: one.points.map((p) => api.coord([p[x], p[4]]))
            .concat(one.points.slice().reverse().map((p) => api.coord([p[x], p[3]]))),
        },
        style: { fill, opacity },
      }),
    };
  }

  /** The mean curve of the baseline, drawn over the line of the run. */
  function past(one, x) {
    return {
      type: 'line',
      name: one.agent,
      silent: true,
      symbol: 'none',
      z: 4,
      data: one.baseline.filter((p) => p[x] !== null).map((p) => [p[x], p[2]]),
      lineStyle: { color: look(one.agent).color, width: 1.2, type: [3, 3] },
      itemStyle: { color: look(one.agent).color },
    };
  }

  /** The lines with room for their names; the names of close lines are side by side. */
  function named({ lines, series }) {
    const values = [...lines.map((one) => one.value), ...series.flatMap((one) => one.points.map((p) => p[4]))];
    const near = Math.max(...values.map(Math.abs)) / 10;
    return lines.reduce((placed, one) => {
      const beside = placed.filter((other) => Math.abs(other.value - one.value) < near).map((other) => other.to);
      const aside = Math.max(0, ...beside);
      return [...placed, { ...one, aside, to: aside + (one.name + figure(one.value)).length * 6.8 + 16 }];
    }, []);
  }

  /** A horizontal line with its name on it. */
  function reference(one, end) {
    const color = one.agent ? look(one.agent).color : css('ink');
    return {
      type: 'line',
      name: one.name,
      silent: true,
      symbol: 'none',
      data: [[0, one.value], [end, one.value]],
      lineStyle: { color, width: 1.5, type: [6, 4] },
      itemStyle: { color },
      markPoint: {
        silent: true,
        symbol: 'rect', symbolSize: 0.01,
        data: [{ coord: [end, one.value] }],
        label: {
          show: true,
          formatter: one.name + ' ' + figure(one.value),
          color: css('ink'), fontSize: 12,
          align: 'right', position: [-one.aside, -16],
        },
      },
    };
  }

  // --- Scores and differences by seed ------------------------------------------------------------

  function scores(chart, view, width) {
    return strips(chart, view, width, reward,
      data.optimum === undefined ? [] : [{ name: 'optimum', xAxis: data.optimum }]);
  }

  function differences(chart, view, width) {
    return strips(chart, view, width, reward + ' more than ' + chart.reference, [{ name: '', xAxis: 0 }]);
  }

  /** A row of dots for each agent, with the mean and its interval. */
  function strips(chart, view, width, name, marks) {
    const names = chart.rows.map((row) => row.agent);
    const room = Math.min(Math.max(...names.map((text) => text.length)) * 7.6 + 8, width * 0.36);
    return {
      ...base((hit) => titled(hit, 'seed ' + hit.data.value[2] + ': ' + figure(hit.data.value[0]))),
      grid: { left: room + 12, right: 24, top: 22, bottom: 48 },
      xAxis: axis('value', name, {
        scale: true,
        boundaryGap: ['2%', '2%'],
        ...(view === 'near' ? { min: chart.near[0], max: chart.near[1] } : {}),
        axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true, formatter: figure,
          showMinLabel: view !== 'near', showMaxLabel: view !== 'near' },
      }),
      yAxis: axis('category', '', {
        data: names,
        inverse: true,
        axisLine: { show: false },
        splitLine: { show: true, lineStyle: { color: css('rule') } },
        axisLabel: { color: css('ink'), fontSize: 13, width: room, overflow: 'truncate', interval: 0 },
      }),
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

  // --- Session rewards ---------------------------------------------------------------------------

  function sessions(chart, view, width) {
    const { top, legend: names } = legend(chart.series.map((one) => one.agent), width);
    // With the last half percent of the longest tail, most of the chart would be empty.
    const end = Math.max(...chart.series.flatMap((one) => {
      const seen = one.points.filter((p) => p[1] > 0.005);
      return seen.length ? seen[seen.length - 1][0] : one.points[0][0];
    }));
    return {
      ...base((hit) => titled(hit, figure(100 * hit.data[1]) + ' % of sessions earn more than ' + figure(hit.data[0]))),
      grid: { left: 60, right: 28, top, bottom: 48 },
      legend: names,
      xAxis: axis('value', 'Reward of a session', { max: end > 0 ? round(end).max : null, splitLine: { show: false } }),
      yAxis: axis('value', 'Share of sessions', {
        min: 0,
        max: 1,
        nameGap: 44,
        axisLabel: { color: css('soft'), formatter: (share) => Math.round(share * 100) + ' %' },
      }),
      series: chart.series.map((one) => line(one.agent, one.points, { step: 'end', showSymbol: false, clip: true })),
    };
  }

  // --- Topic shares --------------------------------------------------------------------------------

  /** A bar for each agent. Topics are distinguished by their order and number; neighbours differ in hue. */
  function topics(chart, view, width) {
    const room = Math.min(Math.max(...chart.agents.map((text) => text.length)) * 7.6 + 8, width * 0.36);
    const plot = width - room - 36;
    const percent = (share) => figure(100 * share) + ' %';
    return {
      ...base((hit) => {
        const [mean, low, high] = chart.topics[hit.seriesIndex].shares[hit.dataIndex];
        return titled(hit, escape(hit.name) + ': ' + percent(mean) +
          (low === null ? '' : '<br>95 % interval ' + percent(low) + ' to ' + percent(high)));
      }),
      grid: { left: room + 12, right: 24, top: 8, bottom: 48 },
      xAxis: axis('value', 'Share of clicks', {
        min: 0,
        max: 1,
        axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true, formatter: (share) => Math.round(share * 100) + ' %' },
      }),
      yAxis: axis('category', '', {
        data: chart.agents,
        inverse: true,
        axisLine: { show: false },
        axisLabel: { color: css('ink'), fontSize: 13, width: room, overflow: 'truncate', interval: 0 },
      }),
      series: chart.topics.map((one, at) => ({
        type: 'bar',
        stack: 'topics',
        name: one.topic,
        barWidth: 26,
        itemStyle: {
          // With the golden angle, neighbours have different hues for any number of topics.
          color: 'hsl(' + Math.round(205 + at * 137.508) % 360 + ', ' + css('share') + ')',
          borderColor: css('card'),
          borderWidth: 1,
        },
        label: { show: true, color: css('ink'), fontSize: 11, formatter: (hit) => (hit.value * plot < 20 ? '' : one.topic.replace('topic ', '')) },
        emphasis: { focus: 'series' },
        data: one.shares.map((share) => share[0]),
      })),
    };
  }

  return { css, look, escape, figure, round, base, titled, axis, legend, line, band, heights: {},
    options: { curves, scores, search: scores, differences, sessions, topics } };
})(JSON.parse(document.getElementById('data').textContent));
