/* Documents on a plane, similar ones close to each other. */
((kit) => {
  'use strict';

  const { css, escape, base, axis, options } = kit;
  const NAMED = 12;
  const HEIGHT = 440;

  /** Names beside their circles, towards the middle, without those that would cover others. */
  function names(places, middle, size) {
    return {
      type: 'scatter',
      silent: true,
      z: 5,
      symbolSize: (value) => size(value[2]),
      itemStyle: { color: 'transparent' },
      data: places.map((value) => ({ value, label: { position: value[0] > middle ? 'left' : 'right' } })),
      label: {
        show: true,
        distance: 3,
        formatter: ({ value }) => String(value[3]),
        color: css('ink'),
        textBorderColor: css('card'),
        textBorderWidth: 3,
        fontSize: 12,
        width: 110,
        overflow: 'truncate',
      },
      labelLayout: { hideOverlap: true },
    };
  }

  /** The axes have one scale, so that distances can be compared. */
  function map(chart, view, width) {
    const xs = chart.places.map(([x]) => x);
    const ys = chart.places.map(([, y]) => y);
    const grid = { left: 24, right: 24, top: 16, bottom: 44 };
    const [across, down] = [width - grid.left - grid.right, HEIGHT - grid.top - grid.bottom];
    const middle = (all) => (Math.min(...all) + Math.max(...all)) / 2;
    const spread = (all) => Math.max(...all) - Math.min(...all);
    // Room for names and circles at the edges.
    const unit = 1.15 * Math.max(spread(xs) / across, spread(ys) / down, 1e-12);
    const most = Math.max(1, ...chart.places.map(([, , count]) => count));
    const size = (count) => 5 + 19 * Math.sqrt(count / most);
    const plain = (name, all, room, extra) => axis('value', name, {
      min: middle(all) - unit * room / 2,
      max: middle(all) + unit * room / 2,
      axisLabel: { show: false },
      splitLine: { show: false },
      axisLine: { show: true, onZero: false, lineStyle: { color: css('rule') } },
      nameGap: 12,
      ...extra,
    });
    const share = (which, part) => which + ' component, ' + Math.round(100 * part) + ' % of the variance';
    return {
      ...base(({ value }) => '<b>' + escape(value[3]) + '</b><br>' + value[2].toLocaleString('en-US') + ' times in the log'),
      grid,
      xAxis: plain(share('first', chart.shares[0]), xs, across),
      yAxis: plain(share('second', chart.shares[1]), ys, down),
      series: [{
        type: 'scatter',
        data: chart.places,
        symbolSize: (value) => size(value[2]),
        itemStyle: { color: css('tone-0'), opacity: 0.45, borderColor: css('card'), borderWidth: 1 },
      }, names(chart.places.slice(0, NAMED), middle(xs), size)],
    };
  }

  options.map = map;
  kit.heights.map = () => HEIGHT;
})(recsimCharts);
