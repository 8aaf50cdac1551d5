/* Figures of a live test by look: strips one below the other, with the same time axis. */
((kit) => {
  'use strict';

  const { css, escape, figure, base, axis, options, heights } = kit;

  /** Heights in pixels: of a strip with its head, of the head, of a strip without time, below the strips. */
  const STRIP = 196;
  const HEAD = 50;
  const FLAT = 116;
  const FOOT = 40;
  const GAP = 24;
  const LEFT = 64;
  const RIGHT = 66;

  const flat = (chart) => chart.axis === '';
  const strip = (chart) => (flat(chart) ? FLAT : STRIP);

  function looks(chart, view, width) {
    const drawn = chart.strips.map((one, at) => ({ ...one, at, top: at * strip(chart) + HEAD, range: view === 'all' ? one.all : one.near }));
    return {
      ...base((hit) => hit.data.tip),
      title: drawn.flatMap((one) => heads(one, width)),
      grid: drawn.map((one) => ({ left: LEFT, right: RIGHT, top: one.top, height: strip(chart) - HEAD - GAP })),
      xAxis: drawn.map((one) => (flat(chart) ? values(one, { splitNumber: 4 }) : times(chart, one))),
      yAxis: drawn.map((one) => (flat(chart)
        ? { type: 'category', gridIndex: one.at, data: [''], axisLine: { show: false }, axisTick: { show: false } }
        : values(one, { splitNumber: 3 }))),
      series: drawn.flatMap((one) => series(chart, one)),
    };
  }

  /** The name of a strip, its figures below, and its verdict at the right. */
  function heads(one, width) {
    return [
      {
        text: one.name,
        left: 0,
        top: one.top - HEAD,
        padding: 0,
        textStyle: { color: css('ink'), fontSize: 14, fontWeight: 600, width: width - 130, overflow: 'truncate' },
      },
      {
        text: one.note,
        left: 0,
        top: one.top - HEAD + 19,
        padding: 0,
        textStyle: { color: css('soft'), fontSize: 12, fontWeight: 'normal', width: width - 8, overflow: 'truncate' },
      },
      {
        text: one.word,
        right: 0,
        top: one.top - HEAD + 1,
        padding: 0,
        textStyle: { color: css(one.tone), fontSize: 12, fontWeight: 700 },
      },
    ];
  }

  function times(chart, one) {
    const last = one.at === chart.strips.length - 1;
    return axis('value', last ? chart.axis : '', {
      gridIndex: one.at,
      min: 0,
      max: chart.end,
      nameGap: 22,
      splitLine: { show: false },
      axisLine: { show: false },
      axisLabel: { color: css('soft'), fontSize: 11, hideOverlap: true, formatter: figure },
    });
  }

  function values(one, extra) {
    return axis('value', '', {
      gridIndex: one.at,
      min: one.range[0],
      max: one.range[1],
      axisLabel: { color: css('soft'), fontSize: 11, hideOverlap: true, showMinLabel: false, showMaxLabel: false,
        formatter: (value) => figure(value) + one.unit },
      ...extra,
    });
  }

  function series(chart, one) {
    const place = (x, y) => (flat(chart) ? [y, 0] : [x, y]);
    const on = { xAxisIndex: one.at, yAxisIndex: one.at, name: one.name };
    const words = (x) => '<b>' + escape(one.name) + '</b>' + (flat(chart) ? '' : ', ' + chart.axis.toLowerCase() + ' ' + figure(x)) + '<br>';
    const points = one.points.map(([x, y], i) => ({
      value: place(x, y),
      tip: words(x) + figure(y) + one.unit + '<br>' + ends(one, one.band[i]),
    }));
    const skipped = one.skipped.map(([x, why]) => ({
      value: place(x, Math.min(Math.max(0, one.range[0]), one.range[1])),
      tip: words(x) + 'does not count, ' + escape(why),
    }));
    return [
      { ...band(chart, one, place), ...on },
      {
        type: flat(chart) ? 'scatter' : 'line',
        data: points,
        clip: true,
        z: 4,
        symbol: 'circle',
        symbolSize: points.length > 60 ? 3 : flat(chart) ? 10 : 5,
        itemStyle: { color: css('tone-0') },
        lineStyle: { color: css('tone-0'), width: 2 },
        markLine: levels(chart, one),
        ...on,
      },
      {
        type: 'scatter',
        data: skipped,
        z: 3,
        symbol: 'emptyCircle',
        symbolSize: 6,
        itemStyle: { color: css('quiet') },
        ...on,
      },
      needed(one, on, words),
      { ...marks(chart, one, place), ...on },
    ];
  }

  function ends(one, [, low, high]) {
    const from = low === null ? 'no lower end' : figure(low) + one.unit;
    return 'interval ' + from + ' to ' + (high === null ? 'no upper end' : figure(high) + one.unit);
  }

  /** The band of all looks; a bar where there is only one. An end that is unknown is that of the strip. */
  function band(chart, one, place) {
    const edge = (end, way) => (end === null ? one.range[way] : end);
    const fill = css('tone-0');
    return {
      type: 'custom',
      silent: true,
      clip: true,
      z: 2,
      data: one.band.length === 0 ? [] : [place(one.band[0][0], one.range[0])],
      renderItem: (params, api) => {
        const at = (x, y) => api.coord(place(x, y));
        if (one.band.length === 1) {
          const [x, low, high] = one.band[0];
          const [x1, y1] = at(x, edge(low, 0));
          const [x2, y2] = at(x, edge(high, 1));
          const [dx, dy] = flat(chart) ? [0, 6] : [6, 0];
          return {
            type: 'group',
            children: [[x1, y1, x2, y2], [x1 - dx, y1 - dy, x1 + dx, y1 + dy], [x2 - dx, y2 - dy, x2 + dx, y2 + dy]]
              .map(([a, b, c, d]) => ({ type: 'line', shape: { x1: a, y1: b, x2: c, y2: d }, style: { stroke: fill, lineWidth: 3 } })),
          };
        }
        return {
          type: 'polygon',
          shape: {
            points: one.band.map(([x, low, high]) => at(x, edge(high, 1)))
              .concat(one.band.slice().reverse().map(([x, low]) => at(x, edge(low, 0)))),
          },
          style: { fill, opacity: 0.2 },
        };
      },
    };
  }

  /** Zero is drawn through; margins, predictions and declared shares are dashed and named. */
  function levels(chart, one) {
    const along = flat(chart) ? 'xAxis' : 'yAxis';
    return {
      silent: true,
      symbol: 'none',
      animation: false,
      data: one.levels.map((level) => ({
        [along]: level.y,
        lineStyle: {
          color: css(level.name === 'margin' ? 'warn' : level.name === 'predicted' ? 'tone-3' : 'ink'),
          width: 1.3,
          type: level.name === '' ? 'solid' : level.name === 'predicted' ? [2, 3] : [7, 4],
        },
        label: {
          show: level.name !== '',
          formatter: level.name,
          position: 'end',
          distance: 4,
          color: css('soft'),
          fontSize: 11,
        },
      })),
    };
  }

  /** What coming looks need, up to the end of the plan. */
  function needed(one, on, words) {
    return {
      type: 'line',
      data: one.needed.map(([x, y]) => ({ value: [x, y], tip: words(x) + 'needs ' + figure(y) + one.unit })),
      clip: true,
      z: 3,
      symbol: 'circle',
      symbolSize: one.needed.length > 60 ? 0.1 : 3,
      itemStyle: { color: css('good') },
      lineStyle: { color: css('good'), width: 1.5, type: [5, 4] },
      markPoint: one.needed.length === 0 ? undefined : {
        silent: true,
        symbol: 'rect',
        symbolSize: 0.01,
        data: [{ coord: one.needed[0] }],
        label: { show: true, formatter: 'needed', color: css('soft'), fontSize: 11, align: 'left', position: [0, -15] },
      },
      ...on,
    };
  }

  /** The look that decided: a shape for each tone, and the verdict in words. */
  function marks(chart, one, place) {
    return {
      type: 'scatter',
      z: 6,
      clip: true,
      data: one.marks.map((mark) => {
        const right = !flat(chart) && mark.x > chart.end * 0.6;
        return {
          value: place(mark.x, mark.y),
          tip: '<b>' + escape(one.name) + '</b><br>' + escape(mark.text),
          symbol: mark.tone === 'bad' ? 'rect' : 'diamond',
          symbolSize: 13,
          itemStyle: { color: css(mark.tone), borderColor: css('card'), borderWidth: 1.5 },
          label: {
            show: !flat(chart),
            formatter: mark.text,
            position: 'top',
            align: right ? 'right' : 'left',
            distance: 4,
            color: css('ink'),
            fontSize: 11,
            backgroundColor: css('card'),
            padding: [1, 4],
            borderRadius: 3,
          },
        };
      }),
    };
  }

  heights.looks = (chart, width, rows) => rows * strip(chart) + (flat(chart) ? 0 : FOOT - GAP);
  options.looks = looks;
})(recsimCharts);
