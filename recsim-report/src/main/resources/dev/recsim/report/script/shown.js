/* What agents show: shares of impressions; and what the charts about replayed sessions share. */
((kit) => {
  'use strict';

  const { css, escape, figure, base, titled, axis, legend, shareAxis, options, heights } = kit;
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
    return Math.min(Math.max(0, ...texts.map((text) => text.length)) * 7.2 + 10, width * 0.38);
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
      ...kit.heatKey(0, most),
      show: false,
      seriesIndex: Array.from({ length: count }, (_, at) => at),
    };
  }

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
      xAxis: shareAxis('Share of impressions', { max: 1 }),
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
    const shares = part.shares.map((columns) => columns.map((column) => column.map((thousandths) => thousandths / 1000)));
    const most = Math.max(...shares.flat(2));
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
      series: shares.map((columns, at) => heat(
        columns.flatMap((column, x) => column.map((share, y) => cell(x, y, share, most, wide > 24))),
        most, { xAxisIndex: at, yAxisIndex: at })),
    };
  }

  function labels(part) {
    return short(part.labels);
  }

  options.shown = (chart, view, width) => (chart.parts[view] ? maps(chart, chart.parts[view], width) : bars(chart, width));

  heights.shown = (chart, width, rows, view) => (chart.parts[view]
    ? Math.ceil(chart.agents.length / across(chart.agents.length, width)) * (chart.groups.length * ROW + AROUND)
    : legend(chart.groups, width).top + chart.agents.length * 40 + 56);

  kit.everyView.add('shown');
  kit.shown = { percent, hue, short, room, across, places, title, names, cell, heat, shades };
})(recsimCharts);
