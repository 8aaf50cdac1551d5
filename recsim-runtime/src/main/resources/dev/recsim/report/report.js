/* Draws the charts of a report, draws them again when size or colours change, and sorts tables. */
(() => {
  'use strict';

  const data = JSON.parse(document.getElementById('data').textContent);
  const names = new Set(data.agents.map((agent) => agent.name));
  const drawn = new Map();
  /** Width of a chart on A4 or Letter paper, in pixels. */
  const PAPER = 660;

  function height(box, width) {
    const rows = Number(box.dataset.rows);
    const chart = data.charts[box.dataset.chart];
    if (recsimCharts.heights[box.dataset.chart]) {
      return recsimCharts.heights[box.dataset.chart](chart, view(box.dataset.chart), width);
    }
    if (chart.panels) {
      return recsimCharts.panelHeight(chart, width);
    }
    if (box.dataset.chart === 'choices') {
      return Math.min(Math.max(rows * 40, 280), Math.min(width, 720)) + 100;
    }
    return rows > 0 ? rows * 44 + 72 : Math.max(340, Math.min(460, width * 0.5)) + Math.floor(names.size / 6) * 24;
  }

  function view(id) {
    const checked = document.querySelector('input[name="view-' + id + '"]:checked');
    return checked ? checked.value : '';
  }

  function draw(box, width) {
    const id = box.dataset.chart;
    box.style.height = height(box, width) + 'px';
    if (!drawn.has(id)) {
      drawn.set(id, echarts.init(box, null, { renderer: 'svg' }));
    }
    drawn.get(id).resize({ width, height: height(box, width) });
    drawn.get(id).setOption(recsimCharts.options[id](data.charts[id], view(id), width), true);
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

  document.querySelectorAll('.views').forEach((views) => {
    views.addEventListener('change', () => {
      const box = document.getElementById('chart-' + views.dataset.chart);
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
  drawAll();

  // --- Tables ----------------------------------------------------------------------------------

  /** The first click sorts figures from high to low, and names from A to Z. */
  function sort(table, column, header) {
    const figures = header.classList.contains('figure');
    const before = header.getAttribute('aria-sort');
    const ascending = before ? before === 'descending' : !figures;
    table.querySelectorAll('th[aria-sort]').forEach((other) => other.removeAttribute('aria-sort'));
    header.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => compare(a.cells[column], b.cells[column], ascending ? 1 : -1));
    table.tBodies[0].append(...rows);
  }

  /** Sorts figures by their keys; missing figures are last in both directions. */
  function compare(a, b, direction) {
    if (a.dataset.key !== '' || b.dataset.key !== '') {
      const missing = (a.dataset.key === '') - (b.dataset.key === '');
      return missing || direction * (Number(a.dataset.key) - Number(b.dataset.key));
    }
    return direction * a.textContent.localeCompare(b.textContent, 'en', { numeric: true });
  }

  document.querySelectorAll('table.sortable').forEach((table) => {
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      header.querySelector('button').addEventListener('click', () => sort(table, column, header));
    });
  });

  /** Adds the agent's colour before its name. */
  document.querySelectorAll('tbody th').forEach((cell) => {
    if (names.has(cell.textContent)) {
      const swatch = document.createElement('span');
      swatch.className = 'swatch';
      swatch.style.background = 'var(--' + recsimCharts.look(cell.textContent).variable + ')';
      cell.prepend(swatch);
    }
  });
})();
