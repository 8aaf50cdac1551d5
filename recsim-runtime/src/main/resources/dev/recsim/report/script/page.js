/* Draws the charts of a page, and draws them again when size, colours or the chosen agents change. */
((kit) => {
  'use strict';

  const { data, options, heights } = kit;
  const drawn = new Map();
  /** Width of a chart on A4 or Letter paper, in pixels. */
  const PAPER = 660;

  /** The data of a chart without the agents that are not shown. */
  function shown(id) {
    const chart = { ...data.charts[id] };
    const few = (list) => list.filter((one) => kit.visible(one.agent));
    ['rows', 'series', 'lines'].filter((key) => chart[key]).forEach((key) => {
      chart[key] = few(chart[key]);
    });
    if (chart.panels) {
      chart.panels = chart.panels.map((panel) => ({ ...panel, series: few(panel.series) }));
    }
    const figure = document.querySelector('select[data-chart="' + id + '"]');
    return { ...chart, figure: figure ? figure.value : '' };
  }

  function height(box, chart, width) {
    const special = heights[box.dataset.script];
    if (special) {
      return special(chart, width, Number(box.dataset.rows));
    }
    return chart.rows
      ? chart.rows.length * 44 + 72
      : Math.max(340, Math.min(460, width * 0.5)) + Math.floor((chart.series || []).length / 6) * 24;
  }

  function view(id) {
    const checked = document.querySelector('input[name="view-' + id + '"]:checked');
    return checked ? checked.value : '';
  }

  function draw(box, width) {
    const id = box.dataset.chart;
    const chart = shown(id);
    const size = height(box, chart, width);
    box.style.height = size + 'px';
    if (!drawn.has(id)) {
      drawn.set(id, echarts.init(box, null, { renderer: 'svg' }));
    }
    drawn.get(id).resize({ width, height: size });
    drawn.get(id).setOption(options[box.dataset.script](chart, view(id), width), true);
  }

  /** A folded chart has no width; it is drawn when it is opened. */
  document.querySelectorAll('details').forEach((fold) => {
    fold.addEventListener('toggle', () => fold.querySelectorAll('.chart').forEach(refresh));
  });

  function refresh(box) {
    if (box.clientWidth > 0) {
      draw(box, box.clientWidth);
    }
  }

  /** During printing the page keeps its paper layout, even if the printer changes the colour scheme. */
  function drawAll() {
    const printing = document.documentElement.classList.contains('printing');
    document.querySelectorAll('.chart').forEach((box) => (printing ? draw(box, PAPER) : refresh(box)));
  }

  document.querySelectorAll('.views, .figures select').forEach((choice) => {
    choice.addEventListener('change', () => {
      const box = document.getElementById('chart-' + choice.dataset.chart);
      draw(box, box.clientWidth);
    });
  });

  let waiting = 0;
  window.addEventListener('resize', () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => drawAll());
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawAll());
  window.addEventListener('beforeprint', () => {
    document.documentElement.classList.add('printing');
    drawAll();
  });
  window.addEventListener('afterprint', () => {
    document.documentElement.classList.remove('printing');
    drawAll();
  });
  document.addEventListener('agents', () => drawAll());
  drawAll();
})(recsimCharts);
