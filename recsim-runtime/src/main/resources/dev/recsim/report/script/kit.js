/*
 * What the charts of a report share: colours, numbers, axes, legends and lines.
 *
 * The script of a chart adds a function to `options`: it turns the chart's data, the chosen view and
 * a width into options of ECharts. If the height depends on more than the number of rows, it adds a
 * function of data, width, rows and view to `heights`.
 */
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
    if (!(most > 0)) {
      return { min: 0, max: 1, interval: 1 };
    }
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

  /** The room for names of rows, in pixels. */
  function room(names, width) {
    return Math.min(Math.max(0, ...names.map((text) => text.length)) * 7.6 + 8, width * 0.36);
  }

  /** An axis of rows, the first on top. */
  function rowAxis(names, width, extra) {
    return axis('category', '', {
      data: names,
      inverse: true,
      axisLine: { show: false },
      splitLine: { show: true, lineStyle: { color: css('rule') } },
      axisLabel: { color: css('ink'), fontSize: 13, width: room(names, width), overflow: 'truncate', interval: 0 },
      ...extra,
    });
  }

  /** An axis of figures; the ends of a close-up have no labels. */
  function figureAxis(name, near, extra) {
    return axis('value', name, {
      ...(near ? { min: near[0], max: near[1] } : {}),
      axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true, formatter: figure,
        showMinLabel: !near, showMaxLabel: !near },
      ...extra,
    });
  }

  /** An axis of shares, as percentages. */
  function shareAxis(name, extra) {
    return axis('value', name, {
      min: 0,
      axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true, formatter: (share) => figure(100 * share) + ' %' },
      ...extra,
    });
  }

  /**
   * The agents' names above a chart, in as many rows as they need, so that none is hidden on paper. A
   * line is shown as it is drawn: with its dashes and its symbol.
   */
  function legend(names, width) {
    let rows = 1;
    let used = 0;
    names.forEach((name) => {
      const need = name.length * 7.4 + 48;
      rows += used > 0 && used + need > width ? 1 : 0;
      used = used > 0 && used + need > width ? need : used + need;
    });
    return {
      top: rows * 20 + 24,
      legend: {
        top: 0,
        left: 0,
        padding: 0,
        itemWidth: 26,
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

  /** The colours of a heat map, by the third number of its cells, and their key below it. */
  function heatKey(low, high) {
    return {
      min: low,
      max: high,
      dimension: 2,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: 140,
      itemWidth: 10,
      text: [figure(high), figure(low)],
      textStyle: { color: css('soft') },
      inRange: { color: [css('heat-low'), css('heat-mid'), css('heat-high')] },
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

  return { data, agents, reward, css, look, escape, figure, round, base, titled, room, axis, rowAxis, figureAxis, shareAxis,
    legend, line, heatKey, band, options: {}, heights: {}, visible: () => true };
})(JSON.parse(document.getElementById('data').textContent));
