/* Sorts tables by their headers, and shows the colours of agents in them. */
((kit) => {
  'use strict';

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
    if (a.dataset.key !== undefined || b.dataset.key !== undefined) {
      const missing = (a.dataset.key === undefined) - (b.dataset.key === undefined);
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
    if (kit.agents.has(cell.textContent)) {
      const swatch = document.createElement('span');
      swatch.className = 'swatch';
      swatch.style.background = 'var(--' + kit.look(cell.textContent).variable + ')';
      cell.prepend(swatch);
    }
  });
})(recsimCharts);
