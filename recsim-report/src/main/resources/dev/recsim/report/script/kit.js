/*
 * What the charts of a report share: colours, numbers, axes, legends and lines.
 *
 * The script of a chart adds a function to `options`: it turns the chart's data, the chosen view and
 * a width into options of ECharts. If the height depends on more than the number of rows, it adds a
 * function of data, width, rows and view to `heights`. Paper has all views of the scripts in `everyView`, of
 * others the chosen one.
 */
const recsimCharts = ((data) => {
  'use strict';

  const TONES = 7;
  const DASHES = ['solid', [7, 4], [2, 3]];
  const SYMBOLS = ['circle', 'triangle', 'diamond'];
  const reward = data.reward || 'Reward per session';
  const agents = new Map(data.agents.map((agent) => [agent.name, agent]));

  /** During printing the page keeps its paper layout, even if the printer changes the colour scheme. */
  const printing = () => document.documentElement.classList.contains('printing');

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

  /** The lines of small charts, of which there are many, are lists. */
  Object.values(data.charts).filter((chart) => chart.panels).forEach((chart) => {
    chart.panels.forEach((panel) => {
      panel.series = panel.series.map(([agent, axis, mean, low, high]) => ({ agent: chart.agents[agent], axis, mean, low, high }));
    });
  });

  /** CPU seconds of learning by agent; they are apart from other data because they differ from run to run. */
  const times = document.getElementById('cpu');
  const cpu = new Map((times ? JSON.parse(times.textContent).agents : []).map((one) => [one.agent, one]));

  /** The x axes of charts about training, by view: the axis' name, and a number on it in words. */
  const training = {
    steps: { name: 'Environment steps', words: (x) => figure(x) + ' steps' },
    updates: { name: 'Updates', words: (x) => figure(x) + ' updates' },
    cpu: { name: 'CPU time of learning, s', words: (x) => figure(x) + ' s of CPU' },
  };

  /** Checkpoints of an agent, by the view of the x axis. */
  function along(agent, epochs, axis, view) {
    return view === 'cpu' ? epochs.map((epoch) => (cpu.has(agent) ? cpu.get(agent).seconds[epoch - 1] : undefined)) : axis[view];
  }

  /** The points of a line over checkpoints: x, mean, lowest and highest seed if they are drawn, epoch. */
  function checkpoints(chart, one, view) {
    const axis = chart.axes[one.axis];
    const xs = along(one.agent, axis.epochs, axis, view);
    return axis.epochs.map((epoch, at) => [xs[at], one.mean[at], ...(one.low ? [one.low[at], one.high[at]] : [null, null]), epoch])
      .filter((point) => point[0] !== undefined);
  }

  /** The tooltip of a checkpoint. */
  function checkpointText([x, mean, low, high, epoch], view) {
    return 'epoch ' + epoch + ', ' + training[view].words(x) + '<br>mean ' + figure(mean) +
      (low === null ? '' : '<br>lowest to highest seed ' + figure(low) + ' to ' + figure(high));
  }

  /**
   * Intervals, as bars with ticks at their ends: [low, high, place on the other axis] each.
   *
   * @param look of each, by index: a style of ECharts
   */
  function spans(name, all, look, { upright = false, tick = 5, z = 2 } = {}) {
    return {
      type: 'custom',
      name,
      silent: true,
      clip: true,
      z,
      encode: upright ? { x: 2, y: [0, 1] } : { x: [0, 1], y: 2 },
      data: all,
      renderItem: (params, api) => {
        const end = (at) => api.coord(upright ? [api.value(2), api.value(at)] : [api.value(at), api.value(2)]);
        const [[x1, y1], [x2, y2]] = [end(0), end(1)];
        const [dx, dy] = upright ? [tick, 0] : [0, tick];
        const lines = [[x1, y1, x2, y2], [x1 - dx, y1 - dy, x1 + dx, y1 + dy], [x2 - dx, y2 - dy, x2 + dx, y2 + dy]];
        const style = look(params.dataIndex);
        return {
          type: 'group',
          children: lines.slice(0, tick ? 3 : 1).map(([a, b, c, d]) => ({ type: 'line', shape: { x1: a, y1: b, x2: c, y2: d }, style })),
        };
      },
    };
  }

  /** The area between the lowest and the highest seed. */
  function band(agent, points, opacity) {
    const fill = look(agent).color;
    return {
      type: 'custom',
      name: agent,
      silent: true,
      clip: true,
      z: 1,
      itemStyle: { color: fill },
      encode: { x: [0, 1], y: [2, 3] },
      data: points.length === 0 || points[0][2] === null ? [] : [[points[0][0], points[points.length - 1][0],
        Math.min(...points.map((p) => p[2])), Math.max(...points.map((p) => p[3]))]],
      renderItem: (params, api) => ({
        type: 'polygon',
        shape: {
          points: points.map((p) => api.coord([p[0], p[3]]))
            .concat(points.slice().reverse().map((p) => api.coord([p[0], p[2]]))),
        },
        style: { fill, opacity },
      }),
    };
  }

  return { data, agents, reward, printing, css, look, escape, figure, round, base, titled, room, axis, rowAxis, figureAxis, shareAxis,
    legend, line, heatKey, training, cpu, checkpoints, checkpointText, spans, band, options: {}, heights: {},
    everyView: new Set(), visible: () => true };
})(JSON.parse(document.getElementById('data').textContent));
