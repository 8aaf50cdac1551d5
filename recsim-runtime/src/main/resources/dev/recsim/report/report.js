/* Draws the charts of a report from the data in the page, and sorts its tables. */
(() => {
  'use strict';

  const data = JSON.parse(document.getElementById('data').textContent);
  const TONES = 7;
  const DASHES = ['solid', [7, 4], [2, 3]];
  const SYMBOLS = ['circle', 'triangle', 'diamond'];
  const print = window.matchMedia('print');
  const charts = new Map();

  const agents = new Map(data.agents.map((agent) => [agent.name, agent]));

  // --- Look: everything comes from the style sheet's variables -------------------------------

  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  }

  /** How an agent looks, the same in every chart. */
  function look(name) {
    const tone = agents.has(name) ? agents.get(name).tone : 'quiet';
    if (typeof tone === 'string') {
      return { color: css(tone), dash: 'solid', symbol: 'circle' };
    }
    const round = Math.floor(tone / TONES) % DASHES.length;
    return { color: css('tone-' + (tone % TONES)), dash: DASHES[round], symbol: SYMBOLS[round] };
  }

  function escape(text) {
    const span = document.createElement('span');
    span.textContent = text;
    return span.innerHTML;
  }

  /** Up to four significant digits, no more than are needed. */
  function figure(value) {
    const size = Math.abs(value);
    const decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 ? 3 : 4;
    return value.toLocaleString('en-US', { maximumFractionDigits: decimals });
  }

  function short(text, width) {
    const most = Math.max(6, Math.floor(width / 7));
    return text.length > most ? text.slice(0, most - 1) + '\u2026' : text;
  }

  function swatch(color) {
    return '<span style="display:inline-block;width:9px;height:9px;border-radius:50%;margin-right:6px;background:' +
      color + '"></span>';
  }

  function base() {
    return {
      animation: false,
      textStyle: { fontFamily: css('sans'), color: css('ink') },
      tooltip: {
        backgroundColor: css('card'),
        borderColor: css('rule'),
        textStyle: { color: css('ink'), fontSize: 13 },
        confine: true,
      },
    };
  }

  function axis(type, name, extra) {
    return {
      type,
      name,
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: { color: css('soft'), fontSize: 13 },
      axisLine: { show: type === 'value' ? false : true, lineStyle: { color: css('rule') } },
      axisTick: { show: false },
      axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true },
      splitLine: { show: type === 'value', lineStyle: { color: css('rule') } },
      ...extra,
    };
  }

  function legend(names) {
    return {
      type: 'scroll',
      top: 0,
      left: 0,
      right: 0,
      padding: 0,
      itemWidth: 22,
      itemHeight: 8,
      data: names,
      textStyle: { color: css('ink'), fontSize: 13 },
      inactiveColor: css('rule'),
      pageIconColor: css('accent'),
      pageIconInactiveColor: css('rule'),
      pageTextStyle: { color: css('soft') },
    };
  }

  // --- The charts: each turns its data, a view and a width into an option ----------------------

  const options = {
    curves(chart, view, width) {
      const x = view === 'updates' ? 1 : 0;
      const last = Math.max(...chart.series.flatMap((line) => line.points.map((p) => p[x])));
      const series = [];
      chart.series.forEach((line) => {
        const style = look(line.agent);
        series.push(band(line, x, style));
        series.push({
          type: 'line',
          name: line.agent,
          data: line.points.map((p) => [p[x], p[2], p[3], p[4], p[5]]),
          symbol: style.symbol,
          symbolSize: 5,
          showSymbol: line.points.length < 30,
          itemStyle: { color: style.color },
          lineStyle: { color: style.color, width: 2, type: style.dash },
        });
      });
      chart.lines.forEach((line) => series.push(reference(line, last)));
      return {
        ...base(),
        grid: { left: 52, right: 16, top: 40, bottom: 48 },
        legend: legend(chart.series.map((line) => line.agent)),
        tooltip: {
          ...base().tooltip,
          trigger: 'item',
          formatter: (hit) => swatch(hit.color) + '<b>' + escape(hit.seriesName) + '</b><br>epoch ' +
            hit.data[4] + ', ' + figure(hit.data[0]) + (x ? ' updates' : ' steps') + '<br>mean ' +
            figure(hit.data[1]) + '<br>lowest to highest ' + figure(hit.data[2]) + ' to ' + figure(hit.data[3]),
        },
        xAxis: axis('value', x ? 'Updates' : 'Environment steps', { min: 0, max: last, splitLine: { show: false } }),
        yAxis: axis('value', 'Reward per session', { nameGap: 36, scale: true }),
        series,
      };
    },

    scores(chart, view, width) {
      return strips(chart, view, width, 'Reward per session', data.optimum === undefined ? [] :
        [{ name: 'optimum', value: data.optimum }]);
    },

    differences(chart, view, width) {
      return strips(chart, view, width, 'Difference in reward per session to ' + chart.reference,
        [{ name: '', value: 0 }]);
    },

    sessions(chart) {
      return {
        ...base(),
        grid: { left: 56, right: 16, top: 40, bottom: 48 },
        legend: legend(chart.series.map((line) => line.agent)),
        tooltip: { ...base().tooltip, trigger: 'item', formatter: (hit) => swatch(hit.color) + '<b>' +
          escape(hit.seriesName) + '</b><br>' + figure(100 * hit.data[1]) + ' % of sessions earn more than ' +
          figure(hit.data[0]) },
        xAxis: axis('value', 'Reward of a session', { splitLine: { show: false } }),
        yAxis: axis('value', 'Share of sessions above', { min: 0, max: 1, nameGap: 42,
          axisLabel: { color: css('soft'), formatter: (share) => Math.round(share * 100) + ' %' } }),
        series: chart.series.map((line) => {
          const style = look(line.agent);
          return {
            type: 'line',
            step: 'end',
            name: line.agent,
            data: line.points,
            symbol: 'circle',
            symbolSize: 5,
            showSymbol: false,
            itemStyle: { color: style.color },
            lineStyle: { color: style.color, width: 2, type: style.dash },
          };
        }),
      };
    },

    choices(chart, view) {
      const shown = chart.choices.find((choice) => choice.agent === view) || { cells: [], trials: 0 };
      const rows = chart.rewards.length;
      const columns = chart.rewards[0].length;
      const cells = chart.rewards.flatMap((row, s) => row.map((reward, a) => [a, s, reward]));
      const top = Math.max(...cells.map((cell) => cell[2]));
      const few = columns <= 12;
      return {
        ...base(),
        grid: { left: 52, right: 16, top: 8, bottom: 92 },
        tooltip: { ...base().tooltip, formatter: (hit) => cellText(chart, shown, hit.data) },
        xAxis: axis('category', 'Document shown', { data: chart.rewards[0].map((_, a) => String(a)), splitLine: { show: false } }),
        yAxis: axis('category', 'State', { data: chart.rewards.map((_, s) => String(s)), inverse: true, nameGap: 32, splitLine: { show: false } }),
        visualMap: {
          min: 0,
          max: top,
          dimension: 2,
          seriesIndex: 0,
          calculable: false,
          orient: 'horizontal',
          left: 'center',
          bottom: 0,
          itemHeight: 140,
          itemWidth: 10,
          precision: 2,
          text: [figure(top), '0'],
          textStyle: { color: css('soft') },
          inRange: { color: [css('heat-low'), css('heat-mid'), css('heat-high')] },
        },
        series: [
          { type: 'heatmap', data: cells, itemStyle: { borderColor: css('card'), borderWidth: few ? 2 : 0.5 } },
          {
            type: 'custom',
            name: 'optimal',
            silent: true,
            data: chart.optimal.map((a, s) => [a, s]),
            renderItem: (params, api) => frame(api, few),
          },
          {
            type: 'custom',
            name: view,
            silent: true,
            data: shown.cells.map((cell) => [cell[1], cell[0], cell[2]]),
            renderItem: (params, api) => dot(api, shown.trials, look(view).color, few),
          },
        ],
      };
    },
  };

  function cellText(chart, shown, cell) {
    const taken = shown.cells.find((choice) => choice[0] === cell[1] && choice[1] === cell[0]);
    return 'state ' + cell[1] + ', document ' + cell[0] + '<br>expected reward <b>' + figure(cell[2]) + '</b>' +
      (chart.optimal[cell[1]] === cell[0] ? '<br>the optimal choice' : '') +
      (taken ? '<br>' + escape(shown.agent) + ': ' + taken[2] + ' of ' + shown.trials + ' trials' : '');
  }

  /** The area between the lowest and the highest seed. */
  function band(line, x, style) {
    return {
      type: 'custom',
      name: line.agent,
      silent: true,
      z: 1,
      clip: true,
      itemStyle: { color: style.color },
      data: [[line.points[0][x], line.points[0][2]]],
      encode: { x: 0, y: [] },
      renderItem: (params, api) => ({
        type: 'polygon',
        shape: {
          points: line.points.map((p) => api.coord([p[x], p[4]]))
            .concat(line.points.slice().reverse().map((p) => api.coord([p[x], p[3]]))),
        },
        style: { fill: style.color, opacity: 0.16 },
      }),
    };
  }

  /** A horizontal line with its name on it. */
  function reference(line, last) {
    const color = line.agent ? look(line.agent).color : css('ink');
    return {
      type: 'line',
      name: line.name,
      silent: true,
      symbol: 'none',
      data: [[0, line.value], [last, line.value]],
      lineStyle: { color, width: 1.5, type: [6, 4] },
      itemStyle: { color },
      markPoint: {
        silent: true,
        symbol: 'rect',
        symbolSize: 0.01,
        data: [{ coord: [last, line.value] }],
        label: {
          show: true,
          formatter: line.name + ' ' + figure(line.value),
          color: css('ink'),
          fontSize: 12,
          align: 'right',
          position: [0, -16],
        },
      },
    };
  }

  /** A row of dots for each agent, with the mean's interval. */
  function strips(chart, view, width, name, lines) {
    const names = chart.rows.map((row) => row.agent);
    const margin = Math.min(Math.max(...names.map((text) => text.length)) * 7.2 + 14, width * 0.36);
    const near = view === 'near' ? { min: chart.near[0], max: chart.near[1] } : {};
    const series = [];
    chart.rows.forEach((row, at) => {
      const style = look(row.agent);
      const count = row.values.length;
      series.push({
        type: 'scatter',
        name: row.agent,
        // Seeds spread over the row's height in their order: equal scores stay countable.
        data: row.values.map((value, i) => [value[1], at + (count === 1 ? 0 : (i / (count - 1) - 0.5) * 0.5), value[0]]),
        symbol: style.symbol,
        symbolSize: 7,
        clip: true,
        itemStyle: { color: style.color, opacity: 0.55 },
      });
      series.push({
        type: 'custom',
        name: row.agent,
        silent: true,
        clip: true,
        z: 5,
        encode: { x: [0, 1, 2], y: 3 },
        data: [[row.mean, row.low === null ? row.mean : row.low, row.high === null ? row.mean : row.high, at]],
        renderItem: (params, api) => whisker(api),
      });
    });
    series.push({
      type: 'line',
      data: [],
      silent: true,
      markLine: {
        silent: true,
        symbol: 'none',
        data: lines.map((line) => ({ xAxis: line.value, name: line.name })),
        lineStyle: { color: css('ink'), type: [6, 4], width: 1.5 },
        label: { formatter: (mark) => mark.name, color: css('ink'), fontSize: 12 },
      },
    });
    return {
      ...base(),
      grid: { left: margin, right: 24, top: 22, bottom: 48 },
      tooltip: { ...base().tooltip, trigger: 'item', formatter: (hit) => swatch(hit.color) + '<b>' +
        escape(hit.seriesName) + '</b><br>seed ' + hit.data[2] + ': ' + figure(hit.data[0]) },
      xAxis: axis('value', name, { scale: true, ...near, axisLabel: { color: css('soft'), fontSize: 12, hideOverlap: true, formatter: figure } }),
      yAxis: axis('value', '', {
        min: -0.5,
        max: names.length - 0.5,
        interval: 1,
        inverse: true,
        splitLine: { show: true, lineStyle: { color: css('rule') } },
        axisLabel: { show: false },
      }),
      graphic: [],
      rowNames: names.map((text) => short(text, margin - 10)),
      series,
    };
  }

  /** The interval of a mean: a bar with a tick where the mean is. */
  function whisker(api) {
    const mean = api.coord([api.value(0), api.value(3)]);
    const low = api.coord([api.value(1), api.value(3)]);
    const high = api.coord([api.value(2), api.value(3)]);
    const stroke = css('ink');
    return {
      type: 'group',
      children: [
        { type: 'line', shape: { x1: low[0], y1: low[1], x2: high[0], y2: high[1] }, style: { stroke, lineWidth: 4 } },
        { type: 'line', shape: { x1: mean[0], y1: mean[1] - 9, x2: mean[0], y2: mean[1] + 9 }, style: { stroke, lineWidth: 2 } },
      ],
    };
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

  /** A dot as large as the share of trials that chose the cell, with their number if not all. */
  function dot(api, trials, color, few) {
    const [x, y] = api.coord([api.value(0), api.value(1)]);
    const [w, h] = api.size([1, 1]);
    const count = api.value(2);
    const radius = Math.min(w, h) * 0.34 * Math.sqrt(count / trials);
    const children = [{
      type: 'circle',
      shape: { cx: x, cy: y, r: Math.max(radius, 2) },
      style: { fill: css('card'), stroke: css('ink'), lineWidth: 1.5 },
    }];
    if (few && count < trials) {
      children.push({ type: 'text', style: { text: String(count), x, y: y, fill: css('ink'), align: 'center', verticalAlign: 'middle', fontSize: 11 } });
    }
    return { type: 'group', children };
  }

  // --- Drawing -------------------------------------------------------------------------------

  function height(box, width) {
    const rows = Number(box.dataset.rows);
    if (box.dataset.chart === 'choices') {
      return Math.min(Math.max(rows * 40, 280), Math.min(width, 720)) + 100;
    }
    return rows > 0 ? rows * 44 + 84 : Math.max(320, Math.min(440, width * 0.5));
  }

  function view(id) {
    const checked = document.querySelector('input[name="view-' + id + '"]:checked');
    return checked ? checked.value : '';
  }

  function draw(box, width) {
    const id = box.dataset.chart;
    box.style.height = height(box, width) + 'px';
    let chart = charts.get(id);
    if (!chart) {
      chart = echarts.init(box, null, { renderer: 'svg' });
      charts.set(id, chart);
    }
    chart.resize({ width, height: height(box, width) });
    chart.setOption(options[id](data.charts[id], view(id), width), true);
  }

  function drawAll(width) {
    document.querySelectorAll('.chart').forEach((box) => draw(box, width || box.clientWidth));
  }

  // --- Tables --------------------------------------------------------------------------------

  function sort(table, column, header) {
    const ascending = header.getAttribute('aria-sort') === 'descending';
    table.querySelectorAll('th[aria-sort]').forEach((other) => other.removeAttribute('aria-sort'));
    header.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    const body = table.tBodies[0];
    const rows = [...body.rows];
    rows.sort((a, b) => (ascending ? 1 : -1) * compare(a.cells[column], b.cells[column]));
    body.append(...rows);
  }

  function compare(a, b) {
    if (a.dataset.key && b.dataset.key) {
      return Number(a.dataset.key) - Number(b.dataset.key);
    }
    return a.textContent.localeCompare(b.textContent, 'en', { numeric: true });
  }

  document.querySelectorAll('table.sortable').forEach((table) => {
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      header.querySelector('button').addEventListener('click', () => sort(table, column, header));
    });
  });

  document.querySelectorAll('.views').forEach((views) => {
    views.addEventListener('change', () => {
      const box = document.getElementById('chart-' + views.dataset.chart);
      draw(box, box.clientWidth);
    });
  });

  drawAll();
  let waiting = 0;
  window.addEventListener('resize', () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => drawAll());
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawAll());
  window.addEventListener('beforeprint', () => drawAll(660));
  window.addEventListener('afterprint', () => drawAll());
})();
