/* A distribution of the log beside that of the model. */
((kit) => {
  'use strict';

  const { look, escape, figure, base, titled, axis, shareAxis, legend, options } = kit;

  function beside(chart, view, width) {
    const { top, legend: names } = legend(chart.series.map((one) => one.name), width);
    return {
      ...base((hit) => titled(hit, escape(chart.axis + ': ' + chart.labels[hit.dataIndex]) + '<br>' +
        figure(100 * hit.value) + ' %')),
      grid: { left: 60, right: 28, top, bottom: 48 },
      legend: names,
      xAxis: axis('category', chart.axis, { data: chart.labels }),
      yAxis: shareAxis(''),
      series: chart.series.map((one) => ({
        type: 'bar',
        name: one.name,
        data: one.values,
        barMaxWidth: 28,
        itemStyle: { color: look(one.name).color },
      })),
    };
  }

  options.bars = beside;
})(recsimCharts);
