/* Charts of a fit: a distribution of the log beside that of the model. */
((kit) => {
  'use strict';

  const { css, look, escape, figure, base, titled, axis, legend, options } = kit;

  function beside(chart, view, width) {
    const { top, legend: names } = legend(chart.series.map((one) => one.name), width);
    return {
      ...base((hit) => titled(hit, escape(chart.axis + ': ' + chart.labels[hit.dataIndex]) + '<br>' +
        figure(100 * hit.value) + ' %')),
      grid: { left: 60, right: 28, top, bottom: 48 },
      legend: names,
      xAxis: axis('category', chart.axis, { data: chart.labels }),
      yAxis: axis('value', '', {
        min: 0,
        axisLabel: { color: css('soft'), formatter: (share) => figure(100 * share) + ' %' },
      }),
      series: chart.series.map((one) => ({
        type: 'bar',
        name: one.name,
        data: one.values,
        barMaxWidth: 28,
        itemStyle: { color: look(one.name).color },
      })),
    };
  }

  const charts = JSON.parse(document.getElementById('data').textContent).charts;
  Object.keys(charts).forEach((id) => {
    options[id] = beside;
  });
})(recsimCharts);
